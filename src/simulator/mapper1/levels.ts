import { stringify } from '../../shared/intrinsics.ts';
import { EACH, type Mapper1Step } from './path.ts';
import { createReader } from './read.ts';

/** A list of the record that a mapping goes through, within the element of the list around it. */
export interface ListLevel {
  /** The place of its current element in a frame. */
  readonly id: number;
  readonly parent: ListLevel | undefined;
  readonly path: string;
  /** Reads the list from an element of the parent. */
  readonly read: (element: unknown) => unknown;
}

/** What a mapping is at while it maps one record. */
export interface MappingFrame {
  record: unknown;
  /** The rows of a group, or the record as the only row. */
  rows: readonly unknown[];
  /** The current element of each list level; of the rows, the first outside of lists. */
  readonly bound: unknown[];
  /** The index of the current element in each list that is written, from the outermost. */
  readonly indices: number[];
}

/** The lists that the extracts of one mapping go through. The outermost are the rows of a group. */
export class ListLevels {
  readonly rows: ListLevel = { id: 0, parent: undefined, path: '[*]', read: createReader([]) };
  readonly #levels = new Map<string, ListLevel>();

  /** Finds the lists of a path, without rows that it does not name, and the rest of the path after the last of them. */
  find(steps: readonly Mapper1Step[]): {
    readonly levels: readonly ListLevel[];
    readonly rest: readonly Mapper1Step[];
  } {
    const levels: ListLevel[] = [];
    let within = this.rows;
    let from = 0;
    for (const [at, step] of steps.entries()) {
      if (step !== EACH) continue;
      within = at === 0 ? this.rows : this.#levelAt(within, steps.slice(from, at));
      levels.push(within);
      from = at + 1;
    }
    return { levels, rest: steps.slice(from) };
  }

  #levelAt(parent: ListLevel, steps: readonly Mapper1Step[]): ListLevel {
    const key = stringify([parent.id, ...steps.map(String)]);
    const known = this.#levels.get(key);
    if (known) return known;
    const start = parent === this.rows ? '' : `${parent.path}.`;
    const level = {
      id: this.#levels.size + 1,
      parent,
      path: `${start}${steps.map(String).join('.')}[*]`,
      read: createReader(steps),
    };
    this.#levels.set(key, level);
    return level;
  }
}

/** Whether a level is another one, or within it. */
export function isWithin(level: ListLevel, other: ListLevel): boolean {
  for (let at: ListLevel | undefined = level; at; at = at.parent) if (at === other) return true;
  return false;
}

/** Lists the levels from below another one down to a level; from the rows without one. */
export function listLevels(level: ListLevel, above: ListLevel | undefined): ListLevel[] {
  const levels: ListLevel[] = [];
  for (let at: ListLevel | undefined = level; at && at !== above; at = at.parent) levels.unshift(at);
  return levels;
}
