import type { RunReport } from '../run.ts';

/** Whether a run came to its end, and broke no rule. Records that failed are not a fault of the flow. */
export function isGood({ ending, breaches }: Pick<RunReport, 'ending' | 'breaches'>): boolean {
  return ending === 'done' && breaches.length === 0;
}
