import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { functionTimeout } from '../shared/failures.ts';
import type { WorkerCommand, WorkerEvent } from './child-process-worker.ts';
import { findWorker } from './find-worker.ts';
import type { ModuleSummary } from './load-module.ts';
import type { SandboxSettings } from './sandbox-settings.ts';
import { type Call, type CallResult, TransportError } from './transport.ts';
import { LOAD_TIME, startWorker, type WorkerOutput, type WorkerProcess } from './worker-process.ts';

/** Milliseconds beyond the time of a call, after which its process counts as blocked. */
const GRACE = 1000;

/** The same for a recorded call: its trace is made behind it. */
const TRACE_GRACE = 10_000;

/** Milliseconds in which a retired process may still write what it has. */
const REST = 6000;

/** A process that waits for its module. */
export interface PreparedProcess {
  readonly worker: WorkerProcess<WorkerCommand>;
  /** Has its events go to the sandbox that takes it. */
  readonly listen: (listener: (event: WorkerEvent) => void) => void;
}

/** Starts a process ahead of its module: the start takes longer than most modules take to load. */
export function prepareProcess(output?: WorkerOutput): PreparedProcess {
  // A process says nothing before it is told which module to load.
  let notify: (event: WorkerEvent) => void;
  const worker = startWorker<WorkerCommand, WorkerEvent>(
    findWorker('child-process-worker', import.meta.url),
    (event) => notify(event),
    output,
  );
  return {
    worker,
    listen: (listener) => {
      notify = listener;
    },
  };
}

/** One process with the module loaded. */
export class Sandbox {
  calls = 0;
  /** The reason why no call can be made, if there is one. */
  ending = '';
  readonly loaded: Promise<ModuleSummary>;
  readonly #worker: WorkerProcess<WorkerCommand>;
  readonly #pending = new Map<number, (result: CallResult) => void>();
  /** The asynchronous contexts of the calls in flight, which their lines are reported in. */
  readonly #contexts = new Map<number, ReturnType<typeof AsyncLocalStorage.snapshot>>();
  readonly #debuggerMoved: (() => void)[] = [];
  /** Whether what it writes comes through this process. */
  readonly #isRead: boolean;
  #unanswered = 0;
  #retired = false;

  /** @param prepared a process that was started with the same `output`. Default: a new one */
  constructor(settings: SandboxSettings, prepared = prepareProcess(settings.output)) {
    const {
      path,
      connector,
      hostsAll,
      enforces,
      records,
      locates,
      onLine,
      onConsole,
      output,
      loadTime = LOAD_TIME,
    } = settings;
    this.#isRead = typeof output === 'function';
    const { promise, resolve, reject } = Promise.withResolvers<ModuleSummary>();
    const onEvent = (event: WorkerEvent) => {
      if (event.type === 'loaded') resolve(event);
      if (event.type === 'failed') reject(new TransportError(event.code, event.message, event.isMisuse));
      if (event.type === 'line') this.#inContext(event.id, () => onLine?.(event.line));
      if (event.type === 'console') this.#inContext(event.id, () => onConsole?.(event.line));
      if (event.type === 'result') this.#settle(event.id, event.result);
      if (event.type === 'debugger') this.#debuggerMoved.shift()?.();
    };
    prepared.listen(onEvent);
    this.#worker = prepared.worker;
    const alarm = setTimeout(() => {
      reject(new TransportError('module_failed', `${path}: was not loaded within ${loadTime / 1000} s`));
      this.#kill('blocked while it was loaded');
    }, loadTime);
    this.#worker.ended.then((ending) => {
      this.ending ||= `the process ended (${ending})`;
      reject(new TransportError('module_failed', `${path}: ${this.ending} while it was loaded`));
      this.#settleAll();
    }, reject);
    this.loaded = promise.finally(() => clearTimeout(alarm));
    // `call` passes the rejection on; a sandbox that nobody calls must not leave it unhandled.
    this.loaded.catch(() => {});
    const sends = { lines: !!onLine, console: !!onConsole };
    this.#worker.send({ type: 'load', path, connector, hostsAll, enforces, records, locates, sends });
  }

  async call(call: Call): Promise<CallResult> {
    const id = ++this.calls;
    this.#unanswered += 1;
    this.#contexts.set(id, AsyncLocalStorage.snapshot());
    try {
      await this.loaded;
      return await this.#send(id, call);
    } finally {
      this.#unanswered -= 1;
      this.#contexts.delete(id);
      this.#endIfIdle();
    }
  }

  /** Resolves once the process has ended. */
  get ended(): Promise<unknown> {
    return this.#worker.ended;
  }

  /** Opens a debugger's port in the process. Node names it on stderr, or says why it cannot. */
  openDebugger(port: number): Promise<void> {
    return this.#moveDebugger(port);
  }

  /** Gives the debugger's port up. Resolves once it is free: not before a paused function goes on. */
  closeDebugger(): Promise<void> {
    return this.#moveDebugger(undefined);
  }

  async #moveDebugger(port: number | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#debuggerMoved.push(resolve);
    this.#worker.send({ type: 'debugger', port });
    await Promise.race([promise, this.#worker.ended]);
  }

  #send(id: number, call: Call): Promise<CallResult> {
    const { promise, resolve } = Promise.withResolvers<CallResult>();
    const alarm = setTimeout(
      () => {
        this.#settle(id, { errors: [functionTimeout(call.address.function, call.timeout)], isBlocked: true });
        this.#kill(`${call.address.function} blocked it beyond its timeout`);
      },
      call.timeout + (call.records ? TRACE_GRACE : GRACE),
    );
    this.#pending.set(id, resolve);
    this.#worker.send({ type: 'call', id, call });
    return promise.finally(() => clearTimeout(alarm));
  }

  /** Takes no further calls, and ends the process once the calls in flight have been answered. */
  retire(): void {
    this.#retired = true;
    this.#endIfIdle();
  }

  /**
   * Ends the process: calls in flight are not waited for, nor is what functions have left running. One that is idle, and
   * whose output comes through this process, ends by itself after what it has written.
   */
  async close(): Promise<void> {
    if (this.#unanswered === 0 && this.#isRead) {
      this.ending ||= 'the process was ended: it was closed';
      this.#worker.disconnect();
      await Promise.race([this.#worker.ended, wait(GRACE, undefined, { ref: false })]);
    }
    this.#kill('it was closed');
    await this.#worker.ended;
  }

  #kill(why: string): void {
    this.ending ||= `the process was ended: ${why}`;
    this.#worker.kill();
  }

  #inContext(id: number | undefined, report: () => void): void {
    const run = this.#contexts.get(id ?? 0);
    if (run) run(report);
    else report();
  }

  #settle(id: number, result: CallResult): void {
    this.#pending.get(id)?.(result);
    this.#pending.delete(id);
  }

  #settleAll(): void {
    for (const id of [...this.#pending.keys()])
      this.#settle(id, { errors: [{ code: 'process_ended', message: this.ending }] });
  }

  #endIfIdle(): void {
    if (!this.#retired || this.#unanswered > 0) return;
    this.#worker.disconnect();
    // A function may block the process after its answer.
    setTimeout(() => this.#worker.kill(), REST).unref();
  }
}
