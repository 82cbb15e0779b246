import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { CliError } from '../../cli-error.ts';
import { type CommandSurroundings, createEnvironment } from './command-environment.ts';

/** A command line that a tool runs. */
export interface CommandLine {
  /** Without the program's name, and without `--json`. */
  readonly args: readonly string[];
  /** The text of its stdin. */
  readonly input?: string | undefined;
  /** Whether functions may open connections and start processes. */
  readonly reachesNetwork?: boolean | undefined;
}

/** What a command has printed, and its exit code. */
export interface CommandOutput {
  readonly code: number;
  readonly out: string;
  /** The end of its stderr. */
  readonly err: string;
}

/** How commands are run. */
export interface CommandSettings extends CommandSurroundings {
  /** The file of the command line. */
  readonly program: string;
  /** Milliseconds that a command has. */
  readonly deadline: number;
}

/** The most bytes of an answer: an assistant cannot read more by far. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The most characters of stderr that are kept: its end says why a command failed. */
const MOST_SAID = 4000;

/** Milliseconds in which a command ends its own processes before they are all killed. */
const GRACE = 2000;

const running = new Set<ChildProcess>();

/** Ends every command that runs, with its processes. */
export function killCommands(): void {
  for (const child of running) kill(child, 'SIGKILL');
}

/**
 * Runs a command of this program in a process of its own.
 * @throws CliError if it has no answer within the deadline, or prints too much; if it was ended or cancelled; or for an
 * argument that no process can get
 */
export async function runCommand(
  line: CommandLine,
  settings: CommandSettings,
  cancelled: AbortSignal,
): Promise<CommandOutput> {
  demandPassable(line);
  const deadline = AbortSignal.timeout(settings.deadline);
  const excess = new AbortController();
  const stop = AbortSignal.any([deadline, excess.signal, cancelled]);
  const child = start(line, settings);
  const out = collect(child.stdout as Readable, () => excess.abort());
  const err = collectEnd(child.stderr as Readable);
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const end = () => {
    endCommand(child);
    // A process that a function has left may hold the output open.
    if (hasEnded(child)) resolve(null);
    else child.once('exit', resolve);
  };
  if (stop.aborted) end();
  stop.addEventListener('abort', end, { once: true });
  try {
    const code = await ended;
    const reason = describeStop(line, settings, { deadline, excess: excess.signal, cancelled });
    if (reason) throw reason;
    if (code !== null) return { code, out: out(), err: err() };
    throw new CliError('command_failed', `${line.args[0]}: found a killed process, expected its end: ${err()}`);
  } finally {
    stop.removeEventListener('abort', end);
    running.delete(child);
  }
}

/** @throws CliError for the character that ends an argument of a process */
function demandPassable({ args }: CommandLine): void {
  const found = args.find((argument) => argument.includes('\0'));
  if (found === undefined) return;
  throw new CliError(
    'wrong_usage',
    `${args[0]}: found U+0000 in ${JSON.stringify(found)}, expected a text without it`,
    2,
  );
}

function start({ args, input, reachesNetwork = false }: CommandLine, settings: CommandSettings): ChildProcess {
  const child = spawn(process.execPath, [settings.program, ...args], {
    cwd: settings.root,
    env: createEnvironment(settings, reachesNetwork),
    // A command whose channel closes ends itself: it does not outlive this process.
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    // A group of its own can be killed as a whole.
    detached: process.platform !== 'win32',
  });
  running.add(child);
  // A command that reads no stdin may have ended before it is written.
  child.stdin?.on('error', () => {}).end(input ?? '');
  return child;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function endCommand(child: ChildProcess): void {
  kill(child, 'SIGTERM');
  const alarm = setTimeout(() => kill(child, 'SIGKILL'), GRACE);
  child.once('close', () => clearTimeout(alarm));
}

/** The first signal is for the command alone, which ends its own processes. */
function kill(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (signal === 'SIGTERM' || process.platform === 'win32' || child.pid === undefined) return void child.kill(signal);
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended.
  }
}

interface Stops {
  readonly deadline: AbortSignal;
  readonly excess: AbortSignal;
  readonly cancelled: AbortSignal;
}

function describeStop({ args }: CommandLine, settings: CommandSettings, stops: Stops): CliError | undefined {
  const [name] = args;
  if (stops.cancelled.aborted) return new CliError('cancelled', `${name}: the client has cancelled it`);
  if (stops.excess.aborted)
    return new CliError('answer_too_large', `${name}: found more than ${MOST_BYTES} bytes, expected fewer records`);
  if (!stops.deadline.aborted) return undefined;
  const message = `${name}: found no answer within ${settings.deadline} ms; --deadline of the server sets the time`;
  return new CliError('deadline_exceeded', message);
}

function collect(stream: Readable, onExcess: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
    else onExcess();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function collectEnd(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-MOST_SAID);
  });
  return () => text.trim();
}
