import { type FunctionEntry, listFunctions } from '../../../core/inventory.ts';
import { CliError } from '../../cli-error.ts';

/**
 * Finds the function of a module by its name and perhaps its type; undefined without one. Without a type, the top of
 * the module comes first, then the only function of that name in its groups.
 * @throws CliError for several functions of that name
 */
export function findTarget(module: object, name: string, type: string | undefined): FunctionEntry | undefined {
  const named = [...listFunctions(module)].filter((found) => found.name === name);
  if (type !== undefined) return named.find((found) => found.type === type);
  const top = named.find((found) => found.type === undefined);
  if (top || named.length < 2) return top ?? named[0];
  const types = named.map((found) => found.type).join(', ');
  throw new CliError('ambiguous_function', `${name}: found under the types ${types}, expected --type with one`, 2);
}

/** Lists the names of a module's functions for a person. */
export function listNames(module: object): string {
  const names = Array.from(listFunctions(module), ({ type, name }) => (type ? `${name} (${type})` : name));
  return names.join(', ') || 'no function';
}
