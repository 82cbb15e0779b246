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
  process.on('uncaughtException', (thrown) => blame(logger, 'uncaught error', thrown));
  process.on('unhandledRejection', (thrown) => blame(logger, 'unhandled rejection', thrown));
}

function blame(logger: Logger, what: string, thrown: unknown): void {
  const answer = answerOfUncaught();
  if (answer) answer.fail(thrown);
  else
    writeLine(logger, 'error', `${what} outside of any call`, () => ({
      problems: problemsOf(thrown),
      stack: stackOf(thrown),
    }));
}
