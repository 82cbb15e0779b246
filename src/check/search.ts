import * as fc from 'fast-check';
import type { FunctionEntry } from '../core/inventory.ts';
import { evaluate } from './evaluate.ts';
import type { Examination } from './examination.ts';
import { type Examples, listPlainest } from './examples.ts';
import { generate } from './generate.ts';
import type { Finding, Law } from './laws.ts';
import { isTimedOut, type Trial } from './trial.ts';

/**
 * Calls a function with the plainest options, then with drawn ones, and judges every call. Each law is found broken
 * once, with the plainest options that were seen to break it.
 */
export async function searchFunction(examination: Examination, seed: Examples): Promise<void> {
  const { fn, search, examine, isOver } = examination;
  const own = toSeed(fn, search.seed);
  for (const drawn of listPlainest(seed, `canary-${(own >>> 0).toString(16).padStart(8, '0')}`)) {
    if (!isOver()) await examine(drawn);
  }
  if (isOver() || search.runs === 0) return;

  const first = new Map<Law, number>();
  let index = 0;
  const drawing = fc.asyncProperty(generate(seed), async (drawn) => {
    for (const law of await examine(drawn)) first.set(law, index);
    index += 1;
    return !isOver();
  });
  await fc.check(drawing, { seed: own, numRuns: search.runs, endOnFailure: true });
  for (const [law, at] of first) await shrink(examination, seed, law, { seed: own, path: String(at) });
}

/** The most calls made to find plainer options for one finding; fewer where each of them takes its whole time. */
const PATIENCE = 300;
const PATIENCE_LATE = 6;

/** Looks for plainer options that break a law than those drawn at a place, which were the first to do so. */
async function shrink(
  { findings, search, again }: Examination,
  seed: Examples,
  law: Law,
  place: { readonly seed: number; readonly path: string },
): Promise<void> {
  let calls = 0;
  let late = 0;
  const broken = (trial: Trial): Finding | undefined => {
    calls += 1;
    const before = findings.get(law);
    if (!isTimedOut(trial) || !before) return evaluate(trial, search, new Set([law]))[0];
    late += 1;
    // Whether it is slow or never answers has been found out: waiting each time would take too long.
    return law === 'once' || law === 'time' ? { ...before, options: trial.generated.options } : undefined;
  };
  const property = fc.asyncProperty(generate(seed), async (drawn) => {
    if (calls >= PATIENCE || late >= PATIENCE_LATE) return true;
    for await (const trial of again(drawn)) {
      const finding = broken(trial);
      if (!finding) continue;
      findings.set(law, finding);
      return false;
    }
    return true;
  });
  await fc.check(property, place);
}

/** A seed of a function's own, so that what is drawn for it doesn't hang on what is checked beside it. FNV-1a. */
function toSeed({ type = '', name }: FunctionEntry, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const unit of `${type} ${name}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return hash | 0;
}
