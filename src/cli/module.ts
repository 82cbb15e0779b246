import type { LoadedModule } from '../transport/load-module.ts';
import { CliError } from './cli-error.ts';

/** @throws CliError if a bundle hides its functions */
export function requireModule({ module }: LoadedModule, path: string): object {
  if (module) return module;
  const message = `${path}: found a handler, which shows none of its functions; expected the handler's module`;
  throw new CliError('no_module', message, 2);
}
