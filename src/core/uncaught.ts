import { AsyncLocalStorage } from 'node:async_hooks';
import { readProblems, readStack, toText } from '../shared/errors.ts';
import type { Invocation } from '../shared/invocation.ts';
import type { Answer, Deferred } from './execute.ts';
import { createConsoleLogger, type Logger, write } from './logger.ts';

/** The answers of the calls in flight. */
export const pendingCalls = new Set<Deferred>();

/** A call from its arrival until it is answered, with the steps of its adapter. */
export interface OpenCall {
  readonly deferred: Deferred;
  /** Runs the function. */
  readonly run: (invocation: Invocation) => Promise<Answer>;
}

/** Holds the call that the current code belongs to. */
export const callStorage = new AsyncLocalStorage<OpenCall>();

/**
 * Finds the answer of the call that an uncaught error belongs to: the call it was thrown in, else the only call in
 * flight. Valid while the error is being handled.
 */
export function findPendingCall(): Deferred | undefined {
  const [only, another] = pendingCalls;
  return callStorage.getStore()?.deferred ?? (another ? undefined : only);
}

let installed = false;

/**
 * Keeps a process alive when a function's code throws uncaught or leaves a rejection unhandled. The error answers its
 * call; without a pending call it is logged. Listeners are installed once per process, with the first logger, and not
 * before the first call: a module that fails to load must end its process.
 */
export function installUncaughtHandlers(configured?: Logger): void {
  if (installed) return;
  installed = true;
  // Not a default parameter: every call would make a logger.
  const logger = configured ?? createConsoleLogger();
  // The runtime client's script, if it runs this process.
  const client = process.env.AWS_LAMBDA_RUNTIME_API && process.argv[1];
  if (client) silenceRuntimeErrorLines();
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (thrown) => {
      const answer = findPendingCall();
      if (answer) return answer.reject(thrown);
      const stack = readStack(thrown);
      // The client's own loop has failed: the sandbox is being stopped. Without an exit every later call would wait until
      // its timeout.
      const isStopped = client && `${stack}`.includes(client);
      write(logger, 'error', () => ({
        message: isStopped ? 'runtime client stopped' : `${event} outside of any call`,
        problems: readProblems(thrown),
        stack: isStopped ? undefined : stack,
      }));
      if (isStopped) process.exit(1);
    });
  }
}

/**
 * Keeps the runtime client from logging each failed call again: its line repeats the author's message with its secrets.
 * The client has no option for it. Made for aws-lambda-ric 4.0.2: its line starts with `Invoke Error` in the text log
 * format, and with the error itself in the JSON format.
 */
function silenceRuntimeErrorLines(): void {
  const { error } = console;
  console.error = (...args) => {
    if (!/^(Invoke Error|Error: \{"statusCode":422)/.test(toText(args[0]))) error(...args);
  };
}
