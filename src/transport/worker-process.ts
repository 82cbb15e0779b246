import { fork } from 'node:child_process';

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

/**
 * Starts a worker process.
 * @param path the worker's file, which calls `serveCommands`
 * @param isSilent discards the output of the process
 */
export function startWorker<Command extends object, Event>(
  path: string,
  onEvent: (event: Event) => void,
  isSilent = false,
): WorkerProcess<Command> {
  const stdio = isSilent ? 'ignore' : 'inherit';
  const child = fork(path, { serialization: 'advanced', execArgv: [], stdio: [stdio, stdio, stdio, 'ipc'] });
  const { promise: ended, resolve, reject } = Promise.withResolvers<string>();
  let ending: string | undefined;
  child.on('message', (event) => onEvent(event as Event));
  child.on('error', reject);
  // The last events may still be on their way when the process exits: its channel closes after them.
  child.on('disconnect', () => ending !== undefined && resolve(ending));
  child.on('exit', (code, signal) => {
    ending = signal ?? `exit code ${code}`;
    if (!child.connected) resolve(ending);
  });
  return {
    send: (command) => void child.send(command, () => {}),
    kill: () => void child.kill('SIGKILL'),
    disconnect: () => child.connected && child.disconnect(),
    ended,
  };
}

/** Sends an event from a worker. Resolves once it has left the process: the next call may end it. */
export function sendEvent<Event extends object>(event: Event): Promise<void> {
  return new Promise((sent) => process.send?.(event, () => sent()));
}

/**
 * Serves commands in a worker process, by their type. A command that throws is answered by a `failed` event. The process
 * ends with its parent: modules leave timers and pools open.
 */
export function serveCommands<Command extends { readonly type: string }>(
  commands: {
    readonly [T in Command['type']]: (command: Extract<Command, { readonly type: T }>) => Promise<void>;
  },
): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (command: Command) => {
    const serve = commands[command.type as Command['type']] as (command: Command) => Promise<void>;
    serve(command).catch(sendFailure);
  });
}

/** Sends the failure of a command: an error with a code as it is, any other with its stack. */
export function sendFailure(thrown: unknown): Promise<void> {
  const { code = 'unexpected_error', message = String(thrown), stack, isMisuse = false, exitCode } = Object(thrown);
  const isKnown = code !== 'unexpected_error';
  return sendEvent<CommandFailed>({
    type: 'failed',
    code,
    message: isKnown ? message : (stack ?? message),
    isMisuse: isMisuse || exitCode === 2,
  });
}
