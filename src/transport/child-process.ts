import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HostedModule } from '../core/hosted-module.ts';
import { functionTimeout } from '../shared/failures.ts';
import type { WorkerCommand, WorkerEvent } from './child-process-worker.ts';
import { type Call, type CallResult, type Transport, TransportError } from './transport.ts';

/** Which module is called in processes of its own, and for how long in each. */
export interface ChildProcessSettings {
  readonly path: string;
  readonly connector?: string | undefined;
  /** After so many calls there is a new process. */
  readonly every: number;
  readonly onLog?: ((line: string) => void) | undefined;
}

/** What a process may take beyond the time of a call until it counts as held up, in milliseconds. */
const PATIENCE = 1000;

/**
 * Calls the functions of a module in another process, which is replaced by a new one after some calls: those under way
 * are answered first.
 * @throws TransportError where the module can't be loaded
 */
export async function openChildProcess(
  forking: ChildProcessSettings,
): Promise<Transport & { readonly host: HostedModule['host'] }> {
  let sandbox = startSandbox(forking);
  const { host } = await sandbox.loaded;
  const call = (sent: Call): Promise<CallResult> => {
    if (sandbox.calls === forking.every || sandbox.ending) {
      sandbox.retire();
      sandbox = startSandbox(forking);
    }
    return sandbox.call(sent);
  };
  return { host, call, close: async () => sandbox.retire() };
}

type Settle = (answered: CallResult) => void;

/** One process with the module loaded. */
class Sandbox {
  calls = 0;
  /** How it has ended, if it has. */
  ending = '';
  readonly loaded: Promise<{ host: HostedModule['host'] }>;
  readonly #child: ChildProcess;
  readonly #open = new Map<number, Settle>();
  #unanswered = 0;
  #retired = false;

  constructor({ path, connector, onLog }: ChildProcessSettings) {
    const child = fork(childPath(), { serialization: 'advanced', execArgv: [] });
    const { promise, resolve, reject } = Promise.withResolvers<{ host: HostedModule['host'] }>();
    child.on('message', (said: WorkerEvent) => {
      if (said.say === 'loaded') resolve(said);
      if (said.say === 'failed') reject(new TransportError(said.code, said.message, said.isMisuse));
      if (said.say === 'line') onLog?.(said.line);
      if (said.say === 'answered') this.#settle(said.id, said.answered);
    });
    child.on('exit', (code, signal) => {
      this.ending = `the process ended (${signal ?? `exit code ${code}`})`;
      reject(new TransportError('module_failed', `${path}: ${this.ending} while it was loaded`));
      this.#settleAll();
    });
    this.#child = child;
    this.loaded = promise;
    this.#tell({ tell: 'load', path, connector, hears: onLog !== undefined });
  }

  async call(call: Call): Promise<CallResult> {
    const id = ++this.calls;
    this.#unanswered += 1;
    try {
      await this.loaded;
      return await this.#ask(id, call);
    } finally {
      this.#unanswered -= 1;
      this.#endIfIdle();
    }
  }

  #ask(id: number, call: Call): Promise<CallResult> {
    const { promise, resolve } = Promise.withResolvers<CallResult>();
    const alarm = setTimeout(() => {
      this.#settle(id, { errors: [functionTimeout(call.address.function, call.timeout)] });
      this.#child.kill('SIGKILL');
    }, call.timeout + PATIENCE);
    this.#open.set(id, resolve);
    this.#tell({ tell: 'call', id, call });
    return promise.finally(() => clearTimeout(alarm));
  }

  /** Takes no further calls, and ends the process once those under way have been answered. */
  retire(): void {
    this.#retired = true;
    this.#endIfIdle();
  }

  #tell(told: WorkerCommand): void {
    // Where it can't be sent, the process has ended, and its end answers what is open.
    this.#child.send(told, () => {});
  }

  #settle(id: number, answered: CallResult): void {
    this.#open.get(id)?.(answered);
    this.#open.delete(id);
  }

  #settleAll(): void {
    for (const id of [...this.#open.keys()])
      this.#settle(id, { errors: [{ code: 'process_ended', message: this.ending }] });
  }

  #endIfIdle(): void {
    if (this.#retired && this.#unanswered === 0 && this.#child.connected) this.#child.disconnect();
  }
}

function startSandbox(forking: ChildProcessSettings): Sandbox {
  const sandbox = new Sandbox(forking);
  // Who calls hears of it; who only opened it did already.
  sandbox.loaded.catch(() => {});
  return sandbox;
}

/** Beside this file, or beside the bundle that this file has become a part of. */
function childPath(): string {
  const built = ['./', '../', '../../', './simulator/'].map((folder) => `${folder}child-process-worker.js`);
  const paths = ['./child-process-worker.ts', ...built].map((name) => fileURLToPath(new URL(name, import.meta.url)));
  return paths.find((path) => existsSync(path)) as string;
}
