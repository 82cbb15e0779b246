import { type FunctionEntry, formatFunctionPath } from '../core/inventory.ts';
import { suggest } from '../shared/nearest.ts';
import { CliError } from './cli-error.ts';
import { suggestExport } from './declared-functions.ts';

/** A function by its address in a module. */
type Named = Pick<FunctionEntry, 'type' | 'name'>;

/**
 * Finds the function that a person means: by its name, by its group and its name (`hooks.tidy`), or by its name and its
 * type. Without a group, the top of the module comes first, then the only function of that name in its groups.
 * Undefined if there is none.
 * @throws CliError for several functions of that name
 */
export function findFunction<F extends Named>(functions: readonly F[], written: string, type?: string): F | undefined {
  const exact = functions.filter(({ name }) => name === written);
  const named = exact.length > 0 ? exact : functions.filter((fn) => formatFunctionPath(fn) === written);
  if (type !== undefined) return named.find((found) => found.type === type);
  const top = named.find((found) => found.type === undefined);
  if (top || named.length < 2) return top ?? named[0];
  const found = named.map(formatFunctionPath).join(', ');
  throw new CliError('ambiguous_function', `"${written}": found ${found}, expected one of them`, 2);
}

/**
 * Finds the function that a person means.
 * @param where what the error names: the path of the module, and the option that has the name
 * @throws CliError that lists the functions of the module, and the nearest
 */
export function demandFunction<F extends Named>(
  functions: readonly F[],
  written: string,
  type: string | undefined,
  path: string,
  where = path,
): F {
  const found = findFunction(functions, written, type);
  if (found) return found;
  const expected = type ? `"${written}" under the type "${type}"` : `"${written}"`;
  const more = functions.length > 0 ? suggestFunction(functions, written, type) : suggestExport(path);
  throw new CliError('no_function', `${where}: found ${formatNames(functions)}; expected ${expected}${more}`, 2);
}

/** Formats the nearest type, where another one was written, else the nearest function. */
function suggestFunction(functions: readonly Named[], written: string, type: string | undefined): string {
  const types = functions.map((fn) => fn.type).filter((one) => one !== undefined);
  const nearestType = type === undefined || types.includes(type) ? '' : suggest(type, types);
  if (nearestType) return nearestType;
  const elsewhere = functions.find(({ name }) => name === written);
  if (elsewhere) return `; did you mean ${formatFunctionPath(elsewhere)}?`;
  return suggest(written, [...new Set(functions.flatMap((fn) => [formatFunctionPath(fn), fn.name]))]);
}

/** Lists the names of a module's functions for a person. */
function formatNames(functions: readonly Named[]): string {
  return functions.map(formatFunctionPath).join(', ') || 'no function';
}
