/** The call that something was logged in. */
export interface LogPlace {
  /** The name of the stage. */
  readonly stage: string;
  /** The page, from 0; absent for a call without a page. */
  readonly page?: number;
  /** 1; 2 for a page that is sent a second time, and for the retry of its records. */
  readonly attempt?: number;
  /** The key of the record's journey, if the call was for that record alone. */
  readonly record?: string;
}

/** A line that a function has logged, with its call; without a stage where that is not known. */
export interface CallLine extends Partial<LogPlace> {
  /** The line as it was written. */
  readonly text: string;
  /** Whether it is the stack of what the call has thrown, and no line of the function itself. */
  readonly isStack?: boolean;
}
