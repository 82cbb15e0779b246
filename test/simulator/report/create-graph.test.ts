import { describe, expect, it } from 'vitest';
import type {
  Plan,
  PlannedBranch,
  PlannedGenerator,
  PlannedRouter,
  PlannedStep,
} from '../../../src/simulator/engine/plan.ts';
import { createGraph } from '../../../src/simulator/report/create-graph.ts';
import { RouteCounts } from '../../../src/simulator/report/route-counts.ts';
import type { FlowGraph } from '../../../src/simulator/report/types.ts';
import { runSample } from './sample-flow.ts';

/** The ways of a graph: `By region -Europe 2-> Desk`. */
function listWays({ nodes, edges }: FlowGraph): string[] {
  const nameOf = (at: number) => nodes[at]?.name || `(${nodes[at]?.kind})`;
  return edges.map(({ from, to, branch, records }) => {
    const said = branch === undefined ? records : `${branch} ${records}`;
    return `${nameOf(from)} -${said}-> ${nameOf(to)}`;
  });
}

const step = (name: string) => ({ kind: 'import', name }) as PlannedStep;
const branch = (index: number, steps: readonly string[], next?: string): PlannedBranch => ({
  name: `b${index}`,
  index,
  steps: steps.map(step),
  ...(next !== undefined && { next }),
});
const router = (id: string, branches: readonly PlannedBranch[], stage?: string): PlannedRouter => ({
  id,
  ...(stage !== undefined && { stage }),
  isFirstOnly: true,
  branches,
});
const planOf = (routers: readonly PlannedRouter[], generators = ['orders']): Plan => ({
  name: 'flow',
  pings: [],
  generators: generators.map((name) => ({ name }) as PlannedGenerator),
  routers: new Map(routers.map((one) => [one.id, one])),
  stages: [],
});
const waysOf = (plan: Plan) => listWays(createGraph(plan, new RouteCounts()));

describe('the graph of a flow', () => {
  it('has its routers, each branch with its name and the number of records that took it', async () => {
    const { graph } = await runSample('regions');
    expect(listWays(graph).sort()).toEqual([
      'Archive -4-> Report',
      'By region -Discard 1-> (end)',
      'By region -Europe 2-> Desk',
      'By region -Rest 2-> By weight',
      'By weight -Alarm 2-> Alarm',
      'By weight -Archive 4-> Archive',
      'Desk -2-> By weight',
      'Get tickets -5-> By region',
    ]);
  });

  it('of a flow without routers is a line of steps', async () => {
    const { graph } = await runSample('orders');
    expect(listWays(graph)).toEqual([
      'Get orders -5-> Tax rate',
      'Tax rate -5-> Put orders',
      'Put orders -4-> Notify warehouse',
    ]);
  });

  it('counts retried records once more behind the step that failed them, and not before', async () => {
    // The lookup of A4 fails, and the record goes on all the same.
    const { graph, totals } = await runSample('orders', { retry: true });
    expect(totals.retried).toBe(2);
    expect(listWays(graph)).toEqual([
      'Get orders -5-> Tax rate',
      'Tax rate -6-> Put orders',
      'Put orders -5-> Notify warehouse',
    ]);
  });

  it('shows where branches meet again without a choice', () => {
    const plan = planOf([
      router('r1', [branch(0, ['one'], 'r2'), branch(1, ['other'], 'r2')], 'choose'),
      router('r2', [branch(0, ['all'])]),
    ]);
    expect(waysOf(plan)).toEqual([
      'orders -0-> choose',
      'choose -b0 0-> one',
      'one -0-> (merge)',
      'choose -b1 0-> other',
      'other -0-> (merge)',
      '(merge) -0-> all',
    ]);
  });

  it('leads through routers that make no choice, to the next step', () => {
    const plan = planOf([
      router('r1', [branch(0, [], 'r2')]),
      router('r2', [branch(0, ['first'], 'r3')]),
      router('r3', [branch(0, ['second'])]),
    ]);
    expect(waysOf(plan)).toEqual(['orders -0-> first', 'first -0-> second']);
  });

  it('begins with each generator, and leaves out routers that no record can come to', () => {
    const routers = [router('r1', [branch(0, ['all'])]), router('lost', [branch(0, ['never'], 'lost')], 'nowhere')];
    expect(waysOf(planOf(routers, ['orders', 'returns']))).toEqual(['orders -0-> all', 'returns -0-> all']);
    expect(waysOf(planOf([router('', [branch(0, [])])]))).toEqual([]);
  });
});

describe('a journey', () => {
  it('names the branches that each router sent the record into', async () => {
    const { journey } = await runSample('regions');
    const branchesOf = (key: string) =>
      journey.find((one) => one.key === key)?.stages.flatMap(({ branches }) => (branches ? [branches] : []));
    expect(branchesOf('0:0')).toEqual([['Europe'], ['Archive', 'Alarm']]);
    expect(branchesOf('0:3')).toEqual([['Discard']]);
  });
});
