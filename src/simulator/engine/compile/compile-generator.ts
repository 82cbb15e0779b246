import { basename } from 'node:path';
import { suggest } from '../../../shared/nearest.ts';
import { EXPORT } from '../../fields/export-fields.ts';
import type { ExportDocument, FlowDocument } from '../../flow/documents.ts';
import type { ExportSettings } from '../../flow/simulation-schema.ts';
import type { Scope } from '../../scope/scope.ts';
import type { PagePosition, PlannedFunction, PlannedGenerator } from '../plan.ts';
import { checkAdaptor, warnOfSettings } from './check-adaptor.ts';
import { checkExportType } from './check-export-type.ts';
import { type CompileContext, scopeOf, settingScope } from './compile-context.ts';
import { compilePageGroups } from './compile-grouping.ts';
import { compileHook, compileWrapper } from './compile-hook.ts';
import { compileRecordFilter } from './compile-rules.ts';
import { compileSource } from './compile-source.ts';
import { compileDataURI } from './compile-template.ts';
import { compileTransform } from './compile-transform.ts';
import type { CallSite } from './create-options.ts';
import { noteFields } from './note-fields.ts';
import { readings } from './readings.ts';
import { refuseSuiteScript } from './suite-script.ts';
import { compileTraceKey } from './trace-key.ts';

type WrittenGenerator = NonNullable<FlowDocument['pageGenerators']>[number];

/** The types of exports that a wrapper, or given records, can stand for. */
const TYPES = new Set(['delta', 'once', 'test']);

/** The site of the functions of an export. */
export function toExportSite(
  context: CompileContext,
  id: string,
  document: ExportDocument,
  step: string,
): CallSite & { readonly dates: Omit<PagePosition, 'pageIndex'> } {
  const { _connectionId: connection, settings } = document;
  return { step, side: 'export', id, connection, settings, dates: readDates(context, id, document) };
}

/** Compiles an export at the beginning of a flow; undefined after a refusal. */
export function compileGenerator(
  context: CompileContext,
  written: WrittenGenerator,
  scope: Scope,
): PlannedGenerator | undefined {
  const id = written._exportId ?? '';
  const document = context.folder.exports[id];
  if (!document) {
    scope
      .at('_exportId')
      .refuse(`found ${id ? `the export ${id}` : 'none'}, expected exports/${id || 'ID'}.json beside the flow`);
    return undefined;
  }
  const own = scopeOf(context, 'exports', id);
  checkExportDocument(context, id, document, own);
  const step = context.stages.nameStep(document.name ?? id, 'export');
  const site = toExportSite(context, id, document, step);
  const { type, filter, transform, hooks, wrapper, test } = document;
  const writtenAt = (key: 'traceKeyTemplate' | 'dataURITemplate') => ({ template: document[key], scope: own.at(key) });
  const fn = wrapper?.function ? compileWrapper(context, site, 'export', wrapper, own.at('wrapper')) : undefined;
  const settings = context.folder.simulation.exports[id] as ExportSettings | undefined;
  const limit =
    type === 'test'
      ? (test?.limit ?? (context.folder.isShort ? Number.POSITIVE_INFINITY : 1))
      : Number.POSITIVE_INFINITY;
  return {
    name: step,
    stage: context.stages.add(step, 'call', fn?.name),
    wrapper: fn,
    wanted: readWanted(document, site, own),
    open: wrapper?.function ? undefined : compileSource(context, id, document, own, limit),
    group: fn && compilePageGroups(document, own),
    pageSize: document.pageSize ?? 20,
    limit,
    position: site.dates,
    transform: compileTransform(context, site, { rules: transform, scope: own.at('transform'), stage: 'transform' }),
    filter: compileRecordFilter(context, site, {
      rules: filter,
      scope: own.at('filter'),
      stage: 'outputFilter',
      source: 'output_filter',
    }),
    readTraceKey: compileTraceKey(context, writtenAt('traceKeyTemplate')),
    readDataURI: compileDataURI(context, writtenAt('dataURITemplate')),
    preSavePage: compileHook(context, site, {
      kind: 'preSavePage',
      reference: hooks?.preSavePage,
      scope: own.at('hooks', 'preSavePage'),
    }),
    fileName: typeof settings?.records === 'string' ? basename(settings.records) : undefined,
    preview: readPreview(context, fn, hooks?.preSavePage?._stackId, type),
    retries: written.skipRetries !== true && context.folder.flow.skipRetries !== true,
  };
}

/** Checks the fields of an export that begins a flow, and what the settings of the simulation say of it. */
function checkExportDocument(context: CompileContext, id: string, document: ExportDocument, scope: Scope): void {
  const { connections, simulation, isShort } = context.folder;
  refuseSuiteScript(document, scope);
  if (isShort) return;
  if (document.isLookup) scope.at('isLookup').warn('found true on an export that begins the flow, expected false');
  noteFields(document, EXPORT, scope);
  checkExportType(document, scope);
  checkAdaptor({ document, connection: connections[document._connectionId ?? ''], side: 'export' }, scope);
  warnOfSettings(document, simulation.exports[id], ['records', 'respond'], settingScope(context, 'exports', id));
}

/** Hooks of the older generation are told whether they run in a preview. */
function readPreview(
  { folder }: CompileContext,
  fn: PlannedFunction | undefined,
  hookStack: string | null | undefined,
  type: string | null | undefined,
): boolean | undefined {
  const stack = hookStack ?? (fn && 'stack' in fn.host ? fn.host.stack : '');
  return folder.simulation.stacks[stack]?.generation === '1.0' ? type === 'test' : undefined;
}

/** The selection that a wrapper export is asked for; empty for all records. */
function readWanted({ type, once, test, delta, wrapper }: ExportDocument, { dates }: CallSite, scope: Scope): object {
  if (!type || type === 'all') return {};
  if (!TYPES.has(type)) {
    const expected = `all, delta, once or test for a wrapper${suggest(type, [...TYPES])}`;
    if (wrapper?.function) scope.at('type').refuse(`found ${type}, expected ${expected}`);
    return {};
  }
  if (type === 'once') return { type, once: dropEmpty(once ?? {}) };
  if (type === 'test') return { type, test: dropEmpty(test ?? {}) };
  const since = dates?.lastExportDateTime && { lastExecutionTime: Date.parse(dates.lastExportDateTime) };
  const { dateField, lastExecutionTime } = delta ?? {};
  return {
    type,
    delta: dropEmpty({ ...since, dateField, lastExecutionTime: lastExecutionTime ?? Object(since).lastExecutionTime }),
  };
}

function dropEmpty(from: object): object {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value !== null));
}

/** The dates of a delta export in the wire's form. */
function readDates(
  context: CompileContext,
  id: string,
  { type, delta }: ExportDocument,
): Omit<PagePosition, 'pageIndex'> {
  const settings = context.folder.simulation.exports[id];
  const scope = scopeOf(context, 'exports', id);
  // What a document says of a delta has no effect on another type.
  const own = type === 'delta' ? delta : undefined;
  const lastRun = subtractLag(settings?.lastExportDateTime, own?.lagOffset, scope.at('delta', 'lagOffset'));
  const lastExportDateTime = lastRun ?? own?.lastExecutionTime ?? own?.startDate;
  const since = toIso(lastExportDateTime as number | string | undefined, scope.at('delta', 'startDate'));
  if (type === 'delta' && settings?.lastExportDateTime === undefined && delta?.lastExecutionTime === undefined)
    scope.rely(readings.firstDelta);
  const until =
    toIso(settings?.currentExportDateTime, scope) ?? (type === 'delta' ? context.startedAt.toISOString() : undefined);
  return { ...(since && { lastExportDateTime: since }), ...(until && { currentExportDateTime: until }) };
}

/** The next run begins before the last one did, where an application shows its changes late. */
function subtractLag(lastRun: string | undefined, lag: number | null | undefined, scope: Scope): string | undefined {
  if (lastRun === undefined || !lag) return lastRun;
  scope.rely(readings.lagOffset);
  return new Date(Date.parse(lastRun) - lag).toISOString();
}

function toIso(time: number | string | null | undefined, scope: Scope): string | undefined {
  if (time === undefined || time === null || time === '') return undefined;
  const date = new Date(time);
  // JavaScript reads other forms, too, each in its own way.
  const isIso = typeof time === 'number' || /^\d{4}-\d\d-\d\d(?:T.*)?$/.test(time);
  if (isIso && !Number.isNaN(date.getTime())) return date.toISOString();
  scope.refuse(`found ${JSON.stringify(time)}, expected a date such as 2026-01-31T00:00:00Z`);
  return undefined;
}
