import { readings } from '../compile/readings.ts';
import type { Batch, RecordStatus, RetryOrigin } from '../page.ts';
import { type PageContext, recordStage } from '../page-stage.ts';
import type { PlannedBranch, PlannedRouter } from '../plan.ts';
import { applyOperation } from './apply-operation.ts';
import { runStep } from './step.ts';

/**
 * Takes records through a router: into the first branch that takes them, or a copy into each. Each branch is gone
 * through to its end, with the routers behind it, before the next one.
 */
export async function routeRecords(context: PageContext, id: string, batch: Batch): Promise<void> {
  const { run, page } = context;
  const router = run.plan.routers.get(id);
  if (!router || batch.records.length === 0) return;
  run.routeCounts.enter(id, page.source.generator.name, batch.records.length);
  const batches = await chooseBranches(context, router, batch);
  for (const branch of router.branches) {
    await runBranch(context, router, branch, batches[branch.index] as Batch);
  }
}

/** Takes retried records through the step that failed them, and on from there. */
export async function resumeAt(
  context: PageContext,
  { router, branch, step }: RetryOrigin,
  batch: Batch,
): Promise<void> {
  const planned = context.run.plan.routers.get(router) as PlannedRouter;
  const own = planned.branches[branch] as PlannedBranch;
  await runBranch(context, planned, own, batch, own.steps.indexOf(step));
}

async function runBranch(
  context: PageContext,
  router: PlannedRouter,
  branch: PlannedBranch,
  arriving: Batch,
  from?: number,
): Promise<void> {
  let batch = arriving;
  const { routeCounts } = context.run;
  for (const [at, step] of branch.steps.entries()) {
    if (from !== undefined && at < from) continue;
    // Retried records have come to their step before.
    if (at !== from) routeCounts.pass(router.id, branch.index, at, batch.records.length);
    batch = await runStep(context, step, batch, { router: router.id, branch: branch.index, step });
  }
  routeCounts.pass(router.id, branch.index, branch.steps.length, batch.records.length);
  if (branch.next !== undefined) await routeRecords(context, branch.next, batch);
}

/** The records of each branch, by its index. */
async function chooseBranches(context: PageContext, router: PlannedRouter, batch: Batch): Promise<readonly Batch[]> {
  const { branches, stage } = router;
  if (stage === undefined) return branches.map(() => batch);
  const chosen = router.choose
    ? await chooseByScript(context, router, batch)
    : await chooseByFilters(context, router, batch);
  const { ids, records } = batch;
  const marks = new Map<number, RecordStatus>(chosen.marks);
  const isEnd = new Set(branches.filter(({ steps, next }) => steps.length === 0 && next === undefined).map(toIndex));
  for (const at of ids.keys()) {
    if (marks.has(at)) continue;
    const indices = chosen.indices[at] as readonly number[];
    if (indices.length === 0) context.run.findings.relyAll([readings.routerWithoutMatch]);
    if (indices.length > 1) context.run.findings.relyAll([readings.branchesInTurn]);
    // A branch without steps discards its records.
    if (indices.every((index) => isEnd.has(index))) marks.set(at, { ignored: true });
  }
  context.run.totals.ignored += marks.size - chosen.marks.size;
  const namesAt = (at: number) => (chosen.marks.has(at) ? [] : (chosen.indices[at] as readonly number[]));
  const named = [...ids.keys()].map((at) => namesAt(at).map((index) => (branches[index] as PlannedBranch).name));
  recordStage(context, { stage, ids, input: records, output: records, marks, branches: named });
  return branches.map(({ index }) => {
    const positions = [...ids.keys()].filter((at) => !chosen.marks.has(at) && chosen.indices[at]?.includes(index));
    return {
      ids: positions.map((at) => ids[at] as number),
      records: positions.map((at) => records[at] as Batch['records'][number]),
    };
  });
}

function toIndex({ index }: PlannedBranch): number {
  return index;
}

/** The indices of the branches that each record goes into, and the records that failed. */
interface Chosen {
  readonly indices: readonly (readonly number[])[];
  readonly marks: ReadonlyMap<number, RecordStatus>;
}

async function chooseByScript(
  context: PageContext,
  { choose, isFirstOnly }: PlannedRouter,
  batch: Batch,
): Promise<Chosen> {
  const { values, marks } = await applyOperation(context, batch, choose as NonNullable<PlannedRouter['choose']>);
  if (isFirstOnly && values.some((indices) => indices?.length > 1)) context.run.findings.relyAll([readings.firstIndex]);
  return { indices: values.map((indices) => (isFirstOnly ? (indices ?? []).slice(0, 1) : (indices ?? []))), marks };
}

async function chooseByFilters(
  context: PageContext,
  { branches, isFirstOnly }: PlannedRouter,
  batch: Batch,
): Promise<Chosen> {
  const indices: number[][] = batch.ids.map(() => []);
  const marks = new Map<number, RecordStatus>();
  for (const { filter, index } of branches) {
    const isOpen = (at: number) => !marks.has(at) && !(isFirstOnly && (indices[at] as number[]).length > 0);
    const positions = [...batch.ids.keys()].filter(isOpen);
    if (positions.length === 0) continue;
    const open = {
      ids: positions.map((at) => batch.ids[at] as number),
      records: positions.map((at) => batch.records[at] as Batch['records'][number]),
    };
    const outputs = filter ? await applyOperation(context, open, filter) : { values: [], marks: new Map() };
    positions.forEach((position, at) => {
      const mark = outputs.marks.get(at);
      if (mark) marks.set(position, mark);
      else if (!filter || outputs.values[at] === true) indices[position]?.push(index);
    });
  }
  return { indices, marks };
}
