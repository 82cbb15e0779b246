import type { FunctionName } from '../../../transport/load-module.ts';
import { CliError } from '../../cli-error.ts';

/**
 * Finds the function of a module by its name and perhaps its type; undefined without one. Without a type, the top of
 * the module comes first, then the only function of that name in its groups.
 * @throws CliError for several functions of that name
 */
export function findTarget(
  functions: readonly FunctionName[],
  name: string,
  type: string | undefined,
): FunctionName | undefined {
  const named = functions.filter((found) => found.name === name);
  if (type !== undefined) return named.find((found) => found.type === type);
  const top = named.find((found) => found.type === undefined);
  if (top || named.length < 2) return top ?? named[0];
  const types = named.map((found) => found.type).join(', ');
  throw new CliError('ambiguous_function', `${name}: found under the types ${types}, expected --type with one`, 2);
}

/** Lists the names of a module's functions for a person. */
export function formatNames(functions: readonly FunctionName[]): string {
  const names = functions.map(({ type, name }) => (type ? `${name} (${type})` : name));
  return names.join(', ') || 'no function';
}
