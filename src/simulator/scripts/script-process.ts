import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { findWorker } from '../../transport/find-worker.ts';
import { TransportError } from '../../transport/transport.ts';
import { LOAD_TIME } from '../../transport/worker-process.ts';
import type { ScriptCommand, ScriptEvent } from './script-worker.ts';

/** The process of hosted scripts. */
export interface ScriptProcess {
  readonly send: (command: ScriptCommand) => void;
  readonly kill: () => void;
  /** Resolves when the process has ended and its last event has come: `exit code 3`, `SIGKILL`. */
  readonly ended: Promise<string>;
}

/** The flags of Node for memory, which this process has too. */
const KEPT_FLAGS = /^--(max-.*|stack)-size/;

/** The variables that Node itself needs. Others may hold secrets. */
const KEPT_VARIABLES = /^SystemRoot$/i;

const running = new Set<ChildProcess>();

/**
 * Starts the process of hosted scripts. It can read its own files, and nothing else: no other files, no processes, no
 * workers, no add-ons. Its time zone is UTC, so that a run is the same on every machine.
 * @throws TransportError if it cannot be started, as on a Node before 22.13
 */
export async function startScriptProcess(api: string, onEvent: (event: ScriptEvent) => void): Promise<ScriptProcess> {
  const path = findWorker('script-worker', import.meta.url);
  const child = fork(path, {
    serialization: 'advanced',
    execArgv: [...listPermissions(path), ...process.execArgv.filter((flag) => KEPT_FLAGS.test(flag))],
    env: { TZ: 'UTC', ...pickVariables(process.env) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  const opened = Promise.withResolvers<void>();
  let errors = '';
  (child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  child.on('message', (event: ScriptEvent) => {
    if (event.type === 'opened') opened.resolve();
    else onEvent(event);
  });
  child.on('error', (error) => resolve(error.message));
  // At `exit` the last events may still be on their way: the channel closes after them.
  child.on('close', (code, signal) => {
    running.delete(child);
    resolve(signal ?? `exit code ${code}`);
  });
  ended.then((ending) => opened.reject(new TransportError('module_failed', describeStart(ending, errors))));
  if (!process.listeners('exit').includes(killAll)) process.on('exit', killAll);
  running.add(child);
  const kill = () => void child.kill('SIGKILL');
  const send = (command: ScriptCommand) => void child.send(command, () => {});
  const alarm = setTimeout(kill, LOAD_TIME);
  send({ type: 'open', api });
  await opened.promise.finally(() => clearTimeout(alarm));
  return { send, kill, ended };
}

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Words the failure of a start. Node says on stderr what it does not like. */
function describeStart(ending: string, errors: string): string {
  return `the process of hosted scripts ended (${ending}) before it was ready; it needs Node 22.13 or later: ${errors}`;
}

function pickVariables(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(all).filter(([name]) => KEPT_VARIABLES.test(name)));
}

/**
 * Lists the flags of Node's permission model. The worker of a bundle reads its own folder; from sources, it imports from
 * the whole repository.
 */
export function listPermissions(worker: string): string[] {
  const folder = worker.endsWith('.ts') ? fileURLToPath(new URL('../../../', import.meta.url)) : dirname(worker);
  return [
    '--permission',
    `--allow-fs-read=${folder.replace(/[\\/]$/, '')}/*`,
    '--disallow-code-generation-from-strings',
  ];
}
