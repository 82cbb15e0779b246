import { AsyncLocalStorage } from 'node:async_hooks';
import { functionTimeout } from '../../shared/failures.ts';
import { INTERRUPTED } from '../../transport/interruptible.ts';
import { TransportError } from '../../transport/transport.ts';
import { logAtPosition } from '../report/log-place.ts';
import { countLines, readOutcomes } from './read-outcomes.ts';
import type { ScriptCalls, ScriptResult } from './script-call.ts';
import type { LoadedScript, OutcomeSlice } from './script-context.ts';
import { type ScriptProcess, startScriptProcess } from './script-process.ts';
import type { ScriptEvent } from './script-worker.ts';

/** Milliseconds beyond the time of a call, after which its process counts as blocked. */
const GRACE = 1000;

const LOST = 'the module variables of all scripts were lost with their process';

/** Calls of a function that exists. */
export interface ScriptCallBatch extends Omit<ScriptCalls, 'script' | 'function'> {
  readonly script: LoadedScript & { readonly id: string };
  readonly function: string;
}

interface PendingBatch extends ScriptCallBatch {
  /** Does some work in the asynchronous context in which the batch was called. */
  readonly inContext: ReturnType<typeof AsyncLocalStorage.snapshot>;
  readonly results: ScriptResult[];
  readonly resolve: (results: readonly ScriptResult[]) => void;
  readonly reject: (error: TransportError) => void;
}

/** What a queue reports to, and what ends it. */
export interface ScriptQueueSettings {
  readonly onConsole: ((line: string, script: string) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends batches of calls to the process of hosted scripts, which makes them in their order. A process that is blocked,
 * or that ends, fails the batch that it was at; the others go to a new process.
 */
export class ScriptQueue {
  readonly #api: string;
  readonly #settings: ScriptQueueSettings;
  readonly #pending: PendingBatch[] = [];
  readonly #loaded = new Set<string>();
  #process: ScriptProcess | undefined;
  #starting: Promise<void> | undefined;
  #stopped: TransportError | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #batches = 0;

  /** @param api JSON of a ScriptApi */
  constructor(api: string, settings: ScriptQueueSettings) {
    this.#api = api;
    this.#settings = settings;
  }

  /** @throws TransportError if the process cannot be started, or if the signal is aborted */
  async open(): Promise<void> {
    const { signal } = this.#settings;
    signal?.addEventListener('abort', this.#interrupt);
    if (signal?.aborted) this.#interrupt();
    else await this.#start();
    if (this.#stopped) throw this.#stopped;
  }

  /** @throws TransportError if the process cannot be started, or if the queue is closed or interrupted meanwhile */
  call(batch: ScriptCallBatch): Promise<readonly ScriptResult[]> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    const { promise, resolve, reject } = Promise.withResolvers<readonly ScriptResult[]>();
    const pending: PendingBatch = { ...batch, inContext: AsyncLocalStorage.snapshot(), results: [], resolve, reject };
    this.#pending.push(pending);
    if (this.#process) this.#send(this.#process, pending);
    if (this.#pending.length === 1) this.#arm();
    return promise;
  }

  /** Ends the process now. Calls in flight reject. */
  async close(): Promise<void> {
    const process = this.#process;
    this.#stop(new TransportError('process_ended', 'the scripts were closed'));
    await this.#starting;
    await process?.ended;
  }

  readonly #interrupt = () => {
    this.#stop(new TransportError(INTERRUPTED, 'the run was interrupted before the script answered'));
  };

  #stop(why: TransportError): void {
    this.#stopped ??= why;
    this.#settings.signal?.removeEventListener('abort', this.#interrupt);
    clearTimeout(this.#alarm);
    this.#process?.kill();
    this.#process = undefined;
    for (const { reject } of this.#pending.splice(0)) reject(why);
  }

  /** Starts a process, and sends it what waits. */
  #start(): Promise<void> {
    this.#starting = this.#startProcess().catch((error: TransportError) => this.#stop(error));
    return this.#starting;
  }

  async #startProcess(): Promise<void> {
    const process = await startScriptProcess(this.#api, (event) => {
      if (process === this.#process) this.#take(event);
    });
    if (this.#stopped) {
      process.kill();
      await process.ended;
      return;
    }
    this.#process = process;
    this.#loaded.clear();
    process.ended.then((ending) => {
      if (process === this.#process) this.#abandon('process_ended', `the process of the scripts ended (${ending})`);
    });
    for (const batch of this.#pending) this.#send(process, batch);
    this.#arm();
  }

  #send({ send }: ScriptProcess, { script, reference, function: name, options, timeout }: PendingBatch): void {
    const { id, ...loaded } = script;
    if (!this.#loaded.has(id)) send({ type: 'load', script: id, ...loaded });
    this.#loaded.add(id);
    this.#batches += 1;
    const batch = { function: name, options: `[${options.join(',')}]`, timeout };
    send({ type: 'call', id: this.#batches, script: id, reference, ...batch });
  }

  #take(event: ScriptEvent): void {
    if (event.type === 'failed') this.#abandon(event.code, event.message);
    if (event.type === 'outcomes') this.#settle(event);
  }

  #settle(slice: OutcomeSlice): void {
    const batch = this.#pending[0] as PendingBatch;
    const before = batch.results.length;
    for (const result of readOutcomes(slice)) batch.results.push(result);
    if (slice.lines) batch.inContext(() => this.#report(batch.script.id, before, slice));
    if (slice.isLast) {
      this.#pending.shift();
      batch.resolve(batch.results);
    }
    this.#arm();
  }

  /** Reports console lines, each with the call that wrote it. */
  #report(script: string, before: number, slice: OutcomeSlice): void {
    const { onConsole } = this.#settings;
    if (!onConsole) return;
    const lines: string[] = JSON.parse(slice.lines);
    const say = (own: readonly string[]) => own.forEach((line) => void onConsole(line, script));
    for (const [at, count] of countLines(slice).entries()) {
      const own = lines.splice(0, count);
      if (own.length > 0) logAtPosition(before + at, () => say(own));
    }
    // An interrupted call may have been counted without its last lines.
    say(lines);
  }

  /** Fails the batch that the process is at, and starts another process for the others. */
  #abandon(code: string, message: string): void {
    const batch = this.#pending.shift();
    if (!batch) {
      // Later calls would not know that the module variables are lost.
      this.#stop(new TransportError(code, `${message}; ${LOST}`));
      return;
    }
    clearTimeout(this.#alarm);
    const ended = this.#process;
    this.#process = undefined;
    ended?.kill();
    const { results, options, resolve } = batch;
    const failure: ScriptResult = { errors: [{ code, message: `${message}; ${LOST}` }] };
    resolve([...results, ...options.slice(results.length).map(() => failure)]);
    this.#start();
  }

  /** Watches the batch that the process is at: each slice of its outcomes has as long as one call. */
  #arm(): void {
    clearTimeout(this.#alarm);
    const batch = this.#pending[0];
    if (!batch || !this.#process) return;
    const { timeout, results, function: name } = batch;
    const count = results.length;
    this.#alarm = setTimeout(() => {
      // Where this process was busy itself, the outcomes may have come already.
      setImmediate(() => {
        if (batch !== this.#pending[0] || results.length !== count) return;
        this.#abandon('function_timeout', functionTimeout(name, timeout).message);
      });
    }, timeout + GRACE);
  }
}
