import { type LoadedModule, loadModule as load } from '../transport/load-module.ts';
import { TransportError } from '../transport/transport.ts';
import { CommandError } from './command.ts';

export type { LoadedModule };

/**
 * Loads a module as it is: TypeScript without its types, ESM or CommonJS.
 * @param connector is the `_connectorId` meant: one of those that the module holds, else what it is hosted as
 * @throws CommandError if there is no such file, if it fails, or if it holds no such connector
 */
export async function loadModule(path: string, connector?: string): Promise<LoadedModule> {
  const isUnsaid = (code: string) => code === 'unknown_connector' && connector === undefined;
  try {
    return await load(path, connector);
  } catch (thrown) {
    throw toCommandError(thrown, (code, message) => (isUnsaid(code) ? `${message}, by --connector` : message));
  }
}

/**
 * What ends a command whose call did not get as far as the function; anything else as it is.
 * @param say puts it as who gives commands has to be told
 */
export function toCommandError(thrown: unknown, say: (code: string, message: string) => string): unknown {
  if (!(thrown instanceof TransportError)) return thrown;
  return new CommandError(thrown.code, say(thrown.code, thrown.message), thrown.isMisuse ? 2 : 1);
}

/** @throws CommandError where a bundle keeps its functions to itself */
export function requireModule({ module }: LoadedModule, path: string): object {
  if (module) return module;
  const message = `${path}: found a handler, which shows none of its functions; expected the module that it is made of`;
  throw new CommandError('no_module', message, 2);
}
