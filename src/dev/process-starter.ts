import type { LevelledLine } from '../core/logger.ts';
import { type PreparedProcess, prepareProcess, Sandbox } from '../transport/sandbox.ts';

/** How the processes of a module run. */
export interface ProcessSettings {
  /** The connector among several; a module without connectors is hosted as this one. */
  readonly connector?: string | undefined;
  /** Whether a call fails that breaks the contract of its kind. */
  readonly enforces: boolean;
  /** The port of the debugger, which each process takes over from the one before. Default: no debugger. */
  readonly inspectPort?: number | undefined;
  /** Milliseconds that a module may take to load. Default: 60,000. */
  readonly loadTime?: number | undefined;
  /** Gets each line that functions log, and each that the process writes. */
  readonly onOutput: (line: string) => void;
}

/** Starts the processes of a module. One is always started ahead: that takes longer than most modules take to load. */
export class ProcessStarter {
  readonly #settings: ProcessSettings;
  #spare: PreparedProcess | undefined;

  constructor(settings: ProcessSettings) {
    this.#settings = settings;
    this.prepare();
  }

  /** Starts the next process ahead, if there is none. */
  prepare(): void {
    if (this.#spare) return;
    const spare = prepareProcess(this.#settings.onOutput);
    this.#spare = spare;
    const drop = () => {
      if (this.#spare === spare) this.#spare = undefined;
    };
    spare.worker.ended.then(drop, drop);
  }

  /** Starts a process that loads a file. @param before the process that has the debugger's port */
  start(path: string, before: Sandbox | undefined): Sandbox {
    const { inspectPort, onOutput, ...sandboxed } = this.#settings;
    const spare = this.#spare ?? prepareProcess(onOutput);
    this.#spare = undefined;
    const onLine = (line: LevelledLine) => onOutput(JSON.stringify(line));
    const sandbox = new Sandbox({ ...sandboxed, path, hostsAll: true, records: true, onLine, output: onOutput }, spare);
    if (inspectPort !== undefined) {
      const free = before ? before.closeDebugger() : Promise.resolve();
      free.then(() => sandbox.openDebugger(inspectPort));
    }
    return sandbox;
  }

  async close(): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    spare?.worker.kill();
    await spare?.worker.ended;
  }
}
