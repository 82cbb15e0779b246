import { traitsOf } from '../core/kind.ts';
import type { Examination } from './examination.ts';
import { type Examples, type Generated, listPlainest } from './examples.ts';
import type { Law } from './laws.ts';
import type { Runner, Trial } from './trial.ts';

/** A call that a function answers alike each time in one process, with its answer as JSON. */
export interface RepeatableCall {
  readonly options: unknown;
  readonly answer: string;
}

/** Laws whose violation leaves nothing to compare. */
const SPOILING: readonly Law[] = ['once', 'time', 'json', 'strays', 'callback'];

/**
 * Calls a function twice in a row and twice at once. Where equal calls in a row have unequal answers, as with the time or
 * a random number in them, nothing can be said.
 * @returns a call to repeat in a fresh process; undefined where its answer depends on more than its options
 */
export async function repeatCalls(
  { fn, search, findings }: Examination,
  call: Runner['call'],
  examples: Examples,
): Promise<RepeatableCall | undefined> {
  if (SPOILING.some((law) => findings.has(law))) return undefined;
  const [one, other = one] = listPlainest(examples, 'canary-repeated').toReversed();
  if (!one || !other) return undefined;
  const ask = (generated: Generated) => call(fn, generated).then(toAnswer);
  const inARow = [await ask(one), await ask(other)];
  const again = [await ask(one), await ask(other)];
  const isRepeatable = inARow.every((answer, index) => answer !== undefined && answer === again[index]);
  if (!isRepeatable) return undefined;
  const atOnce = await Promise.all([ask(one), ask(other)]);
  const differing = atOnce.findIndex((answer, index) => answer !== inARow[index]);
  if (differing >= 0 && search.laws.has('order')) {
    const { options } = [one, other][differing] as Generated;
    const found = 'another one while a second call was answered';
    findings.set('order', { law: 'order', where: 'the answer', found, expected: 'that of a call alone', options });
  }
  if (traitsOf(fn.fn).stateful || differing >= 0) return undefined;
  return { options: one.options, answer: String(inARow[0]) };
}

/** The answer of a call as JSON; undefined if it was late, or had no network. */
export function toAnswer({ outcome, isCutOff, blocked }: Trial): string | undefined {
  if (isCutOff || blocked || !outcome) return undefined;
  return JSON.stringify(outcome.ok ? [outcome.response] : outcome.error.problems);
}
