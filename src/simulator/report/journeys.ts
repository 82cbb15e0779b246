import type { Problem } from '../../shared/errors.ts';
import type { PageRun, RecordStatus, StageResult } from '../engine/page.ts';
import { RepeatedImports } from './repeated-imports.ts';
import { createSample } from './sample.ts';
import type { Journey, JourneyStage } from './types.ts';

/** The journeys of a run's records, as many as a report keeps. */
export interface Journeys {
  /** Keeps the journeys of a finished page. */
  readonly take: (way: PageRun) => void;
  readonly end: () => { readonly kept: readonly Journey[]; readonly leftOut: number };
  /** The records that were imported twice. */
  readonly repeated: RepeatedImports;
}

/** @param retryPage the page that is sent twice */
export function createJourneys(most: number, retryPage?: number): Journeys {
  const sample = createSample<Journey>(most);
  // A record that may be retried continues its journey.
  const failed = new Map<string, Journey>();
  const repeated = new RepeatedImports(retryPage);
  let offered = 0;
  const offer = (way: PageRun, id: number, isTroubled: boolean) => {
    sample.offer(offered, isTroubled, () => {
      const journey = createJourney(way, id);
      if (journey.outcome === 'failed') failed.set(journey.key, journey);
      return journey;
    });
    offered += 1;
  };
  const goOn = (way: PageRun, id: number) => {
    const before = failed.get(way.formatKey(id));
    if (!before) return;
    const { stages, outcome } = createJourney(way, id);
    const again = stages.map((stage) => ({ ...stage, page: way.source.number }));
    Object.assign(before, { stages: [...before.stages, ...again], outcome });
  };
  const take = (way: PageRun) => {
    const { records, retried, repeats } = way.source;
    repeated.take(way);
    if (repeats) return;
    if (retried) return records.forEach((_, id) => void goOn(way, id));
    const troubled = new Set(way.passes.flatMap(({ ids, marks }) => Array.from(marks.keys(), (at) => ids[at])));
    const added = way.passes.flatMap(({ outputIds = [] }) => outputIds.filter((id) => id < 0));
    for (let id = 0; id < records.length; id++) offer(way, id, troubled.has(id));
    for (const id of added) offer(way, id, troubled.has(id));
  };
  return { take, end: sample.end, repeated };
}

const NONE: readonly Problem[] = [];

type Outcome = Journey['outcome'];

function createJourney(way: PageRun, id: number): Journey {
  const stages: JourneyStage[] = [];
  let outcome: Outcome = 'unfinished';
  const add = (pass: StageResult, at: number, out: number) => {
    const mark = pass.marks.get(at) ?? NO_MARK;
    stages.push(createStage(pass, at, out, mark));
    outcome = decideOutcome(outcome, pass, out, mark);
  };
  for (const pass of way.passes) {
    const { ids, outputIds } = pass;
    // Most records are at their own place.
    if (!outputIds && ids[id] === id && ids[id + 1] !== id) add(pass, id, id);
    else {
      const positions = findPositions(id, pass);
      for (const [at, out] of positions) add(pass, at, out);
      // The children of a record come one after the other: it fails where any of them does.
      if (positions.some(([at]) => pass.marks.get(at)?.failed)) outcome = 'failed';
    }
  }
  const traceKey = way.traceKeys.get(id);
  const key = way.formatKey(id);
  return { key, ...(traceKey !== undefined && { traceKey }), page: way.source.number, outcome, stages };
}

const NO_MARK: RecordStatus = {};

function createStage(
  pass: StageResult,
  at: number,
  out: number,
  { errors = NONE, ignored }: RecordStatus,
): JourneyStage {
  const { stage: name, branches } = pass;
  const input = pass.input?.[at];
  const output = pass.output?.[out];
  if (input !== undefined && output !== undefined && !ignored && !branches) return { name, input, output, errors };
  return {
    name,
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    errors,
    ...(ignored && { ignored }),
    ...(branches && { branches: branches[at] ?? [] }),
  };
}

function decideOutcome(before: Outcome, pass: StageResult, out: number, { ignored, failed }: RecordStatus): Outcome {
  if (failed) return 'failed';
  if (out < 0 && pass.outputIds?.some((one) => one < 0)) return 'replaced';
  if ((ignored || out < 0) && before !== 'imported') return 'ignored';
  return pass.isImport && !ignored ? 'imported' : before;
}

/** The places of a record in the input and output of a stage. The children of a record are several records there. */
function findPositions(id: number, { ids, outputIds }: StageResult): readonly (readonly [at: number, out: number])[] {
  const at = findPosition(id, ids);
  const out = outputIds ? findPosition(id, outputIds) : at;
  if (at < 0 && out < 0) return [];
  if (outputIds || ids[at + 1] !== id) return [[at, out]];
  return [...ids.keys()].filter((place) => ids[place] === id).map((place) => [place, place]);
}

/** Most pages keep all their records in place. */
function findPosition(id: number, ids: readonly number[]): number {
  return ids[id] === id ? id : ids.indexOf(id);
}
