import type { ModuleSummary } from '../transport/load-module.ts';
import type { Sandbox } from '../transport/sandbox.ts';
import type { Call, CallResult } from '../transport/transport.ts';
import type { ModuleBuild } from './module-builder.ts';

/** Starts a process that loads the file at a path. */
export type StartSandbox = (path: string) => Sandbox;

/** One build, in the process that answers its calls. Another process takes over where a function has ended it. */
export class RunningBuild {
  readonly build: ModuleBuild;
  readonly #start: StartSandbox;
  #sandbox: Sandbox;

  constructor(build: ModuleBuild, start: StartSandbox) {
    this.build = build;
    this.#start = start;
    this.#sandbox = this.#open();
  }

  /** The facts about the module. Rejects with a TransportError where it cannot be loaded. */
  get loaded(): Promise<ModuleSummary> {
    return this.#sandbox.loaded;
  }

  /** The process that answers now. */
  get sandbox(): Sandbox {
    return this.#sandbox;
  }

  /** Rejects with a TransportError where a process that takes over cannot load the module. */
  call(call: Call): Promise<CallResult> {
    if (this.#sandbox.ending) this.#sandbox = this.#open();
    return this.#sandbox.call(call);
  }

  /** Takes no further calls, and ends once those in flight have been answered. */
  retire(): void {
    this.#sandbox.retire();
  }

  /** Ends at once. */
  close(): Promise<void> {
    return this.#sandbox.close();
  }

  #open(): Sandbox {
    const { path, remove } = this.build.place();
    const sandbox = this.#start(path);
    sandbox.loaded.then(remove, remove);
    return sandbox;
  }
}
