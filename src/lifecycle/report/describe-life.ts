import type { BrokenRule, DocumentChange, LifeReport } from '../life-report.ts';

/** Describes the ending of a life, with its reason if that says more. */
export function describeLife({ ending, reason }: Pick<LifeReport, 'ending' | 'reason'>): string {
  if (ending === 'interrupted') return 'was interrupted';
  const said = ending === 'done' ? 'ran its whole script' : 'has failed';
  return reason === undefined ? said : `${said}: ${reason.replace(/\.$/, '')}`;
}

/** Whether a life ran its whole script, and broke no rule. */
export function isGoodLife({ ending, broken, leftOut }: Pick<LifeReport, 'ending' | 'broken' | 'leftOut'>): boolean {
  return ending === 'done' && broken.length + leftOut.broken === 0;
}

/** The numbers of documents that were made, changed and deleted. */
export type ChangeCounts = { readonly [what in DocumentChange['what']]: number };

/** Counts documents by what was done to them. */
export function countChanges(changes: readonly DocumentChange[]): ChangeCounts {
  const count = (sought: DocumentChange['what']) => changes.filter(({ what }) => what === sought).length;
  return { made: count('made'), changed: count('changed'), deleted: count('deleted') };
}

/** Groups the broken rules by the number of their event; 0 has those that only the whole life shows. */
export function groupBroken(broken: readonly BrokenRule[]): ReadonlyMap<number, readonly BrokenRule[]> {
  return Map.groupBy(broken, ({ event = 0 }) => event);
}

/**
 * Names the events of a life by their titles, numbered from the second one of a title on: `submit form`,
 * `submit form 2`. An event that is added to a script leaves the names of most others as they are.
 */
export function nameEvents(events: readonly { readonly title: string }[]): string[] {
  return numberNames(events.map(({ title }) => title));
}

/** Makes names unique: from the second one on, equal names get a number. */
export function numberNames(names: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return names.map((name) => {
    const time = (taken.get(name) ?? 0) + 1;
    taken.set(name, time);
    return time === 1 ? name : `${name} ${time}`;
  });
}
