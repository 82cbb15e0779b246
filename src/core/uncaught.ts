import type { AsyncLocalStorage } from 'node:async_hooks';
import { problemsOf, readStack, toText } from '../shared/errors.ts';
import type { Deferred } from './execute.ts';
import { createConsoleLogger, type Logger, write } from './logger.ts';

/** The answers that functions are working on. */
export const pendingCalls = new Set<Deferred>();

let store: AsyncLocalStorage<Deferred> | undefined;

/** Holds the answer that the code asking is working on, or has worked on. */
export function callStorage(): AsyncLocalStorage<Deferred> {
  // Imported, its ESM face would be made first, which is slower.
  store ??= new (process.getBuiltinModule('node:async_hooks').AsyncLocalStorage)();
  return store;
}

/**
 * The answer of the call that an uncaught error belongs to: the one it was thrown in, given or not; else the only one
 * that is being worked on. To be asked while the error is being handled.
 */
export function pendingCallOf(): Deferred | undefined {
  const [only, another] = pendingCalls;
  return callStorage().getStore() ?? (another ? undefined : only);
}

let guarded = false;

/**
 * Keeps a process of ours alive when the code of a function throws, or leaves a rejection unhandled, where nobody can
 * catch it: the call it belongs to is answered with the error, and what belongs to none, or to one that has been
 * answered, is logged. Installs its listeners once a process; the first logger is the one used. To be called when a
 * call comes in and not before: a module that fails while it is loaded has to end its process.
 */
export function installUncaughtHandlers(configured?: Logger): void {
  if (guarded) return;
  guarded = true;
  // Not a default of the parameter: every call would make one.
  const logger = configured ?? createConsoleLogger();
  // Where the runtime client is what runs us.
  const client = process.env.AWS_LAMBDA_RUNTIME_API && process.argv[1];
  if (client) {
    // It logs every failed call a second time, in the author's words and with whatever secret is in them: the call's own
    // line has said it without.
    const { error } = console;
    console.error = (...args) => {
      if (!/^(Invoke Error|Error: \{"statusCode":422)/.test(toText(args[0]))) error(...args);
    };
  }
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (thrown) => {
      const answer = pendingCallOf();
      if (answer) return answer.reject(thrown);
      const stack = readStack(thrown);
      const message = `${event} outside of any call`;
      write(logger, 'error', () => ({ message, problems: problemsOf(thrown), stack }));
      // The client's own loop has broken: unless the process ends, every later call waits until its timeout.
      if (client && `${stack}`.includes(client)) process.exit(1);
    });
  }
}
