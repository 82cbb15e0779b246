import { findWorker } from '../../transport/find-worker.ts';
import { TransportError } from '../../transport/transport.ts';
import { LOAD_TIME, startWorker, type WorkerOutput, type WorkerProcess } from '../../transport/worker-process.ts';
import type { RecordOutcome } from './record-module.ts';
import type { RecordCommand, RecordEvent } from './record-module-worker.ts';

/** A process with a module of records loaded. */
export class RecordProcess {
  /** Rejects with a TransportError that begins with the path. */
  readonly loaded: Promise<void>;
  /** The reason why no call can be made, if there is one. */
  ending = '';
  readonly #worker: WorkerProcess<RecordCommand>;
  readonly #pending = new Map<number, PromiseWithResolvers<readonly RecordOutcome[]>>();
  #calls = 0;

  /** @param loadTime the milliseconds that the module may take to load */
  constructor(path: string, output: WorkerOutput | undefined, loadTime = LOAD_TIME) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onEvent = (event: RecordEvent) => {
      if (event.type === 'loaded') resolve();
      else if (event.type === 'failed') reject(new TransportError(event.code, event.message, event.isMisuse));
      else this.#pending.get(event.id)?.resolve(event.outcomes);
    };
    this.#worker = startWorker(findWorker('record-module-worker', import.meta.url), onEvent, output);
    const alarm = setTimeout(() => this.kill(`was not loaded within ${loadTime / 1000} s`), loadTime);
    void this.#worker.ended.then((how) => {
      this.ending ||= `the process ended (${how})`;
      const failure = new TransportError('process_ended', `${path}: ${this.ending}`);
      reject(failure);
      for (const call of this.#pending.values()) call.reject(failure);
    });
    this.loaded = promise.finally(() => clearTimeout(alarm));
    // `call` passes the rejection on.
    this.loaded.catch(() => {});
    this.#worker.send({ type: 'load', path });
  }

  /**
   * Calls the function of the module with each record, given as JSON.
   * @throws TransportError if the module can't be loaded, or if the process ends
   */
  async call(records: readonly string[]): Promise<readonly RecordOutcome[]> {
    const id = ++this.#calls;
    const answered = Promise.withResolvers<readonly RecordOutcome[]>();
    // Where the module is not loaded, nobody waits for it.
    answered.promise.catch(() => {});
    this.#pending.set(id, answered);
    try {
      await this.loaded;
      this.#worker.send({ type: 'call', id, records });
      return await answered.promise;
    } finally {
      this.#pending.delete(id);
    }
  }

  /** Ends the process: calls in flight fail. */
  kill(why: string): void {
    this.ending ||= why;
    this.#worker.kill();
  }

  /** Resolves once the process has ended. */
  async close(): Promise<void> {
    this.kill('the process was ended: it was closed');
    await this.#worker.ended;
  }
}
