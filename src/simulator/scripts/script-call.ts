import type { CallResult } from '../../transport/transport.ts';
import type { ScriptReading } from './readings.ts';

/** One call of a function of a script. */
export interface ScriptCall {
  /** The script's id. */
  readonly script: string;
  /** Blank: the only function of the script, or the first. */
  readonly function: string | undefined;
  /** The place that names the script: each has a context of its own, with its own module variables. */
  readonly reference: string;
  /** JSON. */
  readonly options: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** The same call for several records, as of a filter, a transformation or a router. */
export type ScriptCalls = Omit<ScriptCall, 'options'> & { readonly options: readonly string[] };

/** The result of a call. A failure's stack names the script's file and line. */
export type ScriptResult = CallResult & {
  /** Writes to the options, which the platform freezes: `options.data[0].total`. Outside of strict code they are lost. */
  readonly lostWrites?: readonly string[];
  /** The readings that decided the result. */
  readonly relied?: readonly ScriptReading[];
};
