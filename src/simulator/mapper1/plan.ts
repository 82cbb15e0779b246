import { areExclusive, yieldsToOthers } from './condition.ts';
import type { Mapper1Entry } from './entry.ts';
import type { ListLevel, ListLevels, MappingFrame } from './levels.ts';
import { countLists, EACH, type Mapper1Step } from './path.ts';
import type { ExtractSource } from './source.ts';

/** An entry that is ready to be placed in a plan. */
export interface PlannedEntry {
  readonly entry: Mapper1Entry;
  readonly source: ExtractSource;
  readonly read: (frame: MappingFrame) => unknown;
}

/** A list of the record that fills a list of the plan, and the entry that asks for it. */
export interface ListFiller {
  readonly level: ListLevel;
  readonly entry: Mapper1Entry;
  /** Whether outer lists of the entry become one with this. */
  readonly isJoined: boolean;
}

interface Planned {
  /** The target of the first entry that is here. */
  readonly by: string;
}

/** A field whose value one entry gives, or several that exclude each other. */
export interface ValuePlan extends Planned {
  readonly kind: 'value';
  readonly entries: [PlannedEntry, ...PlannedEntry[]];
}

/** An object, or a list some of whose elements are given by index. */
export interface ChildrenPlan extends Planned {
  readonly kind: 'object' | 'list with indices';
  readonly children: Map<string | number, MappingPlan>;
}

/** A list that is filled from lists of the record. */
export interface ListPlan extends Planned {
  readonly kind: 'list';
  readonly element: MappingPlan;
  readonly fillers: ListFiller[];
  readonly entries: [PlannedEntry, ...PlannedEntry[]];
}

/** What a mapped record is made of: the targets of all entries as a tree. */
export type MappingPlan = ValuePlan | ChildrenPlan | ListPlan;

/** Places entries in a plan. One that would overwrite another is refused, and so is one that has too few lists. */
export function planEntries(entries: readonly PlannedEntry[], levels: ListLevels): MappingPlan | undefined {
  let plan: MappingPlan | undefined;
  for (const planned of entries) {
    const { entry, source } = planned;
    const [from, to] = [source.levels.length, countLists(entry.target)];
    if (to > from && !source.isRepeated) {
      const found = `found ${to} lists in ${entry.generate}`;
      entry.scope.at('generate').refuse(`${found}, expected no more than the ${from} in ${source.path}`);
    } else {
      plan = place(plan, planned, 0, listFillers(planned, levels));
    }
  }
  return plan;
}

/** Lists what an entry fills each list of its target with, from the outermost; undefined for a list of one element. */
function listFillers({ entry, source }: PlannedEntry, { rows }: ListLevels): (ListFiller | undefined)[] {
  const count = countLists(entry.target);
  const given = source.levels.length === 0 ? [rows] : source.levels;
  const surplus = Math.max(0, given.length - count);
  return Array.from({ length: count }, (_, index) => {
    const level = given[index + surplus];
    return level && { level, entry, isJoined: surplus > 0 && index === 0 };
  });
}

type Fillers = readonly (ListFiller | undefined)[];

/** Places an entry in a part of a plan, or makes the part. */
function place(known: MappingPlan | undefined, planned: PlannedEntry, at: number, fillers: Fillers): MappingPlan {
  if (!known) return createPlan(planned, at, fillers);
  const { entry } = planned;
  const step = entry.target[at];
  if (known.kind !== kindAt(step) || (known.kind === 'value' && !known.entries.every(allows(planned)))) {
    const found = `found ${entry.generate}, which ${known.by} of another field would overwrite or be overwritten by`;
    entry.scope.at('generate').refuse(found);
  } else if (known.kind === 'value') {
    known.entries.push(planned);
  } else if (known.kind === 'list') {
    const [filler, ...rest] = fillers;
    if (filler) known.fillers.push(filler);
    known.entries.push(planned);
    place(known.element, planned, at + 1, rest);
  } else {
    const key = step as string | number;
    known.children.set(key, place(known.children.get(key), planned, at + 1, fillers));
  }
  return known;
}

function createPlan(planned: PlannedEntry, at: number, fillers: Fillers): MappingPlan {
  const { generate: by, target } = planned.entry;
  const step = target[at];
  const kind = kindAt(step);
  if (kind === 'value') return { kind, by, entries: [planned] };
  if (kind !== 'list') {
    return { kind, by, children: new Map([[step as string | number, createPlan(planned, at + 1, fillers)]]) };
  }
  const [filler, ...rest] = fillers;
  const element = createPlan(planned, at + 1, rest);
  return { kind, by, element, fillers: filler ? [filler] : [], entries: [planned] };
}

function allows({ entry }: PlannedEntry): (other: PlannedEntry) => boolean {
  return (other) => yieldsToOthers(entry) || yieldsToOthers(other.entry) || areExclusive(entry, other.entry);
}

function kindAt(step: Mapper1Step | undefined): MappingPlan['kind'] {
  if (step === undefined) return 'value';
  if (step === EACH) return 'list';
  return typeof step === 'number' ? 'list with indices' : 'object';
}
