export type { Flow, FlowInput } from './flow.ts';
export type * from './run.ts';
export { type Simulation, simulate } from './simulate.ts';
