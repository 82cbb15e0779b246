import { createConsoleLogger, type Logger, writeLine } from '../core/log.ts';
import { answerOfUncaught } from '../core/running.ts';
import { problemsOf, stackOf } from '../errors.ts';

let guarded = false;

/**
 * Keeps a process of ours alive when the code of a function throws, or leaves a rejection unhandled, where nobody can
 * catch it: the call it belongs to is answered with the error, and what belongs to none, or to one that has been
 * answered, is logged. Installs its listeners once a process; the first logger is the one used.
 */
export function guardProcess(logger: Logger = createConsoleLogger()): void {
  if (guarded) return;
  guarded = true;
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (thrown) => blame(logger, event, thrown));
  }
}

function blame(logger: Logger, event: string, thrown: unknown): void {
  const answer = answerOfUncaught();
  if (answer) answer.fail(thrown);
  else
    writeLine(logger, 'error', `${event} outside of any call`, () => ({
      problems: problemsOf(thrown),
      stack: stackOf(thrown),
    }));
}
