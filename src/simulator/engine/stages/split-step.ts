import type { AnyRecord } from '../../../contracts/author-types.ts';
import { keepSurvivors, pickRecords } from '../batch.ts';
import { readings } from '../compile/readings.ts';
import type { Batch, ChildOutcomes, RetryOrigin } from '../page.ts';
import type { PageContext } from '../page-stage.ts';
import type { PlannedStep, SplitChild, Splitter } from '../plan.ts';
import { enterStep } from './enter-step.ts';
import { undoImport } from './own-stages.ts';
import { callPostResponseMap } from './respond.ts';

/** A one-to-many step, with its splitter. */
export type SplitStep = PlannedStep & { readonly split: NonNullable<PlannedStep['split']> };

/** What is known of the children of a batch, by their position among all of its children. */
interface Children {
  readonly all: readonly SplitChild[];
  readonly changed: (AnyRecord | undefined)[];
  readonly responses: unknown[];
  /** The positions of the children that go through the step: all; in a retry, those that failed. */
  readonly own: readonly number[];
}

/**
 * Takes the children of records through a one-to-many step, and puts them back into their parents. Returns the parents
 * that go on. A failed child is retried; then its parent goes on if no child of it fails any more.
 */
export async function runSplitStep(
  context: PageContext,
  step: SplitStep,
  batch: Batch,
  origin: RetryOrigin,
): Promise<Batch> {
  const { splitter } = step.split;
  const children = splitRecords(context, step, batch);
  const failed = await runChildren(context, step, batch, children);
  const { joined, responses } = joinChildren(splitter, batch, children);
  if (joined.ids.length < batch.ids.length) context.run.findings.relyAll([readings.childrenStopParents]);
  keepChildren(context, batch, children, failed, origin);
  if (step.postResponseMap?.ofChildren !== false) return joined;
  context.run.findings.relyAll([readings.responsesOfParents]);
  return undoImport(context, step, () => callPostResponseMap(context, step, joined, responses), joined);
}

/** Splits records. Of those that are retried at this step, what became of their children before is known. */
function splitRecords({ run, page }: PageContext, step: SplitStep, { ids, records }: Batch): Children {
  const all = step.split.splitter.split(records);
  const { origin, retries } = page.source;
  const isRetry = origin?.step === step;
  if (isRetry) run.findings.relyAll([readings.retriedChildren]);
  const before = ids.map((id) => (isRetry ? retries?.[id]?.children : undefined));
  const places = listPlaces(all);
  const outcomeOf = (at: number) => before[(all[at] as SplitChild).parent];
  const own = [...all.keys()].filter((at) => outcomeOf(at)?.failed.includes(places[at] as number) !== false);
  return {
    all,
    changed: all.map((_, at) => outcomeOf(at)?.changed[places[at] as number]),
    responses: all.map((_, at) => outcomeOf(at)?.responses[places[at] as number]),
    own,
  };
}

/** The place of each child among those of its parent. */
function listPlaces(all: readonly SplitChild[]): readonly number[] {
  const counts = new Map<number, number>();
  return all.map(({ parent }) => {
    const place = counts.get(parent) ?? 0;
    counts.set(parent, place + 1);
    return place;
  });
}

/** Runs the step for children, and notes what became of them. Returns the positions of those that failed. */
async function runChildren(
  context: PageContext,
  step: SplitStep,
  { ids }: Batch,
  { all, own, changed, responses }: Children,
): Promise<ReadonlySet<number>> {
  const { readChildKey } = step;
  const { traceKeys } = context.page;
  const idOf = ({ parent }: SplitChild) => ids[parent] as number;
  const batch = {
    ids: all.map(idOf),
    records: all.map(({ record }) => record),
    traceKeys: all.map((child) => readChildKey?.(traceKeys.get(idOf(child)), child.record)),
  };
  if (own.length === 0) return new Set();
  const outcome = await enterStep(context, step, pickRecords(batch, own));
  own.forEach((position, at) => {
    changed[position] = outcome.changed[at];
    responses[position] = outcome.responses[at];
  });
  return new Set(outcome.failed.map((at) => own[at] as number));
}

/** A parent stops where one of its children does. Its response is the list of those of its children. */
function joinChildren(splitter: Splitter, batch: Batch, { all, changed, responses }: Children) {
  const stopped = new Set(all.filter((_, at) => changed[at] === undefined).map(({ parent }) => parent));
  const joined = splitter.join(batch.records, all, changed);
  const ofParents = batch.records.map((): unknown[] => []);
  all.forEach(({ parent }, at) => void ofParents[parent]?.push(responses[at]));
  return {
    joined: keepSurvivors(
      batch,
      joined.map((record, at) => (stopped.has(at) ? undefined : record)),
    ),
    responses: ofParents.filter((_, at) => !stopped.has(at)),
  };
}

/** A retriable error holds the child as it came to the step. */
function keepChildren(
  { run, page }: PageContext,
  { ids, records }: Batch,
  { all, changed, responses }: Children,
  failed: ReadonlySet<number>,
  origin: RetryOrigin,
): void {
  if (failed.size === 0) return;
  const byParent = Map.groupBy(all.keys(), (at) => (all[at] as SplitChild).parent);
  for (const [parent, positions] of byParent) {
    const places = positions.flatMap((position, place) => (failed.has(position) ? [place] : []));
    if (places.length === 0) continue;
    const children: ChildOutcomes = {
      failed: places,
      changed: positions.map((position) => changed[position]),
      responses: positions.map((position) => responses[position]),
    };
    const id = ids[parent] as number;
    const record = records[parent] as AnyRecord;
    const { generator } = page.source;
    run.retries.add({ key: page.formatKey(id), record, generator, origin, children, ...page.traceOf(id) });
  }
}
