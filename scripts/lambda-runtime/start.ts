import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEnvironment, type FunctionSettings, nodeFlagsOf } from './environment.ts';
import { installRuntime } from './install.ts';

/** A function that can be invoked. The first invocation starts its process, and so does the one after a crash. */
export interface LambdaRuntime {
  /** For an AWS SDK client, with any credentials; the function's name is `function`. */
  readonly endpoint: string;
  /** All output of the function, its runtime client and the emulator so far. */
  logs(): string;
  /** The function's process; undefined before the first invocation. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const ATTEMPTS = 5;
const POLL_MS = 10;
const PATIENCE_MS = 10_000;

/** The descriptor that a quiet function's log lines are discarded through: its fourth, see `LOG_DESCRIPTOR`. */
const NOWHERE = openSync('/dev/null', 'w');

/**
 * Starts a function that listens on this machine only.
 * @throws Error with the emulator's own words if it does not start
 */
export async function startRuntime(settings: FunctionSettings): Promise<LambdaRuntime> {
  const tools = installRuntime();
  for (let attempt = 1; ; attempt++) {
    const [port, apiPort] = await freePorts();
    const child = spawn(
      tools.emulator,
      [
        ...['--runtime-interface-emulator-address', `${HOST}:${port}`],
        ...['--runtime-api-address', `${HOST}:${apiPort}`],
        ...['--log-level', 'error'],
        ...[tools.node[settings.node], ...nodeFlagsOf(settings), tools.client],
      ],
      {
        cwd: settings.folder,
        env: createEnvironment(settings),
        stdio: settings.quiet ? ['ignore', 'ignore', 'pipe', NOWHERE] : ['ignore', 'pipe', 'pipe'],
      },
    );
    const runtime = watch(child, `http://${HOST}:${port}`);
    const problem = await untilListening(child, port);
    if (!problem) return runtime;
    await runtime.stop();
    // Another process may take a port before the emulator does.
    if (attempt < ATTEMPTS && runtime.logs().includes('address already in use')) continue;
    throw new Error(`Starting the Runtime Interface Emulator for ${settings.folder}: ${problem}\n${runtime.logs()}`);
  }
}

function watch(child: ChildProcess, endpoint: string): LambdaRuntime {
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  const killAtExit = () => kill(child);
  process.once('exit', killAtExit);
  return {
    endpoint,
    logs: () => written,
    pid: () => (child.pid === undefined ? undefined : findChild(child.pid)),
    async stop() {
      process.removeListener('exit', killAtExit);
      const ended = isRunning(child) ? once(child, 'close') : undefined;
      kill(child);
      await ended;
    },
  };
}

// The emulator puts the function's process into a group of its own, and would leave it running.
function kill(child: ChildProcess): void {
  const inner = child.pid !== undefined && isRunning(child) ? findChild(child.pid) : undefined;
  if (inner !== undefined) killQuietly(inner);
  child.kill('SIGKILL');
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** The emulator has one child at a time; any of its threads may have started it. */
function findChild(pid: number): number | undefined {
  const tasks = `/proc/${pid}/task`;
  try {
    const children = readdirSync(tasks).map((task) => readFileSync(`${tasks}/${task}/children`, 'utf8').trim());
    const found = children.join(' ').trim();
    return found === '' ? undefined : Number(found.split(' ')[0]);
  } catch (error) {
    // The process, or one of its threads, ended meanwhile.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

async function untilListening(child: ChildProcess, port: number): Promise<string | undefined> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    if (failure) return failure.message;
    if (!isRunning(child))
      return `expected it to listen on port ${port}, found that it ended (${child.exitCode ?? child.signalCode}).`;
    if (await isListening(port)) return undefined;
    await sleep(POLL_MS);
  }
  return `expected it to listen on port ${port} within ${PATIENCE_MS} ms, found that it does not.`;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, HOST);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Finds two free ports; both are held at once, so that they differ. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports: number[] = [];
  for (const server of servers) {
    await once(server.listen(0, HOST), 'listening');
    ports.push((server.address() as { port: number }).port);
  }
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports as [number, number];
}
