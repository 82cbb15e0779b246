import type { PackedJourney, PackedStage } from './packed.ts';

const WORDS = {
  failed: 'Failed at',
  ignored: 'Left the flow as ignored at',
  replaced: 'Left out, beside new records, at',
  unfinished: 'Came no further than',
} as const;

/** Whether a stage held a record back: ignored it, had errors with it, or left it out. */
export function isHeldBack({ ignored, errors, input, output }: PackedStage): boolean {
  return ignored === true || errors.length > 0 || (input !== undefined && output === undefined);
}

/** The end of a journey: the stage, with the words before it. */
export interface JourneyEnding {
  readonly words: string;
  readonly stage: PackedStage;
}

/** Names the step of a stage. */
export type StepOf = (stage: string) => string | undefined;

/** Finds the stage at which a record's journey ended; undefined for one that was imported. */
export function findEnding({ outcome, stages }: PackedJourney, stepOf: StepOf): JourneyEnding | undefined {
  const last = stages.at(-1);
  if (outcome === 'imported' || !last) return undefined;
  const words = WORDS[outcome];
  if (outcome === 'unfinished') return { words, stage: last };
  const isEnd = outcome === 'failed' ? ({ errors }: PackedStage) => errors.length > 0 : isHeldBack;
  const end = stages.findLastIndex(isEnd);
  if (end < 0) return { words, stage: last };
  // Later stages of the step are shown the record as failed or ignored once more.
  const step = stepOf(stages[end]?.name ?? '');
  let first = end;
  for (let at = end - 1; at >= 0 && stepOf(stages[at]?.name ?? '') === step; at--) {
    if (isEnd(stages[at] as PackedStage)) first = at;
  }
  return { words, stage: stages[first] as PackedStage };
}
