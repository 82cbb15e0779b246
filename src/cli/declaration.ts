import type { Option } from 'commander';
import type { RunCommand } from './command.ts';

/** The declaration of a command: its file is loaded when the command runs. */
export interface Declaration {
  readonly usage: string;
  readonly summary: string;
  /** The part of its help below the summary. */
  readonly more?: string;
  /** Made lazily: a command line needs those of one command at most. */
  readonly options: () => readonly Option[];
  /** Command lines without the program's name. */
  readonly examples: readonly [string, ...string[]];
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}
