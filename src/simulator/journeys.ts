import type { Journey, JourneyStage } from './run.ts';
import { createSample } from './sample.ts';
import type { Way } from './way.ts';

/** The journeys of a run's records, as many as a report has room for. */
export interface Journeys {
  /** Takes what is worth keeping of a page that has come to its end. */
  readonly take: (way: Way) => void;
  readonly end: () => { readonly kept: readonly Journey[]; readonly leftOut: number };
}

export function createJourneys(most: number): Journeys {
  const sample = createSample<Journey>(most);
  let offered = 0;
  const take = (way: Way) => {
    const troubled = new Set(way.passes.flatMap(({ ids, marks }) => Array.from(marks.keys(), (at) => ids[at])));
    const added = way.passes.flatMap(({ outputIds = [] }) => outputIds.filter((id) => id < 0));
    for (const id of [...way.origin.records.keys(), ...added]) {
      sample.offer(offered, troubled.has(id), () => journeyOf(way, id));
      offered += 1;
    }
  };
  return { take, end: sample.end };
}

function journeyOf(way: Way, id: number): Journey {
  const stages: JourneyStage[] = [];
  let outcome: Journey['outcome'] = 'unfinished';
  for (const pass of way.passes) {
    const at = positionOf(id, pass.ids);
    const out = pass.outputIds ? positionOf(id, pass.outputIds) : at;
    if (at < 0 && out < 0) continue;
    const { errors = [], ignored, failed } = pass.marks.get(at) ?? {};
    const [input, output] = [pass.input?.[at], pass.output?.[out]];
    stages.push({
      name: pass.stage,
      ...(input !== undefined && { input }),
      ...(output !== undefined && { output }),
      errors,
      ...(ignored && { ignored }),
    });
    if (failed) outcome = 'failed';
    else if (ignored || out < 0) outcome = 'ignored';
    else if (outcome === 'unfinished' && pass.stage === 'import') outcome = 'imported';
  }
  return { key: way.keyOf(id), page: way.origin.page, outcome, stages };
}

/** Most pages keep all of their records, each in its place. */
function positionOf(id: number, ids: readonly number[]): number {
  return ids[id] === id ? id : ids.indexOf(id);
}
