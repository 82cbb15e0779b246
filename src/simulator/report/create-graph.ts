import type { Plan, PlannedBranch, PlannedRouter } from '../engine/plan.ts';
import type { FlowEdge, FlowGraph, FlowNode } from './flow-graph.ts';
import type { RouteCounts } from './route-counts.ts';

/** Draws a flow as a graph, with the number of records on each way. */
export function createGraph(plan: Plan, counts: RouteCounts): FlowGraph {
  const graph = new GraphBuilder(plan, counts);
  return { nodes: graph.nodes, edges: graph.edges };
}

class GraphBuilder {
  readonly nodes: FlowNode[] = [];
  readonly edges: FlowEdge[] = [];
  readonly #plan: Plan;
  readonly #counts: RouteCounts;
  /** The routers that records can come to. */
  readonly #reached = new Set<PlannedRouter>();
  /** The node of each router that has one: those that only pass records on have none, unless branches meet there. */
  readonly #routers = new Map<string, number>();
  /** The nodes of each branch's steps. */
  readonly #steps = new Map<PlannedBranch, readonly number[]>();

  constructor(plan: Plan, counts: RouteCounts) {
    this.#plan = plan;
    this.#counts = counts;
    const generators = plan.generators.map(({ name }) => this.#add({ kind: 'export', name }));
    const [entry = ''] = plan.routers.keys();
    this.#visit(entry);
    for (const router of this.#reached) this.#addRouter(router);
    const target = this.#findEntry(entry);
    plan.generators.forEach(({ name }, at) => {
      this.#connect(generators[at], target, this.#counts.countEntered(entry, name));
    });
    for (const router of this.#reached) for (const branch of router.branches) this.#follow(router, branch);
  }

  #visit(id: string): void {
    const router = this.#plan.routers.get(id);
    if (!router || this.#reached.has(router)) return;
    this.#reached.add(router);
    for (const { next } of router.branches) if (next !== undefined) this.#visit(next);
  }

  #add(node: FlowNode): number {
    return this.nodes.push(node) - 1;
  }

  #addRouter({ id, stage, branches }: PlannedRouter): void {
    if (stage !== undefined) this.#routers.set(id, this.#add({ kind: 'router', name: stage }));
    else if (this.#countArrivals(id) > 1) this.#routers.set(id, this.#add({ kind: 'merge', name: '' }));
    for (const branch of branches) {
      const steps = branch.steps.map(({ kind, name }) => this.#add({ kind, name }));
      this.#steps.set(branch, steps);
    }
  }

  /** The number of branches that lead to a router. */
  #countArrivals(id: string): number {
    return [...this.#reached].flatMap(({ branches }) => branches).filter(({ next }) => next === id).length;
  }

  /** The node at which records arrive that are sent to a router. */
  #findEntry(id: string): number | undefined {
    const own = this.#routers.get(id);
    if (own !== undefined) return own;
    const [branch] = this.#plan.routers.get(id)?.branches ?? [];
    const [step] = (branch && this.#steps.get(branch)) ?? [];
    return step ?? (branch?.next === undefined ? undefined : this.#findEntry(branch.next));
  }

  #follow({ id, stage }: PlannedRouter, branch: PlannedBranch): void {
    const { name, index, next } = branch;
    const steps = this.#steps.get(branch) ?? [];
    const origin = this.#routers.get(id);
    const last = next === undefined ? undefined : this.#findEntry(next);
    const isEnd = steps.length === 0 && next === undefined && stage !== undefined;
    const ends = isEnd ? [this.#add({ kind: 'end', name: '' })] : [last];
    // A router that makes no choice has one branch, whose name nobody gave.
    const named = stage === undefined ? undefined : name;
    [...steps, ...ends].forEach((to, place) => {
      const from = place === 0 ? origin : steps[place - 1];
      this.#connect(from, to, this.#counts.countPassed(id, index, place), place === 0 ? named : undefined);
    });
  }

  #connect(from: number | undefined, to: number | undefined, records: number, branch?: string): void {
    if (from === undefined || to === undefined) return;
    this.edges.push({ from, to, ...(branch !== undefined && { branch }), records });
  }
}
