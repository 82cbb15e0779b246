import diff from 'microdiff';
import { formatChange, shorten } from '../../shared/difference.ts';
import { formatPath } from '../../shared/path.ts';
import type { Baseline } from './baseline.ts';
import { formatCount } from './words.ts';

/** One difference between two runs. */
export interface Change {
  /** `run`, `stage preMap`, `record 3:7`. */
  readonly of: string;
  /** The path within it: `imported`, `stages.preMap.output.total`. Empty: all of it. */
  readonly path: string;
  /** The value before; absent if there was none. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Lists all differences between two runs: of the run, by stage and by record. */
export function listChanges(before: Baseline, after: Baseline): Change[] {
  // A record that only one of two samples holds proves nothing.
  const isSample = before.isSample || after.isSample;
  return [
    ...findChanges('run', before.run, after.run),
    ...changesByName('stage', before.stages, after.stages),
    ...changesByName('record', before.records, after.records, isSample),
  ];
}

function changesByName(
  what: string,
  before: Readonly<Record<string, object>>,
  after: Readonly<Record<string, object>>,
  inBothOnly = false,
): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): Change[] => {
    const [old, present] = [before[name], after[name]];
    const of = `${what} ${name}`;
    if (old && present) return findChanges(of, old, present);
    if (inBothOnly) return [];
    return [{ of, path: '', ...(old && { before: old }), ...(present && { after: present }) }];
  });
}

function findChanges(of: string, before: object, after: object): Change[] {
  return diff(before, after, { cyclesFix: false }).map((one) => ({
    of,
    path: formatPath('', one.path).slice(1),
    ...(one.type !== 'CREATE' && { before: one.oldValue }),
    ...(one.type !== 'REMOVE' && { after: one.value }),
  }));
}

/** The most records, and changes of each, that a person reads. */
const [MOST_RECORDS, MOST_OF_EACH] = [10, 5];

/** Formats changes for a person, grouped by their subject. */
export function* formatChanges(changes: readonly Change[], since: string): Generator<string> {
  if (changes.length === 0) return yield `nothing has changed since ${since}`;
  yield `${formatCount(changes.length, 'change')} since ${since}:`;
  const groups = Map.groupBy(changes, ({ of }) => of);
  let records = 0;
  for (const [of, own] of groups) {
    if (of.startsWith('record ') && ++records > MOST_RECORDS) continue;
    for (const change of own.slice(0, MOST_OF_EACH)) yield `  ${of}  ${wordChange(change)}`;
    if (own.length > MOST_OF_EACH) yield `  ${of}  … and ${formatCount(own.length - MOST_OF_EACH, 'more change')}`;
  }
  if (records > MOST_RECORDS) yield `  … and changes of ${formatCount(records - MOST_RECORDS, 'more record')}`;
}

function wordChange({ path, before, after }: Change): string {
  if (path === '') return after === undefined ? `is gone, was ${shorten(before)}` : 'was not there';
  return `${path}: ${formatChange({ keys: [], before, after })}`;
}
