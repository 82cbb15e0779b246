import { hintAtRefusal } from '../contracts/hint-at-refusal.ts';
import { isExtensionError, type Problem, type Refusal } from '../shared/errors.ts';

/**
 * A failed call. Its message names the function, the code and message of each problem, and the place at which a
 * response was refused. `cause` is the error that the function threw, or else the host's.
 */
export class FailedCall extends Error {
  /** The code of the first problem. */
  readonly code: string | undefined;
  /** The `errors` that integrator.io receives. */
  readonly problems: readonly Problem[];
  /** The place at which a response was refused, and the type found there. */
  readonly refused: Refusal | undefined;

  constructor(name: string, problems: readonly Problem[], thrown: unknown) {
    const { refused, cause = thrown } = isExtensionError(thrown) ? thrown : { refused: undefined };
    const said = problems.map(({ code, message }) => [code, message].filter((part) => part !== undefined).join(': '));
    const where = refused ? ` (${refused.path}: ${refused.found}${hintAtRefusal(refused)})` : '';
    super(`${name}: ${said.join('; ')}${where}`, { cause });
    this.name = 'FailedCall';
    this.code = problems[0]?.code;
    this.problems = problems;
    this.refused = refused;
  }
}
