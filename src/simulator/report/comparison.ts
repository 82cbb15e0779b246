import { formatChange, shorten } from '../../shared/difference.ts';
import type { Change } from './changes.ts';
import { formatCount, formatEditPath } from './words.ts';

/** A change, and the later stages that show the same one. */
export interface Edit extends Change {
  /** For a record: the stage that shows it first; the path is then within that stage. */
  readonly stage?: string;
  readonly later: readonly string[];
  /** The other paths that the same change has at later stages: those of fields that a mapping has renamed. */
  readonly as?: readonly string[];
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
  const records = new Map<string, RecordEdits>();
  const all: OpenEdit[] = [];
  const stages = Map.groupBy(changes.map(placeChange), ({ of, stage }, at) => JSON.stringify([of, stage ?? at]));
  for (const own of stages.values()) {
    const [{ of, stage }] = own as [PlacedChange];
    if (stage === undefined) {
      all.push(...own.map((change) => ({ ...change, later: [] })));
      continue;
    }
    const record = records.get(of) ?? new RecordEdits();
    records.set(of, record);
    all.push(...record.addStage(stage, own));
  }
  return { since, edits: all.slice(0, MOST_EDITS), leftOut: Math.max(0, all.length - MOST_EDITS) };
}

type PlacedChange = Change & Pick<Edit, 'stage'>;
type OpenEdit = PlacedChange & { readonly later: string[]; as?: string[] };

/** Splits the stage from the path of a changed value: `stages["Put orders: preMap"].output.total`. */
function placeChange(change: Change): PlacedChange {
  const [, plain, quoted, path = ''] = /^stages(?:\.([\w$]+)|\[("(?:[^"\\]|\\.)*")\])\.?(.*)$/s.exec(change.path) ?? [];
  const stage: string | undefined = quoted === undefined ? plain : JSON.parse(quoted);
  return change.of.startsWith('record ') && stage !== undefined && path !== '' ? { ...change, stage, path } : change;
}

/** The edits of one record, in the order of its stages. */
class RecordEdits {
  readonly #known = new Map<string, OpenEdit>();
  readonly #byValues = new Map<string, OpenEdit[]>();

  /** Adds the changes of a stage, and returns those that no stage before has shown. */
  addStage(stage: string, changes: readonly PlacedChange[]): OpenEdit[] {
    const taken = new Set<OpenEdit>();
    const take = (edit: OpenEdit) => {
      if (!taken.has(edit)) edit.later.push(stage);
      taken.add(edit);
    };
    const unknown = changes.filter((change) => {
      const edit = this.#known.get(keyOf(change));
      if (edit) take(edit);
      return !edit;
    });
    return unknown.flatMap((change): OpenEdit[] => {
      const known = this.#findRenamed(change, taken);
      const edit: OpenEdit = known ?? { ...change, later: [] };
      this.#known.set(keyOf(change), edit);
      if (known) {
        take(known);
        known.as = [...(known.as ?? []), change.path];
        return [];
      }
      const same = this.#byValues.get(valuesOf(change)) ?? [];
      this.#byValues.set(valuesOf(change), [...same, edit]);
      return [edit];
    });
  }

  /** Finds the edit with the same values at a stage before; preferably one that this stage does not show otherwise. */
  #findRenamed(change: PlacedChange, taken: ReadonlySet<OpenEdit>): OpenEdit | undefined {
    const same = (this.#byValues.get(valuesOf(change)) ?? []).filter(
      ({ stage, path }) => stage !== change.stage && [path, change.path].every((one) => one.startsWith('output')),
    );
    return same.find((edit) => !taken.has(edit)) ?? same[0];
  }
}

function keyOf(change: PlacedChange): string {
  return JSON.stringify([change.path, change.before, change.after]);
}

/** The values of a change as texts: a mapping may make a text of a number. */
function valuesOf({ before, after }: PlacedChange): string {
  return JSON.stringify([before, after].map((one) => (Object(one) === one ? JSON.stringify(one) : String(one))));
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

function wordEdit({ stage, path, before, after, later, as }: Edit): string {
  if (path === '') return after === undefined ? `is gone, was ${shorten(before)}` : 'was not there';
  const place = stage === undefined ? path : `${stage}: ${formatEditPath(stage, path)}`;
  const again = later.length === 0 ? '' : `, and in ${formatCount(later.length, 'later stage')}`;
  const renamed = as ? `, there as ${as.map((one) => formatEditPath(stage, one)).join(', ')}` : '';
  return `${place}: ${formatChange({ keys: [], before, after })}${again}${renamed}`;
}
