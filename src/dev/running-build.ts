import type { Sandbox } from '../transport/sandbox.ts';
import type { Call, CallResult } from '../transport/transport.ts';
import { toBuildError } from './load-error.ts';
import { BuildFailure, type ModuleBuild } from './module-builder.ts';

/** Starts a process that loads the file at a path. */
export type StartSandbox = (path: string) => Sandbox;

/** One build, in the process that answers its calls. Another process takes over where a function has ended it. */
export class RunningBuild {
  readonly build: ModuleBuild;
  readonly #start: StartSandbox;
  #sandbox: Sandbox;
  #placed = '';

  constructor(build: ModuleBuild, start: StartSandbox) {
    this.build = build;
    this.#start = start;
    this.#sandbox = this.#open();
  }

  /** Resolves once calls are answered. Rejects with a BuildFailure where the module cannot be loaded. */
  get loaded(): Promise<unknown> {
    return this.#sandbox.loaded.catch((thrown) => this.#fail(thrown));
  }

  /** The process that answers now. */
  get sandbox(): Sandbox {
    return this.#sandbox;
  }

  /** Rejects with a BuildFailure where a process that takes over cannot load the module. */
  call(call: Call): Promise<CallResult> {
    if (this.#sandbox.ending) this.#sandbox = this.#open();
    return this.#sandbox.call(call).catch((thrown) => this.#fail(thrown));
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
    this.#placed = path;
    const sandbox = this.#start(path);
    sandbox.loaded.then(remove, remove);
    return sandbox;
  }

  #fail(thrown: unknown): never {
    throw new BuildFailure(toBuildError((thrown as Error).message, this.#placed, this.build.module));
  }
}
