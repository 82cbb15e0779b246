import { readSource } from '../shared/read-text.ts';
import { CliError } from './cli-error.ts';

/**
 * Formats what is known about a module without functions: those that its file declares and does not export, as hosted
 * scripts do; nothing if there are none.
 */
export function suggestExport(path: string): string {
  const declared = Array.from(readSource(path).matchAll(DECLARED), ([, name, constant]) => name ?? constant);
  if (declared.length === 0) return '';
  const [names, them] = [declared.join(', '), declared.length === 1 ? 'it' : 'them'];
  return `; it declares ${names}: export ${them}, with \`export\` before the declaration or with module.exports = { ${names} }`;
}

/** Makes the error that ends a command whose module has no function to call. */
export function lackOfFunctions(path: string): CliError {
  const message = `${path}: found no function that can be called, expected at least one${suggestExport(path)}`;
  return new CliError('no_functions', message);
}

/** A function, or a constant that holds one, at the start of a line. */
const DECLARED =
  /^(?:async\s+)?function\s*(\w+)|^(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?(?:function\b|\([^()]*\)\s*=>|\w+\s*=>)/gm;
