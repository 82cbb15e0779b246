import type { StageReport } from '../types.ts';
import type { PackedJourney } from './packed.ts';

/** One stage of a record's journey, with all that is known around it. */
export interface JourneyPlace {
  readonly journey: PackedJourney;
  /** The index of the stage in the journey. */
  readonly at: number;
  /** The stages of the flow, by name. */
  readonly stages: ReadonlyMap<string, StageReport>;
  /** Whether a function may have failed the record's page: then its errors are no answer. */
  readonly mayHaveFailed: boolean;
  /** The name of the flow's file or folder, if it is one. */
  readonly flow?: string | undefined;
}

/** Finds the stage of the flow that a place is at. */
export function stageAt({ journey, at, stages }: JourneyPlace): StageReport | undefined {
  return stages.get(journey.stages[at]?.name ?? '');
}

/** Reads the record as it came to a stage of the journey, or as it left it; undefined if there is none. */
export function readValue({ journey }: JourneyPlace, side: 'input' | 'output', at: number): unknown {
  const place = journey.stages[at]?.[side];
  return place === undefined ? undefined : journey.values[place];
}
