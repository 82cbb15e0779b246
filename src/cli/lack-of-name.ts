import { type FunctionEntry, formatFunctionPath } from '../core/inventory.ts';
import { CliError } from './cli-error.ts';
import { lackOfFunctions } from './declared-functions.ts';
import { formatColumns } from './format-columns.ts';
import { isWriting } from './kind.ts';
import { toPrintable } from './printable.ts';

/** A function by its address in a module, with its kind. */
type Candidate = Pick<FunctionEntry, 'type' | 'name' | 'kind'>;

/**
 * Makes the error that ends a command in which a function's name is missing. It lists the functions with their kinds,
 * in the order of their file, and shows how one is called.
 * @param functions undefined for a bundle that hides them
 */
export function lackOfName(path: string, functions: readonly Candidate[] | undefined): CliError {
  if (!functions)
    return new CliError('no_name', `${path}: found no name; expected that of a function of the bundle`, 2);
  // An import writes: it is no example.
  const example = functions.find(({ kind }) => kind !== undefined && !isWriting(kind)) ?? functions[0];
  if (!example) return lackOfFunctions(path);
  const rows = functions.map((fn) => [toPrintable(formatFunctionPath(fn)), fn.kind ?? 'no kind']);
  const lines = formatColumns(rows).map((line) => `  ${line}`);
  const call = `integrator-extension invoke ${path} ${formatFunctionPath(example)}`;
  return new CliError('no_name', [`${path}: found no name, expected one of`, ...lines, `as in: ${call}`].join('\n'), 2);
}
