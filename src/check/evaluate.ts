import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { enforce } from '../contracts/enforce.ts';
import { findNonFinite } from '../core/json-flaws.ts';
import { traitsOf } from '../core/kind.ts';
import { readOptions } from '../core/options.ts';
import { findSecrets, redact } from '../core/redact.ts';
import { formatChange } from '../shared/difference.ts';
import { problemsOf, readStack, toText } from '../shared/errors.ts';
import { tooLarge } from '../shared/failures.ts';
import { formatPath } from '../shared/path.ts';
import type { Finding, Law } from './laws.ts';
import { createSearch } from './leaks.ts';
import { changeIn, isLate, type Trial, thrownIn } from './trial.ts';

/** How strictly calls are judged. */
export interface EvaluationSettings {
  /** Milliseconds a call has. */
  readonly timeout: number;
  /** Hold what only unfamiliar records bring about against a function too. */
  readonly strict: boolean;
}

type Said = Omit<Finding, 'law' | 'options'>;
type Look = (trial: Trial, measure: EvaluationSettings) => Said | undefined;

/** How each law looks at a call. What was broken is said once: by the first law that explains it. */
const looks: Partial<Record<Law, Look>> = {
  once: (trial, { timeout }) => {
    const [first] = trial.late;
    // An answer after the time was up is the only one: it is slow, and nothing else is wrong with it.
    if (isLate(trial)) {
      return first ? undefined : { where: 'the answer', found: `none in twice ${timeout} ms`, expected: 'one' };
    }
    return first ? { where: 'after the answer', found: first, expected: 'nothing' } : undefined;
  },
  time: (trial, { timeout }) => {
    const expected = `one within ${timeout} ms`;
    if (trial.blocked) return { where: 'the answer', found: 'one that held up the process until then', expected };
    return isLate(trial) && trial.late.length > 0 ? { where: 'the answer', found: 'a later one', expected } : undefined;
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
    return { where, found, expected: isTooLarge ? 'a response that can be sent' : expected };
  },
  contract: ({ fn: { kind = '' }, outcome, generated }, { strict }) => {
    if (!outcome?.ok) return undefined;
    const { judge } = enforce.open(kind, readOptions(structuredClone(generated.options)));
    // The rule of a contract is about numbers of elements; the types of what is within them are often those of records.
    const [complaint] = judge(outcome.response).filter(
      (said) => generated.resemblesExamples || strict || said.startsWith(`${kind} `),
    );
    return complaint ? readComplaint(complaint, kind) : undefined;
  },
  input: (trial) => {
    const kind = trial.fn.kind;
    const change = traitsOf(trial.fn.fn).mutates ? undefined : changeIn(trial);
    const expected = `as it was; or define.${kind}(fn, { mutates: true }), where it is meant to change`;
    return change && { where: formatPath('options', change.keys), found: formatChange(change), expected };
  },
  secrets: ({ outcome, generated, written }) => {
    const { leakIn, secretIn } = createSearch(generated.options);
    const leak = outcome?.ok ? leakIn('response', outcome.response) : leakIn('errors', outcome?.error.problems);
    if (leak) return { where: leak.where, found: leak.secret, expected: 'no secret' };
    const line = secretIn(written.join('\n')) && written.find(secretIn);
    return line ? { where: 'the log', found: `${secretIn(line)}: ${line.trim()}`, expected: 'no secret' } : undefined;
  },
  survives: (trial, { strict }) => {
    const thrown = thrownIn(trial);
    if (trial.uncaught.length > 0 || !(trial.generated.resemblesExamples || strict) || !isSlip(thrown))
      return undefined;
    return { where: placeOf(thrown), found: toText(thrown), expected: 'an answer, or an error of its own' };
  },
  strays: ({ uncaught: [stray] }) =>
    stray && { where: placeOf(stray.thrown), found: `${stray.how}: ${toText(stray.thrown)}`, expected: 'nothing' },
};

/** Every law that a call broke, among those that are asked for. */
export function evaluate(trial: Trial, measure: EvaluationSettings, among: ReadonlySet<Law>): Finding[] {
  const { options } = trial.generated;
  return Object.entries(looks).flatMap(([law, look]) => {
    const said = among.has(law as Law) && look(trial, measure);
    // Texts of the function's own are in it.
    return said ? [{ law: law as Law, ...redact(said, findSecrets(options)), options }] : [];
  });
}

function readComplaint(complaint: string, kind: string): Said {
  const [, where = '', said = complaint] = /^(?:\w+ )?(response\S*?): (.*)$/s.exec(complaint) ?? [];
  const [, wanted, received] = /^expected (.*), received (.*)$/s.exec(said) ?? [];
  return { where, found: received ?? said, expected: wanted ?? `a response as the contract of ${kind} has it` };
}

/** Whether an error is one that the language throws where code has taken something for what it isn't. */
function isSlip(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const [{ code = '', message } = { message: '' }] = problemsOf(thrown);
  if (thrown.name === 'RangeError') return /^(Invalid (time value|array length)|Maximum call stack)/.test(message);
  // An author who throws one on purpose gives it a code.
  return /^(TypeError|ReferenceError)$/.test(thrown.name) && (code === thrown.name || code.startsWith('ERR_'));
}

/** The place in the author's code that something was thrown at: the innermost that is neither Node's nor a library's. */
function placeOf(thrown: unknown): string {
  const lines = String(readStack(thrown) ?? '').split('\n');
  const line = lines.find((one) => /^\s+at /.test(one) && !/node:|node_modules|\[native|<anonymous>\)?$/.test(one));
  const [, place = ''] = /(?:\(|at )(?:async )?([^()]+:\d+:\d+)\)?$/.exec(line ?? '') ?? [];
  if (!place) return 'the function';
  const [, file = '', at = ''] = /^(.*?)(:\d+:\d+)$/.exec(place) ?? [];
  return `${relative(process.cwd(), file.startsWith('file:') ? fileURLToPath(file) : file)}${at}`;
}
