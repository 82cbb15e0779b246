import { createConsoleLogger, type Logger, write } from '../core/log.ts';
import { answerOfUncaught } from '../core/running.ts';
import { problemsOf, stackOf, textOf } from '../errors.ts';

let guarded = false;

/**
 * Keeps a process of ours alive when the code of a function throws, or leaves a rejection unhandled, where nobody can
 * catch it: the call it belongs to is answered with the error, and what belongs to none, or to one that has been
 * answered, is logged. Installs its listeners once a process; the first logger is the one used. To be called when a
 * call comes in and not before: a module that fails while it is loaded has to end its process.
 */
export function guardProcess(configured?: Logger): void {
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
      if (!/^(Invoke Error|Error: \{"statusCode":422)/.test(textOf(args[0]))) error(...args);
    };
  }
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (thrown) => {
      const answer = answerOfUncaught();
      if (answer) return answer.fail(thrown);
      const stack = stackOf(thrown);
      const message = `${event} outside of any call`;
      write(logger, 'error', () => ({ message, problems: problemsOf(thrown), stack }));
      // The client's own loop has broken: unless the process ends, every later call waits until its timeout.
      if (client && `${stack}`.includes(client)) process.exit(1);
    });
  }
}
