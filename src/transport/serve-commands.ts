import { describeExitCall } from '../shared/exit-call.ts';
import { flushOutput } from '../shared/flush-output.ts';
import type { CommandFailed, ExitCalled } from './worker-process.ts';

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
  const { exit } = process;
  process.exit = (code) => {
    sendEvent<ExitCalled>({ type: 'exitCalled', by: describeExitCall(code, new Error().stack) });
    return exit.call(process, code);
  };
  process.on('disconnect', () => {
    flushOutput().then(() => exit.call(process));
  });
  process.on('message', (command: Command) => {
    const serve = commands[command.type as Command['type']] as (command: Command) => Promise<void>;
    serve(command).catch(sendFailure);
  });
}

/** Loads a module in a worker. The channel to the parent would keep the process waiting for one that never ends. */
export async function loadInWorker<T>(load: () => Promise<T>): Promise<T> {
  process.channel?.unref();
  try {
    return await load();
  } finally {
    process.channel?.ref();
  }
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
