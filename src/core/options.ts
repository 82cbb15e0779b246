import { ExtensionError, type Problem, problem } from '../errors.ts';

/** The options that are text on the wire and Dates in the function. */
const DATES = ['lastExportDateTime', 'currentExportDateTime'] as const;

/**
 * The options as a function gets them: its own copy of the top level, so that what it reassigns is its own affair, with
 * the export's dates read. What is no object is passed on as it is.
 * @throws ExtensionError naming every date that isn't one.
 */
export function readOptions(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options;
  const own: Record<string, unknown> = { ...options };
  const problems: Problem[] = [];
  for (const field of DATES) {
    const text = Object.hasOwn(own, field) && own[field];
    if (!text) continue;
    const date = dateOf(text);
    if (date) own[field] = date;
    else problems.push(problem('EXTENSION_INVALID_DATE', field));
  }
  if (problems.length > 0) throw new ExtensionError(problems);
  return own;
}

function dateOf(value: unknown): Date | undefined {
  try {
    const date = new Date(value as string);
    return Number.isNaN(date.getTime()) ? undefined : date;
  } catch {
    return undefined;
  }
}
