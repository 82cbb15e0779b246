import { ExtensionError } from '../shared/errors.ts';
import { invalidDate } from '../shared/failures.ts';
import { isArray, isNotANumber } from '../shared/intrinsics.ts';

/** The options that are text on the wire and Dates in the function. */
const DATES = ['lastExportDateTime', 'currentExportDateTime'] as const;

/** Says of options that the call they came with has been answered. Every copy of this package knows it. */
const ANSWERED = Symbol.for('integrator-extension-lambda.answered');

/**
 * Marks the options that a function was given once its call has been answered: what has kept them, such as a client that
 * lives on their bearer token, can tell that its time is over. Not enumerable, so that a copy of them has no mark.
 */
export function closeOptions(options: unknown): void {
  Reflect.defineProperty(Object(options), ANSWERED, { value: true });
}

/**
 * The options as a function gets them: its own copy of the top level, so that what it reassigns is its own affair, with
 * the export's dates read. What is no object is passed on as it is.
 * @throws ExtensionError naming every date that isn't one.
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
      // JSON can hold objects that JavaScript finds no text for.
      return true;
    }
  });
  if (wrong.length) throw new ExtensionError(wrong.map(invalidDate));
  return own;
}
