import type { FunctionEntry } from '../core/inventory.ts';
import { findSecrets, redact } from '../core/redact.ts';
import { type EvaluationSettings, evaluate } from './evaluate.ts';
import type { Generated } from './examples.ts';
import type { Finding, FunctionReport, Law } from './laws.ts';
import { isTimedOut, type Runner, type Trial } from './trial.ts';

/** How functions are searched for what breaks a law. */
export interface Search extends EvaluationSettings {
  readonly laws: ReadonlySet<Law>;
  /** How many options are drawn for each function. */
  readonly runs: number;
  /** The same number draws the same options. */
  readonly seed: number;
}

/** One function under examination: the calls made of it, and the laws they broke. */
export interface Examination {
  readonly fn: FunctionEntry;
  readonly search: Search;
  readonly trials: readonly Trial[];
  /** The first finding of each law, until a plainer one takes its place. */
  readonly findings: Map<Law, Finding>;
  /** Makes the calls for one set of options; returns the laws that these are the first to break. */
  readonly examine: (drawn: Generated) => Promise<Law[]>;
  /** Makes them again, for one law. */
  readonly again: (drawn: Generated) => AsyncGenerator<Trial>;
  /** Whether a call had no answer in time: no other is made then, for each could take as long. */
  readonly isOver: () => boolean;
}

export function createExamination({ call, drain }: Runner, fn: FunctionEntry, search: Search): Examination {
  const trials: Trial[] = [];
  const findings = new Map<Law, Finding>();
  const examine = async (drawn: Generated): Promise<Law[]> => {
    const broken: Law[] = [];
    for await (const trial of walk(call, fn, drawn)) {
      trials.push(trial);
      // Whether it is slow or never answers at all.
      if (isTimedOut(trial)) await drain(search.timeout);
      for (const finding of evaluate(trial, search, search.laws)) {
        if (findings.has(finding.law)) continue;
        findings.set(finding.law, finding);
        broken.push(finding.law);
      }
    }
    return broken;
  };
  return {
    fn,
    search,
    trials,
    findings,
    examine,
    again: (drawn) => walk(call, fn, drawn),
    isOver: () => trials.some((trial) => trial.blocked || isTimedOut(trial)),
  };
}

/** The most pages that are asked for, one after the other, with the state that the one before was answered with. */
const PAGES = 3;

/** One call, and for an export that says there is more, those for its next pages. */
async function* walk(call: Runner['call'], fn: FunctionEntry, drawn: Generated): AsyncGenerator<Trial> {
  let { options } = drawn;
  for (let page = 0; page < PAGES; page++) {
    const trial = await call(fn, { ...drawn, options });
    yield trial;
    const { outcome } = trial;
    if (fn.kind !== 'export' || !outcome?.ok) return;
    const { lastPage, state } = Object(outcome.response);
    if (lastPage === true || typeof state !== 'object' || state === null) return;
    options = { ...options, state: JSON.parse(JSON.stringify(state)) };
  }
}

/** What came of the calls of a function, in numbers. */
export function countCalls(trials: readonly Trial[]): Pick<FunctionReport, 'calls' | 'failed' | 'failure'> {
  const failures = trials.filter(({ outcome }) => outcome?.ok === false);
  const count = { calls: trials.length, failed: failures.length };
  const first = failures.length === trials.length ? failures[0] : undefined;
  if (first?.outcome?.ok !== false) return count;
  return {
    ...count,
    failure: redact([first.outcome.error.message], findSecrets(first.generated.options))[0] as string,
  };
}
