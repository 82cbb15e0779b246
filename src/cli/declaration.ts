import type { CommandSummary, RunCommand } from './command.ts';

/** The declaration of a command: its file is loaded when the command runs. */
export interface Declaration extends CommandSummary {
  /** The part of its help below the summary. */
  readonly more?: string;
  /** Command lines without the program's name. */
  readonly examples: readonly [string, ...string[]];
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}
