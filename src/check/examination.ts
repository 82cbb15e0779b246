import type { FunctionEntry } from '../core/inventory.ts';
import { findSecrets, redact } from '../core/redact.ts';
import { type EvaluationSettings, evaluate } from './evaluate.ts';
import type { Generated } from './examples.ts';
import type { Finding, FunctionReport, Law } from './laws.ts';
import { isTimedOut, type Runner, type Trial } from './trial.ts';

/** The settings of the search for broken laws. */
export interface Search extends EvaluationSettings {
  readonly laws: ReadonlySet<Law>;
  /** The number of generated options for each function. */
  readonly runs: number;
  /** The same seed generates the same options. */
  readonly seed: number;
}

/** One function under examination: its calls, and the laws that they broke. */
export interface Examination {
  readonly fn: FunctionEntry;
  readonly search: Search;
  readonly trials: readonly Trial[];
  /** The first finding of each law, until a plainer one replaces it. */
  readonly findings: Map<Law, Finding>;
  /** Makes the calls for one set of options; returns the laws that they are the first to break. */
  readonly examine: (drawn: Generated) => Promise<Law[]>;
  /** Repeats the calls for one law. */
  readonly again: (drawn: Generated) => AsyncGenerator<Trial>;
  /** Whether no other call is made: one timed out, or many waited for blocked requests. Each could take as long. */
  readonly isOver: () => boolean;
}

/** The time that calls may spend on blocked requests, in times of the timeout of one. */
const MOST_WAITS = 5;

/** Adds up the time of calls that waited, or blocked the process. Whether it is enough. */
export function createPatience(timeout: number): {
  readonly take: (trial: Trial) => void;
  readonly isOut: () => boolean;
} {
  let waited = 0;
  const take = ({ isCutOff, blocked, ms }: Trial) => {
    if (isCutOff || blocked) waited += ms;
  };
  return { take, isOut: () => waited > MOST_WAITS * timeout };
}

export function createExamination({ call, drain }: Runner, fn: FunctionEntry, search: Search): Examination {
  const trials: Trial[] = [];
  const findings = new Map<Law, Finding>();
  const patience = createPatience(search.timeout);
  const examine = async (drawn: Generated): Promise<Law[]> => {
    const broken: Law[] = [];
    for await (const trial of walk(call, fn, drawn)) {
      trials.push(trial);
      patience.take(trial);
      // Whether the function is slow or never answers.
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
    isOver: () => patience.isOut() || trials.some((trial) => trial.blocked || isTimedOut(trial)),
  };
}

/** The most pages that are requested one after the other, each with the previous page's state. */
const PAGES = 3;

/** Makes one call, and for an export that announces more, the calls for its next pages. */
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

/** Counts the calls of a function and their failures. */
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
