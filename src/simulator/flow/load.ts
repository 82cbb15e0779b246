import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Patience } from '../../transport/worker-process.ts';
import type { Isolation } from '../engine/open.ts';
import { loadFlowApart } from './load-flow-apart.ts';
import { isFlowModule, type LoadedFlow, readFlowFile } from './read-flow-file.ts';
import { readFlowFolder } from './read-folder.ts';

export type { LoadedFlow } from './read-flow-file.ts';

/** How a flow that is a module is loaded. */
export interface FlowLoading extends Patience {
  /** `process` loads it in a process of its own, which it may block or end. Default: `none`, in this one. */
  readonly isolation?: Isolation | undefined;
}

/**
 * Reads a flow: from a folder with the platform's documents; or in the short form, from a file of YAML or JSON or from
 * the default export of a module.
 * @throws FlowError with all problems: path, line and column, what was found and what was expected
 * @throws TransportError for a module that ends its process, or is not loaded in time
 */
export async function loadFlow(file: string, { isolation, ...patience }: FlowLoading = {}): Promise<LoadedFlow> {
  const path = resolve(file);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return { ...(await readFlowFolder(path, file)), path };
  if (isolation === 'process' && isFlowModule(path)) return loadFlowApart(file, patience);
  return readFlowFile(file);
}
