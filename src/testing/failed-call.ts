import { isExtensionError, type Problem, type Refusal } from '../shared/errors.ts';

/**
 * A call that failed. Its message names the function and, of each problem, code and message, and says where a response
 * was refused. `cause` is what the function threw, if it did.
 */
export class FailedCall extends Error {
  /** The code of the first problem. */
  readonly code: string | undefined;
  /** What integrator.io receives as `errors`. */
  readonly problems: readonly Problem[];
  /** Where a response was refused, and what was found there. */
  readonly refused: Refusal | undefined;

  constructor(name: string, problems: readonly Problem[], thrown: unknown) {
    const { refused, cause } = isExtensionError(thrown) ? thrown : { refused: undefined, cause: thrown };
    const said = problems.map(({ code, message }) => [code, message].filter((part) => part !== undefined).join(': '));
    const where = refused ? ` (${refused.path}: ${refused.found})` : '';
    super(`${name}: ${said.join('; ')}${where}`, { cause });
    this.name = 'FailedCall';
    this.code = problems[0]?.code;
    this.problems = problems;
    this.refused = refused;
  }
}
