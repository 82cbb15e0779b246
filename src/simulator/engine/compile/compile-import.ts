import type { ImportDocument } from '../../flow/documents.ts';
import type { ImportSettings } from '../../flow/simulation-schema.ts';
import { compileMapper1 } from '../../mapper1/mapper1.ts';
import type { Scope } from '../../scope/scope.ts';
import { isSet } from '../../wiring/is-set.ts';
import type { PlannedImport, PlannedOperation } from '../plan.ts';
import { compileAnswer } from './compile-answer.ts';
import { type CompileContext, formatSetting } from './compile-context.ts';
import { compileHook, compileWrapper } from './compile-hook.ts';
import { compileRecordFilter } from './compile-rules.ts';
import { compileDataURI } from './compile-template.ts';
import { compileTransform } from './compile-transform.ts';
import type { CallSite } from './create-options.ts';
import { compileExisting } from './existing-records.ts';
import { compileIdLock } from './id-lock.ts';
import { compileSurroundings, findLookups } from './mapping-settings.ts';
import { eachRecord } from './record-operation.ts';

/** Compiles an import. */
export function compileImport(
  context: CompileContext,
  site: CallSite,
  document: ImportDocument,
  scope: Scope,
  around: () => Omit<PlannedImport, 'kind' | 'stage'>,
): PlannedImport {
  const { wrapper, filter, responseTransform } = document;
  const settings = context.folder.simulation.imports[site.id];
  const isExisting = compileExisting(settings?.existing, scope);
  const hook = (kind: 'preMap' | 'postMap' | 'postSubmit' | 'postAggregate') =>
    compileHook(context, site, { kind, reference: document.hooks?.[kind], scope: scope.at('hooks', kind) });
  const filtering = {
    rules: filter,
    scope: scope.at('filter'),
    stage: 'inputFilter',
    source: 'import_filter',
  } as const;
  const lock = compileIdLock(context, site, { template: document.idLockTemplate, scope: scope.at('idLockTemplate') });
  const inputFilter = compileRecordFilter(context, site, filtering);
  const preMap = hook('preMap');
  const mapping = compileMapping(context, site, document, scope, isExisting);
  const postMap = hook('postMap');
  const fn = wrapper?.function ? compileWrapper(context, site, 'import', wrapper, scope.at('wrapper')) : undefined;
  const stage = context.stages.add(site.step, 'call', fn?.name);
  const transforming = {
    rules: responseTransform,
    scope: scope.at('responseTransform'),
    stage: 'responseTransform',
  } as const;
  const own = {
    kind: 'import',
    stage,
    lock,
    inputFilter,
    preMap,
    mapping,
    postMap,
    isLeftAlone: compileLeftAlone(site, document, scope, isExisting),
    wrapper: fn,
    output: compileOutput(context, site),
    answer: wrapper?.function ? undefined : compileAnswer(context, site, document, scope),
    responseTransform: compileTransform(context, site, transforming),
    readDataURI: compileDataURI(context, {
      template: document.dataURITemplate,
      scope: scope.at('dataURITemplate'),
    }),
    postSubmit: hook('postSubmit'),
  } as const;
  const after = around();
  return { ...own, ...after, postAggregate: isAggregated(document, scope) ? hook('postAggregate') : undefined };
}

/** Whether the records of an import become files. */
function isAggregated({ file, hooks }: ImportDocument, scope: Scope): boolean {
  const own = scope.at('hooks', 'postAggregate');
  const isHooked = isSet(hooks?.postAggregate);
  if (!file || file.skipAggregation === true) {
    const setting = file ? 'with file.skipAggregation' : 'on an import without file';
    if (isHooked) own.warn(`found it ${setting}: the platform calls it only where records are aggregated`);
    return false;
  }
  if (isHooked && Object(file.aggregation).type === 'page')
    own.warn('found it with an aggregation of each page: it is called once, at the end of the run');
  return true;
}

function compileOutput({ folder }: CompileContext, { id }: CallSite): PlannedImport['output'] {
  const { file, format } = folder.simulation.imports[id] ?? ({} as Partial<ImportSettings>);
  if (file === undefined) return undefined;
  return { file, format, setting: folder.isShort ? 'import.file' : `imports.${id}.file` };
}

type IsExisting = ((record: unknown) => boolean) | undefined;

/** A non-empty `mappings` wins over `mapping`; a module of the simulation wins over both. */
function compileMapping(
  context: CompileContext,
  site: CallSite,
  document: ImportDocument,
  scope: Scope,
  isExisting: IsExisting,
): PlannedOperation<unknown> | undefined {
  const { map: module } = context.folder.simulation.imports[site.id] ?? ({} as Partial<ImportSettings>);
  if (module !== undefined)
    return { stage: context.stages.add(site.step, 'mapping'), apply: context.openModule(module) };
  const { mapping, mappings, file } = document;
  const settings = {
    ...compileSurroundings(
      context,
      site,
      findLookups(context, listLookups(document, scope), [document.mapping, document.mappings]),
    ),
    ...(isExisting && { isExisting }),
  };
  const map = mappings?.length
    ? context.libraries.mapper2?.compileMapper2(mappings as never, scope.at('mappings'), {
        ...settings,
        writesRows: isRows(file?.type),
      })
    : mapping
      ? compileMapper1(mapping as never, scope.at('mapping'), settings as never)
      : undefined;
  return map && { stage: context.stages.add(site.step, 'mapping'), apply: eachRecord(map) };
}

function isRows(type: string | null | undefined): boolean {
  return type === 'csv' || type === 'xlsx';
}

/** The adaptor's own lookups come before those of the import. */
function listLookups(document: ImportDocument, scope: Scope) {
  const adaptors = ['wrapper', 'http', 'rdbms', 'jdbc', 'file'].map((key) => ({
    lookups: Object(document[key]).lookups as unknown,
    scope: scope.at(key, 'lookups'),
  }));
  return [...adaptors, { lookups: document.lookups, scope: scope.at('lookups') }];
}

function compileLeftAlone(
  { id }: CallSite,
  { ignoreExisting, ignoreMissing }: ImportDocument,
  scope: Scope,
  isExisting: IsExisting,
): PlannedImport['isLeftAlone'] {
  if (!ignoreExisting && !ignoreMissing) return undefined;
  if (isExisting) return (record) => Boolean(isExisting(record) ? ignoreExisting : ignoreMissing);
  const key = ignoreExisting ? 'ignoreExisting' : 'ignoreMissing';
  scope.at(key).refuse(`found ${key}, expected ${formatSetting('imports', id, 'existing')}: which records exist`);
  return undefined;
}
