/** How a command talks: what it prints is its answer, what it says beside that goes to stderr. */
export interface CommandIo {
  /** A line on stdout. */
  readonly out: (line: string) => void;
  /** A line on stderr. */
  readonly err: (line: string) => void;
  /** Whether to print JSON for machines (`--json`). */
  readonly json: boolean;
  /** Whether stdout is a terminal that wants colours; NO_COLOR says no. */
  readonly colours: boolean;
}

/**
 * What the file of a command exports as `run`. Options are as commander read them. Returns the exit code: 0, or 1 for a
 * failed call or check. Files of commands are loaded when their command is given, and not before.
 */
export type RunCommand = (
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  io: CommandIo,
) => Promise<number>;

const NAME = 'CommandError';

/** Ends a command with a line `code  message` on stderr: exit code 1, or 2 for wrong usage. */
export class CommandError extends Error {
  readonly code: string;
  readonly exitCode: 1 | 2;

  constructor(code: string, message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = NAME;
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** Whether a command ended itself. Asked by name: the program and its commands are bundles of their own. */
export function isCommandError(thrown: unknown): thrown is CommandError {
  return thrown instanceof Error && thrown.name === NAME;
}
