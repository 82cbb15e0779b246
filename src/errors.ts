import type { ExtensionError, Problem } from './extension-error.ts';
import { isArray, parse, stringify } from './intrinsics.ts';
import { textOf } from './text.ts';

export { ExtensionError, type Problem, type Refusal } from './extension-error.ts';
export { textOf } from './text.ts';

/**
 * Whether this is an ExtensionError, of this copy of the package or of another one in the same process: two copies are
 * loaded where an author's project bundles one and a dependency brings a second.
 */
export function isExtensionError(thrown: unknown): thrown is ExtensionError {
  try {
    const { name, problems } = thrown as ExtensionError;
    return name === 'ExtensionError' && isArray(problems);
  } catch {
    return false;
  }
}

/**
 * What a failed call is answered with when a function threw, rejected with or called back `thrown`: its `message` and
 * its `code`, else its `name`. Authors put numbers and objects there too; they become what JSON makes of them.
 * Never throws, whatever it is given.
 */
export function problemsOf(thrown: unknown): readonly Problem[] {
  const message = read(thrown, 'message');
  const code = read(thrown, 'code') || read(thrown, 'name');
  const said = message == null ? { message: textOf(thrown), code: code || 'Error' } : { message, code };
  try {
    return parse(stringify(isExtensionError(thrown) ? thrown.problems : [said]));
  } catch {
    return [{ message: textOf(message), code: textOf(code || 'Error') }];
  }
}

/** The property, or undefined where there is none to be read: of null, or where a getter or a proxy throws. */
function read(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The stack of what was thrown, if it has one. */
export function stackOf(thrown: unknown): unknown {
  return read(thrown, 'stack');
}
