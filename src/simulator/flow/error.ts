/** One thing that is wrong with a flow. */
export interface FlowProblem {
  /** Where in the flow: `export.pageSize`. Empty: the flow as a whole. */
  readonly path: string;
  /** What was expected and found. */
  readonly message: string;
  /** In the file, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** A flow cannot be run: what its file says, or what it refers to, is not as it has to be. */
export class FlowError extends Error {
  override readonly name = 'FlowError';
  /** All that is wrong; at least one. */
  readonly problems: readonly FlowProblem[];

  /** @param file is named in each line of the message, with the place in it where that is known */
  constructor(problems: FlowProblem | readonly FlowProblem[], file?: string) {
    const list = [problems].flat();
    super(list.map((problem) => said(problem, file)).join('\n'));
    this.problems = list;
  }
}

function said({ path, message, line, column }: FlowProblem, file: string | undefined): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [place, path, message].filter((part) => part !== '').join(': ');
}
