import type { ExportDocument } from '../../flow/documents.ts';
import type { Scope } from '../../scope/scope.ts';
import type { PlannedLookup, PlannedOperation } from '../plan.ts';
import { type CompileContext, formatSetting, settingScope } from './compile-context.ts';
import { compileHook, compileWrapper } from './compile-hook.ts';
import { compileRecordFilter } from './compile-rules.ts';
import { compileTransform } from './compile-transform.ts';
import type { CallSite } from './create-options.ts';
import { compileSurroundings, findLookups } from './mapping-settings.ts';
import { readMockOutput } from './mock-output.ts';
import { eachRecord } from './record-operation.ts';

/** What all steps have in common, compiled after their own stages. */
type CompileAround<T> = () => Omit<T, 'kind' | 'stage'>;

/** Compiles an export within a flow. */
export function compileLookup(
  context: CompileContext,
  site: CallSite,
  document: ExportDocument,
  scope: Scope,
  around: CompileAround<PlannedLookup>,
): PlannedLookup {
  const { wrapper, inputFilter, transform, filter, hooks } = document;
  const { stages } = context;
  const filtering = {
    rules: inputFilter,
    scope: scope.at('inputFilter'),
    stage: 'inputFilter',
    source: 'input_filter',
  } as const;
  const before = compileRecordFilter(context, site, filtering);
  const mapping = compileRequest(context, site, document, scope);
  const fn = wrapper?.function ? compileWrapper(context, site, 'export', wrapper, scope.at('wrapper')) : undefined;
  const own = {
    kind: 'lookup',
    stage: stages.add(site.step, 'call', fn?.name),
    inputFilter: before,
    mapping,
    wrapper: fn,
    find: wrapper?.function ? undefined : compileFind(context, site, document, scope),
    transform: compileTransform(context, site, { rules: transform, scope: scope.at('transform'), stage: 'transform' }),
    filter: compileRecordFilter(context, site, {
      rules: filter,
      scope: scope.at('filter'),
      stage: 'outputFilter',
      source: 'output_filter',
    }),
    preSavePage: compileHook(context, site, {
      kind: 'preSavePage',
      reference: hooks?.preSavePage,
      scope: scope.at('hooks', 'preSavePage'),
    }),
  } as const;
  return { ...own, ...around() };
}

/** The mappings of a lookup build the body of its request. */
function compileRequest(
  context: CompileContext,
  site: CallSite,
  { mappings, lookups }: ExportDocument,
  scope: Scope,
): PlannedOperation<unknown> | undefined {
  if (!mappings?.length) return undefined;
  const settings = compileSurroundings(
    context,
    site,
    findLookups(context, [{ lookups, scope: scope.at('lookups') }], mappings),
  );
  const map = context.libraries.mapper2?.compileMapper2(mappings as never, scope.at('mappings'), settings);
  return map && { stage: context.stages.add(site.step, 'mapping'), apply: eachRecord(map) };
}

/** Without a wrapper a module answers, else every record finds the given records. */
function compileFind(
  context: CompileContext,
  { step, id }: CallSite,
  document: ExportDocument,
  scope: Scope,
): PlannedOperation<unknown> | undefined {
  const { respond, records } = context.folder.simulation.exports[id] ?? {};
  if (respond !== undefined) return { stage: step, apply: context.openModule(respond) };
  if (typeof records === 'string') {
    const own = settingScope(context, 'exports', id).at('records');
    own.refuse(`found the file ${records} for a lookup, expected its records themselves, or respond: a module`);
    return undefined;
  }
  const found = records ?? readMockOutput(document, scope);
  if (found) return { stage: step, apply: eachRecord(() => found) };
  const what = `found ${document.adaptorType ?? 'a lookup'} without a wrapper function and without mockOutput`;
  scope.refuse(`${what}, expected ${formatSetting('exports', id, 'respond')}: a module, or its records`);
  return undefined;
}
