import { type FunctionEntry, listFunctions } from '../../../core/inventory.ts';
import { CliError } from '../../cli-error.ts';

/**
 * The function of a module that a name and perhaps a type mean; undefined if there is none. Without a type it is one at
 * the top of the module, else the only one of that name in its groups.
 * @throws CliError if there are several of that name
 */
export function findTarget(module: object, name: string, type: string | undefined): FunctionEntry | undefined {
  const named = [...listFunctions(module)].filter((found) => found.name === name);
  if (type !== undefined) return named.find((found) => found.type === type);
  const top = named.find((found) => found.type === undefined);
  if (top || named.length < 2) return top ?? named[0];
  const types = named.map((found) => found.type).join(', ');
  throw new CliError('ambiguous_function', `${name}: found under the types ${types}, expected --type with one`, 2);
}

/** The names of a module's functions, as a person would be told them. */
export function listNames(module: object): string {
  const names = Array.from(listFunctions(module), ({ type, name }) => (type ? `${name} (${type})` : name));
  return names.join(', ') || 'no function';
}
