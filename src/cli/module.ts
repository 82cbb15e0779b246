import { TransportError } from '../transport/failure.ts';
import { type Loaded, loadModule as load } from '../transport/module.ts';
import { CommandError } from './command.ts';

export type { Loaded };

/**
 * Loads a module as it is: TypeScript without its types, ESM or CommonJS.
 * @param connector is the `_connectorId` meant: one of those that the module holds, else what it is hosted as
 * @throws CommandError if there is no such file, if it fails, or if it holds no such connector
 */
export async function loadModule(path: string, connector?: string): Promise<Loaded> {
  try {
    return await load(path, connector);
  } catch (thrown) {
    throw toCommandError(thrown, connector === undefined ? { unknown_connector: ', by --connector' } : {});
  }
}

/**
 * What ends a command whose call did not get as far as the function; anything else as it is.
 * @param advice is what a command line can do about it, by the code of what failed
 */
export function toCommandError(thrown: unknown, advice: Readonly<Record<string, string>> = {}): unknown {
  if (!(thrown instanceof TransportError)) return thrown;
  const { code, message, isMisuse } = thrown;
  return new CommandError(code, `${message}${advice[code] ?? ''}`, isMisuse ? 2 : 1);
}

/** @throws CommandError where a bundle keeps its functions to itself */
export function moduleOf({ module }: Loaded, path: string): object {
  if (module) return module;
  const message = `${path}: found a handler, which shows none of its functions; expected the module that it is made of`;
  throw new CommandError('no_module', message, 2);
}
