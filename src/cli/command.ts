import type { Option } from 'commander';

/** What the program says of one of its commands. */
export interface CommandSummary {
  /** Its name and its arguments: `list <module>`. */
  readonly usage: string;
  /** What it does, as the rest of a sentence that begins with its name. */
  readonly summary: string;
  /** Made lazily: a command line needs those of one command at most. */
  readonly options: () => readonly Option[];
}

/** How a command prints: its answer goes to stdout, everything beside it to stderr. */
export interface CommandIo {
  /** Prints a line on stdout. Control characters are escaped, in `err` too. */
  readonly out: (line: string) => void;
  /** Prints a line on stderr. */
  readonly err: (line: string) => void;
  /** Writes a file to stdout, as it is. */
  readonly write: (text: string) => void;
  /** Whether to print JSON for machines (`--json`). */
  readonly json: boolean;
  /** Whether stdout is a terminal that wants colours; NO_COLOR turns them off. */
  readonly colours: boolean;
  /** All commands of the program. */
  readonly commands: readonly CommandSummary[];
}

/**
 * Each command's file exports one as `run`. It gets the options as commander read them, and returns the exit code: 0,
 * or 1 for a failed call or check. The file of a command is loaded when the command runs.
 */
export type RunCommand = (
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  io: CommandIo,
) => Promise<number>;
