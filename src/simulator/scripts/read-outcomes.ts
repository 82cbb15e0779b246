import type { RealmOutcome } from './in-context/realm.ts';
import type { ScriptResult } from './script-call.ts';
import type { OutcomeSlice } from './script-context.ts';

/** Reads the results of calls: the responses are one text, and each outcome has the length of its own. */
export function readOutcomes({ outcomes, responses }: OutcomeSlice): ScriptResult[] {
  let at = 0;
  return (JSON.parse(outcomes) as RealmOutcome[]).map(({ length, lines: _lines, ...outcome }) => {
    const response = responses.slice(at, at + length);
    at += length;
    return (outcome.errors ? outcome : { response, ...outcome }) as ScriptResult;
  });
}

/** Counts the console lines of each call. */
export function countLines({ outcomes }: OutcomeSlice): number[] {
  return (JSON.parse(outcomes) as RealmOutcome[]).map(({ lines = 0 }) => lines);
}
