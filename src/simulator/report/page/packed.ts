import type { Comparison } from '../comparison.ts';
import type { Journey, JourneyStage, RunReport } from '../types.ts';

/** A stage of a journey whose values are indexes into the journey's `values`. */
export interface PackedStage extends Omit<JourneyStage, 'input' | 'output'> {
  readonly input?: number;
  readonly output?: number;
}

/** A journey that holds each value once: a stage's output is the next one's input. */
export interface PackedJourney extends Omit<Journey, 'stages'> {
  readonly values: readonly unknown[];
  readonly stages: readonly PackedStage[];
}

/** A report as the page holds it. */
export interface PackedReport extends Omit<RunReport, 'journey'> {
  readonly journey: readonly PackedJourney[];
  /** The changes since a baseline, if there is one. */
  readonly comparison?: Comparison;
}

/** Packs a report to about half its size. */
export function pack(report: RunReport, comparison?: Comparison): PackedReport {
  return { ...report, journey: report.journey.map(packJourney), ...(comparison && { comparison }) };
}

function packJourney({ stages, ...journey }: Journey): PackedJourney {
  const places = new Map<string, number>();
  const values: unknown[] = [];
  const findPlace = (value: unknown): number => {
    const text = JSON.stringify(value);
    const place = places.get(text) ?? values.push(value) - 1;
    places.set(text, place);
    return place;
  };
  const packed = stages.map(({ input, output, ...stage }) => ({
    ...stage,
    ...(input !== undefined && { input: findPlace(input) }),
    ...(output !== undefined && { output: findPlace(output) }),
  }));
  return { ...journey, values, stages: packed };
}
