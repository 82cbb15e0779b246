import type { Lookup } from '../../flow/schema.ts';
import { type FunctionCall, toProblems } from '../call.ts';
import { callForPage, type PageContext, PageFailed, recordStage, reportError, timed } from '../page-stage.ts';
import { type WrapperResponse, watchForLoop } from './export.ts';
import { respond } from './post-response-map.ts';

/**
 * Runs a lookup: a wrapper export is called with the page's records, and again with its state while it announces more.
 * Its results are by position: the element at a record's place, or the list of them, was found for the record.
 */
export async function lookUpPage(step: PageContext, { wrapper, hooks }: Lookup): Promise<void> {
  const { run, page } = step;
  const { records, ids } = page;
  const found = await timed(step, 'lookup', () => callUntilLast(step, wrapper));
  const responses = records.map((_, at) => ({ statusCode: 200, errors: [], data: [found[at] ?? []].flat() }));
  recordStage(step, { stage: 'lookup', ids, input: records, output: responses, marks: new Map() });
  page.records = await respond(
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

async function callUntilLast(step: PageContext, wrapper: string): Promise<readonly unknown[]> {
  const { run, page } = step;
  const isLoop = watchForLoop(run);
  const found: unknown[] = [];
  for (let state: unknown; ; ) {
    const options = { data: page.records, ...(state !== undefined && { state }) };
    const functionCall = { stage: 'lookup', kind: 'export', function: wrapper, side: 'lookup', options } as const;
    const { response, value } = await callForPage(step, functionCall);
    const { data, errors, connectionOffline, lastPage, state: next }: WrapperResponse = Object(value);
    if (isLoop({ ...functionCall, page: page.source.number } satisfies FunctionCall, response)) throw new PageFailed();
    for (const error of toProblems(errors)) reportError(step, 'lookup', error);
    if (Array.isArray(data)) found.push(...data);
    if (connectionOffline === true) {
      run.end('offline', `${wrapper} took the connection offline with connectionOffline on page ${page.source.number}`);
    }
    if (connectionOffline === true || lastPage !== false) return found;
    state = next;
  }
}
