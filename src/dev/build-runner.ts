import { buildFailed } from '../shared/failures.ts';
import type { Call, CallResult } from '../transport/transport.ts';
import type { BuildError, BuildFeed, BuildState, LoadPatience } from './build-state.ts';
import { type FileWatch, waitForQuiet, watchSources } from './file-watch.ts';
import { BuildFailure, formatBuildError, type ModuleBuild, type ModuleBuilder } from './module-builder.ts';
import { type ProcessSettings, ProcessStarter } from './process-starter.ts';
import { RunningBuild } from './running-build.ts';
import { noticeSlowLoad } from './slow-load.ts';
import { readStamps } from './source-files.ts';

/** The result of a call, and the build that answered it. */
export interface BuildAnswer {
  readonly result: CallResult;
  /** Missing where no build could answer. */
  readonly build?: string;
}

/** Milliseconds after which a module that is still loading gives way to a newer save. */
const PATIENCE = 1000;

/** Milliseconds that a failed build may take to be tried again for each call. */
const QUICK = 2000;

/**
 * Runs the newest build of a module. A save makes a new one, in a process of its own: calls in flight finish on the old
 * one, and new calls wait for the new one. While a build is broken, calls are answered with its error.
 */
export class BuildRunner implements BuildFeed {
  readonly #builder: ModuleBuilder;
  readonly #starter: ProcessStarter;
  readonly #patience: LoadPatience;
  readonly #watch: FileWatch;
  readonly #listeners = new Set<() => void>();
  #state: BuildState = { status: 'building' };
  #running: RunningBuild | undefined;
  /** The retired builds with calls in flight. */
  readonly #retired = new Set<RunningBuild>();
  #files: readonly string[] = [];
  #stamps = '';
  /** Milliseconds that the last build took. */
  #took = 0;
  /** The number of saves, and the number of those that the last build has seen. */
  #wanted = 1;
  #done = 0;
  #waiting: { readonly until: number; readonly resolve: () => void }[] = [];
  #newer = Promise.withResolvers<void>();
  #turn: Promise<void> | undefined;
  #isClosed = false;

  constructor(builder: ModuleBuilder, { noticeAfter, ...settings }: ProcessSettings & LoadPatience) {
    this.#builder = builder;
    this.#patience = { noticeAfter, loadTime: settings.loadTime };
    this.#starter = new ProcessStarter(settings);
    const onSave = (path: string, isOther: boolean) => {
      if (isOther || this.#state.status !== 'ready' || this.#files.includes(path)) this.#renew();
    };
    this.#watch = watchSources(builder.folder, onSave, () => {
      if (this.#isStale()) this.#renew();
    });
    this.#turn = this.#work();
  }

  current(): BuildState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Waits until the first build, and every one for a save until now, is ready or broken. */
  async settle(): Promise<void> {
    await this.#reach(this.#wanted);
  }

  /** Calls a function of the newest build. Never rejects. */
  async call(call: Call): Promise<BuildAnswer> {
    // Packages may have been installed, or a file may be there now, since the build failed.
    const mayBeMended = this.#state.status === 'broken' && this.#took < QUICK;
    if (this.#done > 0 && (mayBeMended || this.#isStale())) this.#renew();
    await this.settle();
    const running = this.#running;
    if (!running) return { result: { errors: [toProblem(this.#state.error)] } };
    const build = running.build.id;
    try {
      return { result: await running.call(call), build };
    } catch (thrown) {
      return { result: { errors: [toProblem(readError(thrown))] }, build };
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#newer.resolve();
    await this.#watch.close();
    await this.#turn;
    await Promise.all([...this.#retired, this.#running].map((one) => one?.close()));
    await this.#starter.close();
    await this.#builder.close();
  }

  #isStale(): boolean {
    return readStamps(this.#files) !== this.#stamps;
  }

  #renew(): void {
    this.#wanted += 1;
    this.#newer.resolve();
    this.#turn ??= this.#work();
  }

  #reach(until: number): Promise<void> {
    if (this.#done >= until) return Promise.resolve();
    return new Promise((resolve) => void this.#waiting.push({ until, resolve }));
  }

  async #work(): Promise<void> {
    while (this.#done < this.#wanted && !this.#isClosed) {
      const began = Date.now();
      if (this.#state.status === 'ready') this.#show({ ...this.#state, status: 'building' });
      await waitForQuiet(this.#files);
      const seen = this.#wanted;
      this.#newer = Promise.withResolvers();
      if (await this.#tryBuild()) this.#finish(seen, began);
    }
    this.#turn = undefined;
    if (this.#isClosed) this.#finish(this.#wanted, 0);
  }

  #finish(seen: number, began: number): void {
    this.#done = seen;
    this.#took = Date.now() - began;
    const reached = this.#waiting.filter(({ until }) => until <= seen);
    this.#waiting = this.#waiting.filter(({ until }) => until > seen);
    for (const { resolve } of reached) resolve();
  }

  /** Makes a build and has it answer. Returns false where it gives way to a newer save. */
  async #tryBuild(): Promise<boolean> {
    let next: RunningBuild | undefined;
    try {
      const build = await this.#makeBuild();
      if (this.#running?.build.id === build.id) return this.#settleOn(this.#running);
      next = new RunningBuild(build, (path) => this.#starter.start(path, this.#running?.sandbox));
      const isGiven = await this.#givesWay(next);
      if (this.#isClosed || isGiven || !build.isCurrent()) {
        await next.close();
        return this.#isClosed;
      }
      this.#retire();
      return this.#settleOn(next);
    } catch (thrown) {
      await next?.close();
      this.#retire();
      this.#show({ status: 'broken', error: readError(thrown) });
      return true;
    }
  }

  /** Whether a build gives way to a newer save while it loads. Shows that it loads, where that takes long. */
  async #givesWay({ build, loaded }: RunningBuild): Promise<boolean> {
    const show = (notice: string) => this.#show({ status: 'building', notice });
    const end = noticeSlowLoad(build.module, this.#patience, show);
    try {
      return await isSuperseded(loaded, this.#newer.promise);
    } finally {
      end();
    }
  }

  #settleOn(running: RunningBuild): true {
    this.#running = running;
    this.#show({ status: 'ready', build: running.build.id });
    this.#starter.prepare();
    return true;
  }

  /** Builds until no file has changed meanwhile. */
  async #makeBuild(): Promise<ModuleBuild> {
    for (;;) {
      const before = readStamps(this.#files);
      this.#stamps = before;
      try {
        const build = await this.#builder.build();
        this.#files = build.files;
        this.#watch.add(build.files);
        this.#stamps = readStamps(build.files);
        if (this.#stamps === before) return build;
      } catch (thrown) {
        if (readStamps(this.#files) === before) throw thrown;
      }
    }
  }

  #retire(): void {
    const old = this.#running;
    this.#running = undefined;
    if (!old) return;
    this.#retired.add(old);
    old.retire();
    old.sandbox.ended.then(() => this.#retired.delete(old));
  }

  #show(state: BuildState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether a module is still loading after a second, and a file has been saved since. */
async function isSuperseded(loaded: Promise<unknown>, newer: Promise<void>): Promise<boolean> {
  const patience = new Promise<void>((resolve) => void setTimeout(resolve, PATIENCE).unref());
  const given = Promise.all([newer, patience]).then(() => true);
  return Promise.race([loaded.then(() => false), given]);
}

/** Reads the error of a build. A file or a process that cannot be made has none with a place. */
function readError(thrown: unknown): BuildError {
  return thrown instanceof BuildFailure ? thrown.error : { message: (thrown as Error).message };
}

function toProblem(error: BuildError | undefined) {
  return buildFailed(formatBuildError(error ?? { message: 'the server is stopping' }));
}
