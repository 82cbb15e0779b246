import { resolve } from 'node:path';
import { listReadFiles, listWrittenFiles } from '../../../simulator/flow/demand-files.ts';
import type { FlowFolder } from '../../../simulator/flow/flow-folder.ts';
import { CliError } from '../../cli-error.ts';
import { isInsideFolder } from '../../inside-folder.ts';

/** What `--no-imports` and `--local` forbid. */
interface Forbidden {
  readonly imports?: unknown;
  readonly local?: unknown;
}

/**
 * Refuses a flow that would do what the command line forbids.
 * @param base the folder that relative paths of the flow start from
 * @throws CliError naming the first import, stack or file of the kind
 */
export function refuseFlow(path: string, flow: FlowFolder, base: string, { imports, local }: Forbidden): void {
  if (imports === false) refuseImports(path, flow);
  if (local !== true) return;
  refuseStacks(path, flow);
  refuseFiles(path, flow, base);
}

/**
 * Refuses a flow with a file outside of the current folder.
 * @param base the folder that relative paths of the flow start from
 * @throws CliError naming the first one
 */
export function refuseFiles(path: string, flow: FlowFolder, base: string): void {
  const folder = process.cwd();
  for (const { setting, file } of [...listReadFiles(flow), ...listWrittenFiles(flow)]) {
    if (isInsideFolder(folder, resolve(base, file))) continue;
    const message = `${path}: ${setting}: found ${file}, expected a file in ${folder} with --local`;
    throw new CliError('outside_folder', message, 2);
  }
}

function refuseImports(path: string, { imports, isShort }: FlowFolder): void {
  for (const [id, { wrapper }] of Object.entries(imports)) {
    if (!wrapper?.function) continue;
    const place = isShort ? 'import.wrapper' : `imports.${id}.wrapper.function`;
    const message = `${path}: ${place}: found the function ${wrapper.function}, which writes: --no-imports, or "imports": false, refuses it`;
    throw new CliError('import_refused', message, 2);
  }
}

function refuseStacks(path: string, { simulation, isShort }: FlowFolder): void {
  for (const [id, { lambda, server }] of Object.entries(simulation.stacks)) {
    if (!lambda && !server) continue;
    const place = isShort ? 'extension' : `stacks.${id}`;
    const message = `${path}: ${place}: found a deployed stack, expected a module with --local`;
    throw new CliError('deployed_stack', message, 2);
  }
}
