import type { AnyRecord } from '../contracts/author.ts';
import type { Problem } from '../errors.ts';
import { wantedOf } from './options.ts';
import type { Running } from './running.ts';
import { ask, breach } from './stage.ts';

/** A page as the export has made it. */
export interface Exported {
  readonly records: readonly AnyRecord[];
  readonly errors: readonly Problem[];
}

interface Response {
  readonly data?: readonly AnyRecord[];
  readonly errors?: readonly Problem[];
  readonly lastPage?: boolean;
  readonly state?: unknown;
  readonly connectionOffline?: boolean;
}

/** The platform doesn't say whether they have to follow on each other. That they do is our reading of it. */
const MOST_ALIKE = 5;

/** The pages of a wrapper export: it is called with the state it has answered with, until it says that was the last. */
export async function* exportPages(run: Running, wrapper: string): AsyncGenerator<Exported> {
  const wanted = wantedOf(run.flow);
  let [state, last, alike, exported]: [unknown, string, number, number] = [undefined, '', 0, 0];
  for (let page = 0; ; page++) {
    const keyAt = (position: number) => (Number.isNaN(position) ? undefined : `${page}:${position}`);
    const asking = { stage: 'export', kind: 'export', function: wrapper, side: 'export', page, keyAt } as const;
    const told = await ask(run, { ...asking, options: { ...wanted, ...(state !== undefined && { state }) } });
    if (!told.ok) return run.end('stopped', `${wrapper} failed on page ${page}: ${told.problems[0]?.message}`);
    alike = told.text === last ? alike + 1 : 1;
    last = told.text;
    const response: Response = Object(told.response);
    if (alike > MOST_ALIKE) {
      const what = `found the same response ${alike} times, one after the other`;
      breach(run, asking, { rule: 'same-response', what, path: 'response', effect: 'stop' });
      return run.end('stopped', `${wrapper}: ${what}`);
    }
    if (response.connectionOffline) {
      for (const error of response.errors ?? []) run.ledger.addError({ ...error, stage: 'export', page });
      return run.end('offline', `${wrapper} answered with connectionOffline on page ${page}`);
    }
    const records = Array.isArray(response.data) ? response.data.filter(isRecord) : [];
    exported += records.length;
    const { limit = Infinity } = (run.flow.export.type === 'test' && run.flow.export.test) || {};
    if (exported > limit) {
      breach(run, asking, {
        rule: 'test-limit',
        what: `found ${exported} so far, expected ${limit}`,
        path: 'response.data',
      });
    }
    yield { records, errors: Array.isArray(response.errors) ? response.errors : [] };
    if (response.lastPage) return;
    state = response.state;
  }
}

/** Whether something can be a record: an object, or an array of rows. */
export function isRecord(value: unknown): value is AnyRecord {
  return typeof value === 'object' && value !== null;
}
