import { basename, isAbsolute, relative, resolve } from 'node:path';
import type { FlowFolder } from '../flow/flow-folder.ts';
import type { Resolved } from '../flow/secrets.ts';
import { listSettings } from './list-settings.ts';
import type { RunOrigin, RunStack } from './types.ts';

/**
 * Describes what a run is made with: the flow's file, the modules of its stacks, its faults, and the custom settings
 * without secrets. Values of connections are left out; so are folders outside of the flow's own.
 * @param file the flow's file or folder; default: the base of a flow that is a folder
 */
export function describeOrigin(folder: FlowFolder, said: Resolved, base: string, file?: string): RunOrigin {
  const { simulation, stacks, isShort } = folder;
  const { faults, retry, platform } = simulation;
  const written = file ?? (isShort ? undefined : base);
  return {
    ...(written !== undefined && { flow: basename(resolve(written)) }),
    stacks: Object.entries(simulation.stacks).map(([id, endpoint]): RunStack => {
      const { module, lambda, server, generation } = endpoint;
      const { name } = Object(stacks[id]) as { name?: unknown };
      return {
        id,
        ...(typeof name === 'string' && { name }),
        ...(module !== undefined && { module: shortenPath(module, base) }),
        ...(lambda && { lambda: lambda.function }),
        ...(server && { server: new URL(server.url).host }),
        generation,
      };
    }),
    // As JSON has it: faults that are not set are left out.
    faults: JSON.parse(JSON.stringify(faults)),
    retry,
    platform,
    settings: listSettings(folder, said),
  };
}

function shortenPath(path: string, base: string): string {
  const short = relative(resolve(base), resolve(base, path));
  return short.startsWith('..') || isAbsolute(short) ? basename(path) : short.replaceAll('\\', '/');
}
