import type { ExportDocument } from '../../flow/documents.ts';
import { type ExportSettings, simulationSchema } from '../../flow/simulation-schema.ts';
import type { Scope } from '../../scope/scope.ts';
import { openRecords } from '../open-records.ts';
import type { PlannedGenerator } from '../plan.ts';
import { checkDelimiter } from './check-delimiter.ts';
import { type CompileContext, formatSetting, settingScope } from './compile-context.ts';
import { compileGrouping, compileSorting } from './compile-grouping.ts';
import { readMockOutput } from './mock-output.ts';
import { readings } from './readings.ts';
import { isRegrouped, regroupPages } from './regroup-pages.ts';

/** Compiles the records of an export that is no wrapper: those that are given, else those of its mockOutput. */
export function compileSource(
  context: CompileContext,
  id: string,
  document: ExportDocument,
  scope: Scope,
  limit: number,
): PlannedGenerator['open'] {
  const { folder, base } = context;
  const given = folder.simulation.exports[id];
  const mock = given?.records === undefined ? readMockOutput(document, scope) : [];
  if (!mock) {
    const found = `found ${document.adaptorType ?? 'an export'} without a wrapper function and without mockOutput`;
    scope.refuse(`${found}, expected ${formatSetting('exports', id, 'records')}`);
    return undefined;
  }
  const own = folder.isShort ? scope : settingScope(context, 'exports', id);
  if (Array.isArray(given?.records) && given.records.length === 0)
    own.at('records').warn('found no record, expected one at least: nothing comes to the steps of the flow');
  const { type } = document;
  if (type === 'once') scope.at('type').warn('found once: no source is marked here, as the platform would do');
  const size = { pageSize: document.pageSize ?? 20, onFull: () => scope.rely(readings.pageBytes) };
  const grouping = {
    ...size,
    createGrouper: compileGrouping(document, scope),
    sort: compileSorting(document, scope),
    limit,
  };
  const isInSettings = given?.records !== undefined && !folder.isShort;
  const place = isInSettings
    ? { ...folder.writtenAt('simulation'), path: ['exports', id] }
    : folder.writtenAt('exports', id);
  checkDelimiter(document, given ?? NOTHING, scope, own);
  const settings = withFileLayout(given ?? NOTHING, document);
  const source = { settings, mock, base, place };
  if (!isRegrouped(grouping)) return (note) => openRecords({ ...source, size }, note);
  const chunks = { pageSize: size.pageSize, pageBytes: Number.POSITIVE_INFINITY };
  return (note) => regroupPages(openRecords({ ...source, size: chunks }, note), grouping);
}

/** The settings of an export that has none. */
const NOTHING = simulationSchema.parse({ exports: { none: {} } }).exports.none as ExportSettings;

/** A file of records is read as the export says that its files are written. */
function withFileLayout(settings: ExportSettings, { file }: ExportDocument): ExportSettings {
  const { encoding, csv } = (file ?? {}) as { encoding?: unknown; csv?: Record<string, unknown> };
  if (typeof settings.records !== 'string' || !file) return settings;
  const { columnDelimiter, hasHeaderRow, rowsToSkip, trimSpaces } = csv ?? {};
  const written = {
    ...(encoding ? { encoding } : {}),
    csv: {
      ...settings.csv,
      ...(columnDelimiter ? { delimiter: columnDelimiter } : {}),
      ...(typeof hasHeaderRow === 'boolean' && { header: hasHeaderRow }),
      ...(typeof rowsToSkip === 'number' && { skip: rowsToSkip }),
      ...(typeof trimSpaces === 'boolean' && { trim: trimSpaces }),
    },
  };
  return { ...settings, ...written } as ExportSettings;
}
