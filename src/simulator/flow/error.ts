/** One problem of a flow. */
export interface FlowProblem {
  /** The path in the flow: `export.pageSize`. Empty: the flow as a whole. */
  readonly path: string;
  /** The expectation and the finding. */
  readonly message: string;
  /** The file of the flow that has the problem; absent: the one that was loaded. */
  readonly file?: string;
  /** The position in the file, from 1. */
  readonly line?: number;
  /** The column in that line, from 1. */
  readonly column?: number;
}

/** A flow cannot be run: its file, or a file that it refers to, is invalid. */
export class FlowError extends Error {
  /** Always `FlowError`. */
  override readonly name: string = 'FlowError';
  /** All problems; at least one. */
  readonly problems: readonly FlowProblem[];

  /** @param file named in each line of the message, with the position if it is known */
  constructor(problems: FlowProblem | readonly FlowProblem[], file?: string) {
    const list = [problems].flat();
    super(list.map((problem) => said(problem, file)).join('\n'));
    this.problems = list;
  }
}

function said({ path, message, file: own, line, column }: FlowProblem, file: string | undefined): string {
  const place = [own || file, line, column].filter((part) => part !== undefined).join(':');
  return [place, path, message].filter((part) => part !== '').join(': ');
}
