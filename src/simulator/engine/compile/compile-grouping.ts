import { isDeepStrictEqual } from 'node:util';
import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { ExportDocument } from '../../flow/documents.ts';
import { compileGroups, type Grouper } from '../../records/group-records.ts';
import { compileOrder, type SortRecords } from '../../records/sort-records.ts';
import type { Scope } from '../../scope/scope.ts';
import { isSet } from '../../wiring/is-set.ts';
import type { PlannedGenerator } from '../plan.ts';
import { readings } from './readings.ts';

type Grouped = Pick<ExportDocument, 'groupByFields' | 'file'>;

/** What makes a grouper; undefined where records stay single. */
type CreateGrouper = (() => Grouper) | undefined;

/** Compiles the groups of an export that is no wrapper: those that it names itself, else those of its file. */
export function compileGrouping({ groupByFields, file }: Grouped, scope: Scope): CreateGrouper {
  const inFile = scope.at('file', 'groupByFields');
  const groupEmptyValues = file?.groupEmptyValues === true;
  if (groupByFields?.length) {
    if (file?.groupByFields?.length && !isDeepStrictEqual(groupByFields, file.groupByFields))
      inFile.warn('found other fields than in groupByFields of the export, which alone count here; expected the same');
    return compileGroups(groupByFields, scope.at('groupByFields'), groupEmptyValues);
  }
  if (file?.groupByFields?.length) return compileGroups(file.groupByFields, inFile, groupEmptyValues);
  if (groupEmptyValues)
    scope.at('file', 'groupEmptyValues').warn('found it without groupByFields: no records are grouped');
  return undefined;
}

/** Compiles the order of the records of a file; undefined where they stay as they are. */
export function compileSorting({ file }: Grouped, scope: Scope): SortRecords | undefined {
  const by = file?.sortByFields ?? [];
  return by.length > 0 ? compileOrder(by, scope.at('file', 'sortByFields')) : undefined;
}

/** Compiles the groups within each page of a wrapper; undefined where the export has none. */
export function compilePageGroups({ groupByFields, file }: Grouped, scope: Scope): PlannedGenerator['group'] {
  for (const key of ['groupByFields', 'sortByFields'] as const)
    if (isSet(file?.[key]))
      scope.at('file', key).warn('found it on a wrapper, which reads no file: it has no effect; expected it on a file');
  const createGrouper = compileGrouping({ groupByFields, file: { ...file, groupByFields: [] } }, scope);
  if (!createGrouper) return undefined;
  const own = scope.at('groupByFields');
  return (records) => {
    own.rely(readings.groupsWithinPages);
    const grouper = createGrouper();
    const groups = records.flatMap((record) => toList(grouper.add(record)));
    return [...groups, ...toList(grouper.end())];
  };
}

function toList(group: AnyRecord[] | undefined): AnyRecord[] {
  return group ? [group as AnyRecord] : [];
}
