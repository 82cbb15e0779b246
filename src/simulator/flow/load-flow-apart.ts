import { findWorker } from '../../transport/find-worker.ts';
import { askWorker, type Patience } from '../../transport/worker-process.ts';
import { FlowError } from './error.ts';
import type { FlowModuleAnswer, FlowModuleCommand } from './flow-module-worker.ts';
import type { LoadedFlow } from './read-flow-file.ts';

/**
 * Loads a flow that is a module in a process of its own, and takes its data from there.
 * @throws FlowError with all problems of the flow, and for a module that fails
 * @throws TransportError for a module that ends its process, or is not loaded in time
 */
export async function loadFlowApart(file: string, patience: Patience): Promise<LoadedFlow> {
  const command: FlowModuleCommand = { type: 'load', path: file };
  const worker = findWorker('flow-module-worker', import.meta.url);
  const answer = await askWorker<FlowModuleAnswer>(worker, command, patience);
  if ('problems' in answer) throw new FlowError(answer.problems, file);
  return { ...answer, locate: async ({ problems }) => new FlowError(problems, file) };
}
