import diff from 'microdiff';
import { formatChange, shorten } from '../../shared/difference.ts';
import { formatPath } from '../../shared/path.ts';
import type { Baseline } from './baseline.ts';
import { formatCount, formatEditPath } from './words.ts';

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

/** A change, and the later stages that show the same one. */
export interface Edit extends Change {
  /** For a record: the stage that shows it first; the path is then within that stage. */
  readonly stage?: string;
  readonly later: readonly string[];
}

/** A comparison with a baseline, as the page shows it. */
export interface Comparison {
  /** The name of the baseline. */
  readonly since: string;
  /** The first ones: an edit of a record is listed once, and not again at each later stage. */
  readonly edits: readonly Edit[];
  readonly leftOut: number;
}

/** The most edits that a page holds. */
const MOST_EDITS = 2000;

/** Makes a comparison of changes. */
export function createComparison(changes: readonly Change[], since: string): Comparison {
  const edits = new Map<string, Edit & { readonly later: string[] }>();
  for (const [at, change] of changes.entries()) {
    const { stage, path } = splitStage(change.path);
    const isValue = change.of.startsWith('record ') && stage !== undefined && path !== '';
    const key = isValue ? JSON.stringify([change.of, path, change.before, change.after]) : String(at);
    const known = edits.get(key);
    if (known && stage !== undefined) known.later.push(stage);
    else edits.set(key, { ...change, ...(isValue && { stage, path }), later: [] });
  }
  const all = [...edits.values()];
  return { since, edits: all.slice(0, MOST_EDITS), leftOut: Math.max(0, all.length - MOST_EDITS) };
}

/** Splits `stages["Put orders: preMap"].output.total` at the end of the stage. */
function splitStage(whole: string): { readonly stage?: string; readonly path: string } {
  const [, plain, quoted, path = ''] = /^stages(?:\.([\w$]+)|\[("(?:[^"\\]|\\.)*")\])\.?(.*)$/s.exec(whole) ?? [];
  const stage: string | undefined = quoted === undefined ? plain : JSON.parse(quoted);
  return stage === undefined ? { path: whole } : { stage, path };
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

/** Lists the differences between values by their names; with `inBothOnly` what only one side has is no difference. */
export function changesByName(
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

/** Lists the differences between two states of one subject. */
export function findChanges(of: string, before: object, after: object): Change[] {
  return diff(before, after, { cyclesFix: false }).map((one) => ({
    of,
    path: formatPath('', one.path).slice(1),
    ...(one.type !== 'CREATE' && { before: one.oldValue }),
    ...(one.type !== 'REMOVE' && { after: one.value }),
  }));
}

/** The most records, and changes of each, that a person reads. */
const [MOST_RECORDS, MOST_OF_EACH] = [10, 5];

/** Formats a comparison for a person, grouped by its subjects: each edit once, at the stage where it first arises. */
export function* formatComparison({ edits, leftOut }: Comparison, since: string): Generator<string> {
  if (edits.length === 0) return yield `nothing has changed since ${since}`;
  yield `${formatCount(edits.length + leftOut, 'change')} since ${since}:`;
  const groups = Map.groupBy(edits, ({ of }) => of);
  let records = 0;
  for (const [of, own] of groups) {
    if (of.startsWith('record ') && ++records > MOST_RECORDS) continue;
    for (const edit of own.slice(0, MOST_OF_EACH)) yield `  ${of}  ${wordEdit(edit)}`;
    if (own.length > MOST_OF_EACH) yield `  ${of}  … and ${formatCount(own.length - MOST_OF_EACH, 'more change')}`;
  }
  if (records > MOST_RECORDS) yield `  … and changes of ${formatCount(records - MOST_RECORDS, 'more record')}`;
}

function wordEdit({ stage, path, before, after, later }: Edit): string {
  if (path === '') return after === undefined ? `is gone, was ${shorten(before)}` : 'was not there';
  const place = stage === undefined ? path : `${stage}: ${formatEditPath(stage, path)}`;
  const again = later.length === 0 ? '' : `, and in ${formatCount(later.length, 'later stage')}`;
  return `${place}: ${formatChange({ keys: [], before, after })}${again}`;
}
