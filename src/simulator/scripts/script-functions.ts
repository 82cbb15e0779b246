import { findProblems } from './find-problems.ts';
import { listCallables } from './list-callables.ts';
import { parseScript, type ScriptProblem } from './parse-script.ts';

/** What a script shows without being run. */
export interface ScriptSummary {
  /** Its top-level functions, in the order of the text. */
  readonly functions: readonly string[];
  /** The modules that it imports or requires. */
  readonly imports: readonly string[];
  readonly problems: readonly ScriptProblem[];
}

/**
 * Reads a script without running it: its top-level functions in order, syntax errors with their line, and what the
 * platform may not run. Functions count whether they are exported or not, as on the platform.
 */
export function readScript(content: string): ScriptSummary {
  const program = parseScript(content);
  if ('isError' in program) return { functions: [], imports: [], problems: [program] };
  return { functions: listCallables(program, 'default').functions, ...findProblems(program) };
}
