import * as fc from 'fast-check';
import type { FunctionEntry } from '../core/inventory.ts';
import { evaluate } from './evaluate.ts';
import { createPatience, type Examination } from './examination.ts';
import { type Examples, listPlainest } from './examples.ts';
import { generate } from './generate.ts';
import type { Finding, Law } from './laws.ts';
import { isTimedOut, type Trial } from './trial.ts';

/**
 * Calls a function with the plainest options, then with generated ones, and evaluates every call. Each law is reported
 * once, with the plainest options that broke it.
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

/** The most calls that look for plainer options of one finding; fewer if each takes its whole time. */
const PATIENCE = 300;
const PATIENCE_LATE = 6;

/** Looks for plainer options that break a law, near the generated ones that were first to break it. */
async function shrink(
  { findings, search, again }: Examination,
  seed: Examples,
  law: Law,
  place: { readonly seed: number; readonly path: string },
): Promise<void> {
  let calls = 0;
  let late = 0;
  const patience = createPatience(search.timeout);
  const broken = (trial: Trial): Finding | undefined => {
    calls += 1;
    patience.take(trial);
    const before = findings.get(law);
    if (!isTimedOut(trial) || !before) return evaluate(trial, search, new Set([law]))[0];
    late += 1;
    // A slow function was found already: waiting each time would take too long.
    return law === 'once' || law === 'time' ? { ...before, options: trial.generated.options } : undefined;
  };
  const property = fc.asyncProperty(generate(seed), async (drawn) => {
    if (calls >= PATIENCE || late >= PATIENCE_LATE || patience.isOut()) return true;
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

/** Hashes a function's name into a seed of its own (FNV-1a): its options then do not depend on other functions. */
function toSeed({ type = '', name }: FunctionEntry, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const unit of `${type} ${name}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return hash | 0;
}
