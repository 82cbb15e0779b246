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
  child.on('message', (event) => onEvent(event as Event));
  child.on('error', reject);
  // Not `exit`: the last events may still be on their way then. The channel closes after them.
  child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  return {
    send: (command) => void child.send(command, () => {}),
    kill: () => void child.kill('SIGKILL'),
    disconnect: () => child.connected && child.disconnect(),
    ended,
  };
}
