export { FlowError, type FlowProblem } from './error.ts';
export type { Flow, FlowInput } from './flow.ts';
export { type LoadedFlow, loadFlow } from './load.ts';
export type * from './run.ts';
export { type Simulation, simulate } from './simulate.ts';
