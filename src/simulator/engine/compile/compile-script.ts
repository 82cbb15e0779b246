import type { FunctionReference } from '../../flow/documents.ts';
import { type FailureSource, RecordFailure } from '../../scope/record-failure.ts';
import type { Scope } from '../../scope/scope.ts';
import { readings } from '../../scripts/readings.ts';
import type { ScriptHost, ScriptResult } from '../../scripts/script-host.ts';
import type { Applied, FunctionHost, PagePosition, PlannedOperation } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';
import { resolveHost } from './compile-hook.ts';
import { type CallSite, createOptions } from './create-options.ts';
import type { StageKind } from './stage-list.ts';

/** A function of a script that takes one record: a filter, a transformation, the choice of a branch. */
export interface WrittenScript<T> {
  readonly reference: FunctionReference | null | undefined;
  readonly scope: Scope;
  readonly stage: StageKind | 'routing';
  readonly source: FailureSource;
  /** Reads what the function answered. */
  readonly read: (value: unknown) => T;
}

/** Compiles a script that is called for each record; undefined after a refusal. */
export function compileScript<T>(
  context: CompileContext,
  site: CallSite,
  { reference, scope, stage, source, read }: WrittenScript<T>,
): { readonly name: string; readonly apply: PlannedOperation<T>['apply'] } | undefined {
  if (!reference?._scriptId) {
    scope.refuse('found a script without _scriptId, expected the id of a script');
    return undefined;
  }
  const host = resolveHost(context, scope, reference, site.step, stage);
  if (!host || !('script' in host)) return undefined;
  const { name, ...place } = host;
  // The dates of a delta export are sent with the page.
  const { dates: _, ...own } = site;
  const complete = createOptions(context, own, { host: place });
  const isFilter = source.endsWith('_filter');
  const apply = async (records: readonly unknown[], page: PagePosition): Promise<Applied<T>> => {
    const options = records.map((record) => JSON.stringify(complete({ record, ...(isFilter && page) })));
    const results = await (context.scripts as ScriptHost).callEach({ ...place, function: name, options });
    return readResults(results, { name, place, scope, source, read });
  };
  return { name, apply };
}

interface Reader<T> extends Pick<WrittenScript<T>, 'scope' | 'source' | 'read'> {
  readonly name: string;
  readonly place: FunctionHost;
}

function readResults<T>(results: readonly ScriptResult[], { name, scope, source, read }: Reader<T>): Applied<T> {
  const failures = new Map<number, unknown>();
  const becomesNull = new Map<number, string>();
  const values = results.map((result, at): T => {
    for (const reading of result.relied ?? []) scope.rely(readings[reading]);
    for (const path of result.lostWrites ?? [])
      scope.warn(`${path} was written, and the write was lost: the platform freezes what a script gets`);
    try {
      if ('response' in result) {
        if (result.becomesNull !== undefined) becomesNull.set(at, result.becomesNull);
        return read(JSON.parse(result.response));
      }
      const [{ code = 'Error', message } = { message: 'no answer' }] = result.errors;
      throw Object.assign(new RecordFailure(source, code, `${name}: ${message}`), { cause: result.stack });
    } catch (thrown) {
      failures.set(at, thrown);
      return undefined as T;
    }
  });
  return { values, ...(failures.size > 0 && { failures }), ...(becomesNull.size > 0 && { becomesNull }) };
}
