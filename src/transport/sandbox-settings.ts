import type { LevelledLine } from '../core/logger.ts';
import type { WorkerOutput } from './worker-process.ts';

/** The module that a process loads, and where the lines of its functions go. */
export interface SandboxSettings {
  readonly path: string;
  readonly connector?: string | undefined;
  /** Whether all connectors of a module are hosted, as in a deployed handler. Default: the only or the named one. */
  readonly hostsAll?: boolean | undefined;
  /** Whether calls are checked against the contracts of their kinds. A bundle brings its own checker, or none. */
  readonly enforces?: boolean | undefined;
  /** Whether calls will be recorded or replayed: requests are then seen on connections of the module's loading too. */
  readonly records?: boolean | undefined;
  /** Whether the place where each function is written is looked for: in a process of their own alone. */
  readonly locates?: boolean | undefined;
  /** Gets each line that functions log by their call's logger. Default: the process's output. */
  readonly onLine?: ((line: LevelledLine) => void) | undefined;
  /** Gets each line that functions write to the console. Default: the process's output. */
  readonly onConsole?: ((line: string) => void) | undefined;
  /** The output of a process of their own. Default: `inherit`. */
  readonly output?: WorkerOutput | undefined;
  /** Milliseconds that the module may take to load in a process of its own. Default: 60,000. */
  readonly loadTime?: number | undefined;
}
