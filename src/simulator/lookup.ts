import type { Lookup } from './flow.ts';
import { respond } from './respond.ts';
import { askFor, pass, problemsIn, report, type Step, timed } from './step.ts';

/**
 * The lookup: a wrapper export is called with the records of the page. What it answers with is taken by position: the
 * element at a record's place, or the list of them, is what was found for the record.
 */
export async function lookUp(step: Step, { wrapper, hooks }: Lookup): Promise<void> {
  const { run, way } = step;
  const { records, ids } = way;
  const asking = {
    stage: 'lookup',
    kind: 'export',
    function: wrapper,
    side: 'lookup',
    options: { data: records },
  } as const;
  const { response } = await timed(step, 'lookup', () => askFor(step, asking));
  const { data, errors, connectionOffline } = Object(response);
  for (const error of problemsIn(errors)) report(step, 'lookup', error);
  if (connectionOffline === true) {
    run.end('offline', `${wrapper} answered with connectionOffline on page ${way.origin.page}`);
  }
  const found: readonly unknown[] = Array.isArray(data) ? data : [];
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
