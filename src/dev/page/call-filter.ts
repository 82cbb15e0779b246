import type { CallSummary } from '../call-summary.ts';

/** What a call may be looked for by. */
export const OUTCOMES = ['answered', 'failed', 'with findings'] as const;

/** The selection of calls. */
export interface CallFilter {
  readonly function?: string;
  readonly outcome?: (typeof OUTCOMES)[number];
  /** A text anywhere in the recording. */
  readonly text?: string;
}

/**
 * Filters calls.
 * @param found the calls that have the filter's text; undefined while that is not known, when all may have it
 */
export function filterCalls(
  calls: readonly CallSummary[],
  filter: CallFilter,
  found: ReadonlySet<string> | undefined,
): readonly CallSummary[] {
  const { outcome } = filter;
  return calls.filter(
    (call) =>
      (filter.function === undefined || call.function === filter.function) &&
      (outcome === undefined || (outcome === 'with findings' ? call.findings > 0 : call.outcome === outcome)) &&
      (found === undefined || found.has(call.id)),
  );
}

/** Finds the call of the same function before this one. */
export function findPrevious(calls: readonly CallSummary[], call: CallSummary): CallSummary | undefined {
  return calls.find((one) => one.number < call.number && one.function === call.function && one.type === call.type);
}
