import { ExtensionError } from '../shared/errors.ts';
import { invalidDate } from '../shared/failures.ts';
import { isArray, isNotANumber } from '../shared/intrinsics.ts';

/** These options are ISO text on the wire and Dates in the function. */
const DATES = ['lastExportDateTime', 'currentExportDateTime'] as const;

/** Marks options whose call has been answered. Every copy of this package knows the symbol. */
const ANSWERED = Symbol.for('integrator.io/answered');

/**
 * Marks the options of an answered call: a client that kept their bearer token can then see that it has expired. The
 * mark is not enumerable, so copies have none.
 */
export function closeOptions(options: unknown): void {
  Reflect.defineProperty(Object(options), ANSWERED, { value: true });
}

/**
 * Makes the function's own copy of the options: its top level is copied, and the export's dates are read. Other values
 * pass unchanged.
 * @throws ExtensionError naming every date that is invalid
 */
export function readOptions(options: unknown): unknown {
  if (typeof options !== 'object' || isArray(options)) return options;
  const own: Record<string, unknown> = { ...options };
  const wrong = DATES.filter((field) => {
    if (!own[field]) return false;
    try {
      own[field] = new Date(own[field] as string);
      return isNotANumber(+(own[field] as Date));
    } catch {
      // JSON can hold objects that JavaScript cannot turn into text.
      return true;
    }
  });
  if (wrong.length) throw new ExtensionError(wrong.map(invalidDate));
  return own;
}
