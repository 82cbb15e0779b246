import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { forwardLines } from './forward-lines.ts';
import { TransportError } from './transport.ts';

/** A process that takes commands and reports events, each an object with a `type`. */
export interface WorkerProcess<Command> {
  /** Sends a command. Where the process has ended, `ended` says so. */
  readonly send: (command: Command) => void;
  readonly kill: () => void;
  /** Ends the process once it has nothing more to send. */
  readonly disconnect: () => void;
  /** Resolves when the process has ended and its last event has come: `exit code 3`, `SIGKILL`. */
  readonly ended: Promise<string>;
}

/** The event of a command that has failed, as a TransportError has it. */
export interface CommandFailed {
  readonly type: 'failed';
  readonly code: string;
  readonly message: string;
  readonly isMisuse: boolean;
}

/** The event of a process that a function ends. */
export interface ExitCalled {
  readonly type: 'exitCalled';
  /** The call and its place: `process.exit(0) at file:///app/orders.ts:12:3`. */
  readonly by: string;
}

/**
 * Where the output of a process goes: where this one's goes, all of it to stderr, nowhere, or to a function line by
 * line. A process whose output is taken cannot read this one's stdin.
 */
export type WorkerOutput = 'inherit' | 'stderr' | 'ignore' | ((line: string) => void);

/** Milliseconds that a module may take to load: some fill a cache first. */
export const LOAD_TIME = 60_000;

/** The flags of Node that a worker has too. Others may start test runs, or listen on the port of this one's debugger. */
const KEPT = /^--(enable-source-maps|(max-.*|stack)-size)/;

const running = new Set<ChildProcess>();

/**
 * Starts a worker process. It does not outlive this one, unless this one is killed while the worker is blocked.
 * @param path the worker's file, which calls `serveCommands`
 */
export function startWorker<Command extends object, Event extends object>(
  path: string,
  onEvent: (event: Event) => void,
  output: WorkerOutput = 'inherit',
): WorkerProcess<Command> {
  const execArgv = process.execArgv.filter((flag) => KEPT.test(flag));
  const child = fork(path, { serialization: 'advanced', execArgv, stdio: toStdio(output) });
  const { promise: ended, resolve, reject } = Promise.withResolvers<string>();
  let exitCall = '';
  child.on('message', (event: Event | ExitCalled) => {
    if ('by' in event) exitCall = `, by ${event.by}`;
    else onEvent(event);
  });
  child.on('error', reject);
  const end = (code: number | null, signal: NodeJS.Signals | null) => {
    running.delete(child);
    resolve(signal ? describeSignal(signal) : `exit code ${code}${exitCall}`);
  };
  // At `exit` the last events may still be on their way: the channel closes after them.
  child.on('close', end);
  if (typeof output === 'function')
    for (const stream of [child.stdout, child.stderr]) forwardLines(stream as Readable, output);
  if (!process.listeners('exit').includes(killAll)) process.on('exit', killAll);
  running.add(child);
  return {
    send: (command) => void child.send(command, () => {}),
    kill: () => void child.kill('SIGKILL'),
    disconnect: () => {
      // Node emits no `close` then: what the process has written is read to its end all the same.
      child.once('exit', (code, signal) => void drain(child).then(() => end(code, signal)));
      if (child.connected) child.disconnect();
    },
    ended,
  };
}

/** Milliseconds for which output is read after its process has ended: another process may hold it open. */
const REST = 2000;

async function drain({ stdout, stderr }: ChildProcess): Promise<void> {
  const streams = [stdout, stderr].filter((stream) => stream !== null);
  const read = Promise.allSettled(streams.map((stream) => finished(stream)));
  await Promise.race([read, wait(REST, undefined, { ref: false })]);
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

function toStdio(output: WorkerOutput): ('inherit' | 'ignore' | 'pipe' | 'ipc' | 2)[] {
  if (output === 'inherit' || output === 'ignore') return [output, output, output, 'ipc'];
  return output === 'stderr' ? ['ignore', 2, 2, 'ipc'] : ['ignore', 'pipe', 'pipe', 'ipc'];
}

/** Node aborts where its heap is full. */
function describeSignal(signal: NodeJS.Signals): string {
  return signal === 'SIGABRT' ? 'SIGABRT: it had no memory left, most likely' : signal;
}

/** How long the answer of a worker is waited for. */
export interface Patience {
  /** Ends the process. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the answer. Default: 60,000. */
  readonly loadTime?: number | undefined;
}

/**
 * Sends one command about a file to a worker, whose output goes to stderr, and waits for its one answer.
 * @throws TransportError if the command fails, if the process ends before its answer, or if there is none in time
 */
export async function askWorker<Answer extends object>(
  worker: string,
  command: { readonly path: string },
  { signal, loadTime = LOAD_TIME }: Patience = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const onEvent = (event: Answer | CommandFailed) => {
    if ('isMisuse' in event) reject(new TransportError(event.code, event.message, event.isMisuse));
    else resolve(event);
  };
  const fail = (why: string) => reject(new TransportError('module_failed', `${command.path}: ${why}`));
  const { send, kill, ended } = startWorker(worker, onEvent, 'stderr');
  ended.then((ending) => fail(`the process ended (${ending}) while it was loaded`), reject);
  const alarm = setTimeout(() => fail(`was not loaded within ${loadTime / 1000} s`), loadTime);
  const stop = () => fail('the process was ended while it was loaded');
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  send(command);
  try {
    return await promise;
  } finally {
    clearTimeout(alarm);
    signal?.removeEventListener('abort', stop);
    kill();
  }
}
