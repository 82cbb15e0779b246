import type { Lookup } from '../../flow/schema.ts';
import { type Asking, problemsIn } from '../call.ts';
import { askFor, PageFailed, pass, report, type Step, timed } from '../page-stage.ts';
import { type Response, watchForLoop } from './export.ts';
import { respond } from './post-response-map.ts';

/**
 * The lookup: a wrapper export is called with the records of the page; again with its state where it says that there is
 * more. What it has answered with is taken by position: the element at a record's place, or the list of them, is what
 * was found for the record.
 */
export async function lookUp(step: Step, { wrapper, hooks }: Lookup): Promise<void> {
  const { run, way } = step;
  const { records, ids } = way;
  const found = await timed(step, 'lookup', () => callUntilLast(step, wrapper));
  const responses = records.map((_, at) => ({ statusCode: 200, errors: [], data: [found[at] ?? []].flat() }));
  pass(step, { stage: 'lookup', ids, input: records, output: responses, marks: new Map() });
  way.records = await respond(
    step,
    {
      side: 'lookup',
      mapping: 'lookupResponseMapping',
      hook: 'lookupPostResponseMap',
      map: run.tools.mapFound,
      name: hooks.postResponseMap,
    },
    records,
    responses,
  );
}

async function callUntilLast(step: Step, wrapper: string): Promise<readonly unknown[]> {
  const { run, way } = step;
  const isLoop = watchForLoop(run);
  const found: unknown[] = [];
  for (let state: unknown; ; ) {
    const options = { data: way.records, ...(state !== undefined && { state }) };
    const asking = { stage: 'lookup', kind: 'export', function: wrapper, side: 'lookup', options } as const;
    const { response, text } = await askFor(step, asking);
    const { data, errors, connectionOffline, lastPage, state: next }: Response = Object(response);
    if (isLoop({ ...asking, page: way.origin.page } satisfies Asking, text)) throw new PageFailed();
    for (const error of problemsIn(errors)) report(step, 'lookup', error);
    if (Array.isArray(data)) found.push(...data);
    if (connectionOffline === true) {
      run.end('offline', `${wrapper} took the connection offline with connectionOffline on page ${way.origin.page}`);
    }
    if (connectionOffline === true || lastPage !== false) return found;
    state = next;
  }
}
