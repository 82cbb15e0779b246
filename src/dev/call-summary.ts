import type { Recording } from '../recording/recording.ts';

/** What a list of calls shows of each. */
export interface CallSummary {
  /** The place of the call among all that were ever added, from 1. */
  readonly number: number;
  /** The id of its recording. */
  readonly id: string;
  /** The time of the call: ISO 8601 in UTC. */
  readonly when: string;
  readonly function: string;
  /** The type that the call named: `hook`. */
  readonly type?: string;
  readonly kind?: string;
  /** The build that answered. */
  readonly build?: string;
  readonly ms: number;
  /** Bytes of the JSON of options and response. */
  readonly bytes: { readonly options: number; readonly response: number };
  readonly outcome: 'answered' | 'failed';
  /** The first error of a failed call, of at most 200 characters: `not_found: found no order`. */
  readonly problem?: string;
  /** The number of broken rules of the function's contract. */
  readonly findings: number;
}

/** The most characters of an error in a list. */
const MAX_LENGTH = 200;

/** Summarizes a recorded call. */
export function summarizeCall(recording: Recording, number: number): CallSummary {
  const { id, when, address, kind, build, ms, bytes, problems, findings } = recording;
  const [first] = problems ?? [];
  return {
    number,
    id,
    when,
    function: address.function,
    ...(address.type !== undefined && { type: address.type }),
    ...(kind !== undefined && { kind }),
    ...(build !== undefined && { build }),
    ms,
    bytes,
    outcome: problems ? 'failed' : 'answered',
    ...(first && { problem: [first.code, first.message].filter(Boolean).join(': ').slice(0, MAX_LENGTH) }),
    findings: findings.length,
  };
}
