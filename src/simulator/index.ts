export type { Isolation } from './engine/open.ts';
export { FlowError, type FlowProblem } from './flow/error.ts';
export type { FlowFolder } from './flow/flow-folder.ts';
export { type LoadedFlow, loadFlow } from './flow/load.ts';
export type { Flow, FlowInput } from './flow/schema.ts';
export type { FlowGraph } from './report/flow-graph.ts';
export type { JobCounts } from './report/job-counts.ts';
export type * from './report/types.ts';
export { type Simulation, simulate } from './simulate.ts';
