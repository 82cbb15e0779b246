import { existsSync } from 'node:fs';
import { CliError } from './cli-error.ts';

/** The files in which `init` puts a project's functions. */
const MODULES = ['src/index.ts', 'src/index.js'];

/**
 * Finds the module of the current project where none is named.
 * @param option how a person names it: `--module`
 * @throws CliError if there is none
 */
export function findDefaultModule(option: string): string {
  const found = MODULES.find((path) => existsSync(path));
  if (found) return found;
  throw new CliError(
    'no_module',
    `found neither ${MODULES.join(' nor ')}; expected ${option} with the path of a module`,
    2,
  );
}
