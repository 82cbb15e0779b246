import { isDeepStrictEqual } from 'node:util';
import { enforce } from '../contracts/enforce.ts';
import { hintAtRefusal } from '../contracts/hint-at-refusal.ts';
import { type Issue, traitsOf } from '../core/kind.ts';
import { readOptions } from '../core/options.ts';
import { findSecrets, redact } from '../core/redact.ts';
import { findNonFinite } from '../core/response.ts';
import { formatChange } from '../shared/difference.ts';
import { readProblems, readStack, toText } from '../shared/errors.ts';
import { tooLarge } from '../shared/failures.ts';
import { findOwnPlace } from '../shared/own-place.ts';
import { formatPath } from '../shared/path.ts';
import type { Finding, Law } from './laws.ts';
import { createSearch } from './leaks.ts';
import { isBlocked } from './network.ts';
import { findChange, findThrown, isTimedOut, type Trial } from './trial.ts';

/** The strictness of an evaluation. */
export interface EvaluationSettings {
  /** Milliseconds of a call. */
  readonly timeout: number;
  /** Whether violations count that only records unlike the examples cause. */
  readonly strict: boolean;
  /** Whether a function is held to what other hosts demand: hosted scripts have frozen options. */
  readonly portable?: boolean;
}

type Facts = Omit<Finding, 'law' | 'options'>;
type Detector = (trial: Trial, settings: EvaluationSettings) => Facts | undefined;

/** A detector for each law. Each violation is reported once: by the first law that explains it. */
const detectors: Partial<Record<Law, Detector>> = {
  once: (trial, { timeout }) => {
    if (isTimedOut(trial) && trial.isCutOff) return undefined;
    const [first] = trial.late;
    // An answer after the timeout is the only one: the function is slow, and breaks no other law.
    if (isTimedOut(trial)) {
      return first ? undefined : { where: 'the answer', found: `none in twice ${timeout} ms`, expected: 'one' };
    }
    return first ? { where: 'after the answer', found: first, expected: 'nothing' } : undefined;
  },
  time: (trial, { timeout }) => {
    const expected = `one within ${timeout} ms`;
    if (trial.blocked) return { where: 'the answer', found: 'one that blocked the process until then', expected };
    return isTimedOut(trial) && trial.late.length > 0 && !trial.isCutOff
      ? { where: 'the answer', found: 'a later one', expected }
      : undefined;
  },
  json: ({ outcome, generated }, { strict }) => {
    const expected = 'plain JSON data';
    if (outcome?.ok) {
      const where = generated.resemblesExamples || strict ? findNonFinite(outcome.response) : undefined;
      return where ? { where, found: 'NaN or Infinity, which arrives as null', expected } : undefined;
    }
    const refused = outcome?.error.refused;
    if (!refused) return undefined;
    const isTooLarge = outcome.error.problems[0]?.code === tooLarge(0).code;
    const { path: where, found } = refused;
    return {
      where,
      found: `${found}${hintAtRefusal(refused)}`,
      expected: isTooLarge ? 'a response that can be sent' : expected,
    };
  },
  contract: ({ fn: { kind = '' }, outcome, generated }, { strict }) => {
    if (!outcome?.ok) return undefined;
    const checked = enforce.open(kind, readOptions(structuredClone(generated.options)));
    const violations = checked.checkResponse(outcome.response);
    const issues = violations.length > 0 ? violations : checked.checkAdvice(outcome.response);
    // Rules count elements; the types within elements are often those of the records sent.
    const issue = issues.find(({ rule }) => generated.resemblesExamples || strict || rule !== undefined);
    return issue && toFacts(issue, kind);
  },
  input: (trial, { portable }) => {
    const kind = trial.fn.kind;
    const change = traitsOf(trial.fn.fn).mutates ? undefined : findChange(trial);
    const expected = `as it was; or define.${kind}(fn, { mutates: true }), where it is meant to change`;
    const facts = change && { where: formatPath('options', change.keys), found: formatChange(change), expected };
    // A function on a stack has its own copy of its options.
    return facts && (portable ? facts : { ...facts, isWarning: true });
  },
  secrets: ({ outcome, generated, written }) => {
    const { leakIn, secretIn } = createSearch(generated.options);
    const leak = outcome?.ok ? leakIn('response', outcome.response) : leakIn('errors', outcome?.error.problems);
    if (leak) return { where: leak.where, found: leak.secret, expected: 'no secret' };
    const line = secretIn(written.join('\n')) && written.find(secretIn);
    return line ? { where: 'the log', found: `${secretIn(line)}: ${line.trim()}`, expected: 'no secret' } : undefined;
  },
  survives: (trial, { strict }) => {
    const thrown = findThrown(trial);
    if (isBlocked(thrown)) return undefined;
    if (trial.uncaught.length > 0 || !(trial.generated.resemblesExamples || strict) || !isProgrammingError(thrown))
      return undefined;
    return { where: findPlace(thrown), found: toText(thrown), expected: 'an answer, or an error of its own' };
  },
  ends: ({ fn, outcome, generated }) => {
    if (fn.kind !== 'export' || !outcome?.ok) return undefined;
    const { lastPage, state } = Object(outcome.response);
    const { state: sent } = generated.options;
    if (lastPage === true || sent === undefined || !isDeepStrictEqual(state, sent)) return undefined;
    return { where: 'response.state', found: 'the state that it was sent', expected: 'another one, or lastPage: true' };
  },
  strays: ({ uncaught }) => {
    const stray = uncaught.find(({ thrown }) => !isBlocked(thrown));
    return (
      stray && { where: findPlace(stray.thrown), found: `${stray.how}: ${toText(stray.thrown)}`, expected: 'nothing' }
    );
  },
};

/** Finds the laws that a call broke, among some laws. */
export function evaluate(trial: Trial, settings: EvaluationSettings, laws: ReadonlySet<Law>): Finding[] {
  const { options } = trial.generated;
  return Object.entries(detectors).flatMap(([law, detect]) => {
    const facts = laws.has(law as Law) && detect(trial, settings);
    // The function's own texts may hold secrets.
    return facts ? [{ law: law as Law, ...redact(facts, findSecrets(options)), options }] : [];
  });
}

function toFacts({ path: where, message, expected, received, hint = '' }: Issue, kind: string): Facts {
  if (expected !== undefined && received !== undefined) return { where, found: `${received}${hint}`, expected };
  return { where, found: message, expected: `a response as the contract of ${kind} has it` };
}

/** Whether an error is one that the language throws for a mistaken type or name. */
function isProgrammingError(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const [{ code = '', message } = { message: '' }] = readProblems(thrown);
  if (thrown.name === 'RangeError') return /^(Invalid (time value|array length)|Maximum call stack)/.test(message);
  // An author who throws such an error on purpose gives it a code.
  return /^(TypeError|ReferenceError)$/.test(thrown.name) && (code === thrown.name || code.startsWith('ERR_'));
}

function findPlace(thrown: unknown): string {
  return findOwnPlace(readStack(thrown)) ?? 'the function';
}
