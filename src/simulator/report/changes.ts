import diff from 'microdiff';
import { formatPath } from '../../shared/path.ts';
import type { Baseline } from './baseline.ts';

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
