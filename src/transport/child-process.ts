import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HostedModule } from '../core/hosted-module.ts';
import { functionTimeout } from '../shared/failures.ts';
import type { WorkerCommand, WorkerEvent } from './child-process-worker.ts';
import { type Call, type CallResult, type Transport, TransportError } from './transport.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** The module that is called in processes of its own, and how many calls each process takes. */
export interface ChildProcessSettings {
  readonly path: string;
  readonly connector?: string | undefined;
  /** Calls after which a new process takes over. */
  readonly every: number;
  readonly onLog?: ((line: string) => void) | undefined;
}

/** Milliseconds beyond the time of a call, after which its process counts as blocked. */
const GRACE = 1000;

/**
 * Calls the functions of a module in another process. A new process takes over after some calls; the old one answers
 * the calls in flight first.
 * @throws TransportError where the module can't be loaded
 */
export async function openChildProcess(
  settings: ChildProcessSettings,
): Promise<Transport & { readonly host: HostedModule['host'] }> {
  let sandbox = new Sandbox(settings);
  const { host } = await sandbox.loaded;
  const call = (sent: Call): Promise<CallResult> => {
    if (sandbox.calls === settings.every || sandbox.ending) {
      sandbox.retire();
      sandbox = new Sandbox(settings);
    }
    return sandbox.call(sent);
  };
  return { host, call, close: async () => sandbox.retire() };
}

/** One process with the module loaded. */
class Sandbox {
  calls = 0;
  /** How the process has ended, if it has. */
  ending = '';
  readonly loaded: Promise<{ host: HostedModule['host'] }>;
  readonly #worker: WorkerProcess<WorkerCommand>;
  readonly #pending = new Map<number, (result: CallResult) => void>();
  #unanswered = 0;
  #retired = false;

  constructor({ path, connector, onLog }: ChildProcessSettings) {
    const { promise, resolve, reject } = Promise.withResolvers<{ host: HostedModule['host'] }>();
    this.#worker = startWorker(findWorker(), (event: WorkerEvent) => {
      if (event.type === 'loaded') resolve(event);
      if (event.type === 'failed') reject(new TransportError(event.code, event.message, event.isMisuse));
      if (event.type === 'line') onLog?.(event.line);
      if (event.type === 'result') this.#settle(event.id, event.result);
    });
    this.#worker.ended.then((ending) => {
      this.ending = `the process ended (${ending})`;
      reject(new TransportError('module_failed', `${path}: ${this.ending} while it was loaded`));
      this.#settleAll();
    }, reject);
    this.loaded = promise;
    // `call` passes the rejection on; a sandbox that nobody calls must not leave it unhandled.
    promise.catch(() => {});
    this.#worker.send({ type: 'load', path, connector, sendsLines: onLog !== undefined });
  }

  async call(call: Call): Promise<CallResult> {
    const id = ++this.calls;
    this.#unanswered += 1;
    try {
      await this.loaded;
      return await this.#send(id, call);
    } finally {
      this.#unanswered -= 1;
      this.#endIfIdle();
    }
  }

  #send(id: number, call: Call): Promise<CallResult> {
    const { promise, resolve } = Promise.withResolvers<CallResult>();
    const alarm = setTimeout(() => {
      this.#settle(id, { errors: [functionTimeout(call.address.function, call.timeout)] });
      this.#worker.kill();
    }, call.timeout + GRACE);
    this.#pending.set(id, resolve);
    this.#worker.send({ type: 'call', id, call });
    return promise.finally(() => clearTimeout(alarm));
  }

  /** Takes no further calls, and ends the process once the calls in flight have been answered. */
  retire(): void {
    this.#retired = true;
    this.#endIfIdle();
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
    if (this.#retired && this.#unanswered === 0) this.#worker.disconnect();
  }
}

/** Finds the worker beside this file, or beside the bundle that holds this file. */
function findWorker(): string {
  const built = ['./', '../', '../../', './simulator/'].map((folder) => `${folder}child-process-worker.js`);
  const paths = ['./child-process-worker.ts', ...built].map((name) => fileURLToPath(new URL(name, import.meta.url)));
  return paths.find((path) => existsSync(path)) as string;
}
