import { suggest } from '../../../shared/nearest.ts';
import { LOOKUP } from '../../fields/export-fields.ts';
import { IMPORT } from '../../fields/import-fields.ts';
import type { ExportDocument, ImportDocument, MappingDocument, PageProcessor } from '../../flow/documents.ts';
import { compileResponseMapping } from '../../mapper1/response-mapping.ts';
import { createSplitter } from '../../records/split-records.ts';
import type { Scope } from '../../scope/scope.ts';
import type { PlannedMerge, PlannedStep } from '../plan.ts';
import { checkAdaptor, warnOfSettings } from './check-adaptor.ts';
import { checkKnown } from './check-export-type.ts';
import { type CompileContext, scopeOf, settingScope } from './compile-context.ts';
import { toExportSite } from './compile-generator.ts';
import { compileHook } from './compile-hook.ts';
import { compileImport } from './compile-import.ts';
import { compileLookup } from './compile-lookup.ts';
import type { CallSite } from './create-options.ts';
import { noteFields } from './note-fields.ts';
import { refuseSuiteScript } from './suite-script.ts';
import { compileChildKey } from './trace-key.ts';
import { warnDropped } from './warn-dropped.ts';

const TYPES = ['export', 'import'];

/** Compiles one step of a flow; undefined after a refusal. */
export function compileStep(context: CompileContext, written: PageProcessor, scope: Scope): PlannedStep | undefined {
  const { type, _exportId, _importId } = written;
  const { folder } = context;
  if (type && !TYPES.includes(type))
    scope.at('type').refuse(`found ${type}, expected ${TYPES.join(' or ')}${suggest(type, TYPES)}`);
  if (!type && _exportId && _importId)
    scope.at('type').refuse('found none beside _exportId and _importId, expected export or import');
  const needless = type === 'export' ? '_importId' : '_exportId';
  if (type && TYPES.includes(type) && written[needless])
    scope.at(needless).warn(`found it on a step of the type ${type}: it has no effect`);
  const isLookup = type === 'export' || (!type && Boolean(_exportId));
  if (!type && Boolean(_exportId) !== Boolean(_importId)) {
    const [expected, key] = isLookup ? ['export', '_exportId'] : ['import', '_importId'];
    scope.at('type').warn(`found none, expected ${expected}, as which the step is run: it has ${key}`);
  }
  const [kind, id, found] = isLookup
    ? (['exports', _exportId, folder.exports[_exportId ?? '']] as const)
    : (['imports', _importId, folder.imports[_importId ?? '']] as const);
  if (!found || !id) {
    const key = isLookup ? '_exportId' : '_importId';
    scope.at(key).refuse(`found ${id ?? 'none'}, expected ${kind}/${id ?? 'ID'}.json beside the flow`);
    return undefined;
  }
  warnDropped(written, `${kind}/${id}.json`, scope, 'postResponseMap');
  const step = context.stages.nameStep(found.name ?? id, isLookup ? 'lookup' : 'import');
  const own = scopeOf(context, kind, id);
  refuseSuiteScript(found, own);
  if (!folder.isShort) checkStepDocument(context, kind, id, own);
  if (kind === 'exports') {
    const { dates: _, ...site } = toExportSite(context, id, found, step);
    const base = compileBase(context, site, written, { ...found, scope: own });
    return compileLookup(context, site, found, own, () => ({
      ...base,
      ...compileAfter(context, site, written, scope),
    }));
  }
  const document = found as ImportDocument;
  const site: CallSite = { step, side: 'import', id, connection: document._connectionId, settings: document.settings };
  const base = compileBase(context, site, written, { ...document, scope: own });
  return compileImport(context, site, document, own, () => ({
    ...base,
    ...compileAfter(context, site, written, scope),
  }));
}

/** The settings that stand for an application, which a function takes the place of. */
const STAND_INS = { exports: ['records', 'respond'], imports: ['file', 'respond', 'match'] } as const;

/** Checks the fields of the document of a step, and what the settings of the simulation say of it. */
function checkStepDocument(context: CompileContext, kind: 'exports' | 'imports', id: string, scope: Scope): void {
  const { connections, simulation, ...folder } = context.folder;
  const document = folder[kind][id] as ExportDocument | ImportDocument;
  const side = kind === 'exports' ? 'export' : 'import';
  noteFields(document, kind === 'exports' ? LOOKUP : IMPORT, scope);
  if (kind === 'exports') checkKnown((document as ExportDocument).type, scope);
  checkAdaptor({ document, connection: connections[document._connectionId ?? ''], side }, scope);
  warnOfSettings(document, simulation[kind][id], STAND_INS[kind], settingScope(context, kind, id));
}

interface Related extends Pick<ImportDocument, 'oneToMany' | 'pathToMany' | 'traceKeyTemplate' | 'file'> {
  readonly scope: Scope;
}

function compileBase(
  context: CompileContext,
  { step }: CallSite,
  { proceedOnFailure }: PageProcessor,
  related: Related,
) {
  const { oneToMany, pathToMany, scope } = related;
  const path = pathToMany || undefined;
  if (path !== undefined && !oneToMany)
    scope.at('pathToMany').warn('found it without oneToMany, expected oneToMany true: the platform splits no record');
  return {
    name: step,
    proceedOnFailure: proceedOnFailure === true,
    ...(oneToMany && { split: { path, splitter: createSplitter(path, scope.at('pathToMany')) } }),
    readChildKey: compileChildKey(context, related, scope),
    oneToMany: oneToMany === true,
    ...(path !== undefined && { pathToMany: path }),
  };
}

/** The stages behind the step's own: response mapping and postResponseMap. */
function compileAfter(context: CompileContext, site: CallSite, written: PageProcessor, scope: Scope) {
  const { responseMapping, hooks } = written;
  const merge = compileMerge(context, site, responseMapping, findScope(context, site, scope, 'responseMapping'));
  const hook = compileHook(context, site, {
    kind: 'postResponseMap',
    reference: hooks?.postResponseMap,
    scope: findScope(context, site, scope, 'hooks', 'postResponseMap'),
  });
  const script = context.folder.scripts[hooks?.postResponseMap?._scriptId ?? ''];
  const ofChildren = script?.postResponseHookToProcessOnChildRecord === true;
  return { responseMapping: merge, postResponseMap: hook && { ...hook, ofChildren } };
}

/** The short form has them at its import and lookup. */
function findScope(context: CompileContext, site: CallSite, scope: Scope, ...keys: string[]): Scope {
  if (!context.folder.isShort) return scope.at(...keys);
  return scopeOf(context, site.side === 'export' ? 'exports' : 'imports', site.id).at(...keys);
}

function compileMerge(
  context: CompileContext,
  { step }: CallSite,
  mapping: MappingDocument | null | undefined,
  scope: Scope,
): PlannedMerge | undefined {
  const merge = mapping ? compileResponseMapping(mapping as never, scope) : undefined;
  return merge && { stage: context.stages.add(step, 'responseMapping'), merge };
}
