import type { Ending, RunReport } from './types.ts';

const ENDINGS: Readonly<Record<Ending, string>> = {
  done: 'came to its end',
  aborted: 'was aborted by preSavePage',
  offline: 'ended because the connection is offline',
  stopped: 'was stopped',
  interrupted: 'was interrupted',
};

/** Describes the ending of a run, with its reason if that says more. */
export function describeEnding({ ending, reason }: Pick<RunReport, 'ending' | 'reason'>): string {
  return reason === undefined || ending === 'interrupted' ? ENDINGS[ending] : `${ENDINGS[ending]}: ${reason}`;
}

/** `1 page`, `2 pages`, `10,000 records`. */
export function formatCount(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}

/** `640 ms`, `1.3 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/**
 * Describes how the totals of a run add up: `300 exported + 5 added = 271 imported + 20 ignored + 14 failed or
 * unfinished`. Undefined if all were imported, a page was imported twice, or records have several ends.
 */
export function formatBalance({ totals, stages }: Pick<RunReport, 'totals' | 'stages'>): string | undefined {
  if (!isOneWay(stages)) return undefined;
  const { exported, added, imported, ignored, replaced } = totals;
  const left = exported + added - imported - ignored - replaced;
  if (left < 0 || (added === 0 && imported === exported)) return undefined;
  const format = (numbers: Readonly<Record<string, number>>) =>
    Object.entries(numbers)
      .filter(([, number]) => number > 0)
      .map(([what, number]) => `${number.toLocaleString('en')} ${what}`)
      .join(' + ');
  return `${format({ exported, added })} = ${format({ imported, ignored, replaced, 'failed or unfinished': left })}`;
}

/** Whether each record comes to one end: with several imports, branches or skipped steps it is counted more than once. */
function isOneWay(stages: RunReport['stages']): boolean {
  const imports = new Set(stages.filter(({ kind }) => kind === 'import').map(({ step }) => step));
  const isSkipping = stages.some(({ kind, trace }) => kind === 'lookup' && trace === 'inputFilter');
  return imports.size === 1 && !isSkipping && stages.every(({ kind }) => kind !== 'router');
}

/** Words the place of an edit: a record's stages are compared by their output. */
export function formatEditPath(stage: string | undefined, path: string): string {
  return (stage === undefined ? path : path.replace(/^output\.?/, '')) || 'all of it';
}

/** Whether a run was completed without a breach. Failed records are no fault of the flow. */
export function isGood({ ending, breaches }: Pick<RunReport, 'ending' | 'breaches'>): boolean {
  return ending === 'done' && breaches.length === 0;
}
