import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { Logger } from 'integrator-extension-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLeaks } from '../canaries.ts';
import { findChanges, recordIntrinsics } from '../intrinsics.ts';

/** The number of cases for each law: `FUZZ_RUNS`, or a number that takes minutes. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
const HOUR = 3_600_000;
/** Milliseconds after which a call with a deadline of 1 ms counts as unanswered. */
const NEVER = 60_000;

/** The seed of all laws, which is printed. `FUZZ_SEED` repeats the same cases. */
const seed = () => Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Declares the test of a law. A counterexample is shrunk and printed, with its seed. */
export function testLaw<Ts>(title: string, property: fc.IRawProperty<Ts>): void {
  it(
    title,
    async () => {
      const chosen = seed();
      console.log(`${title}: ${RUNS} cases, seed ${chosen}`);
      await fc.assert(property, { numRuns: RUNS, seed: chosen, timeout: NEVER });
    },
    HOUR,
  );
}

/**
 * Checks a file of laws at its end: no intrinsic of the language has changed, no error was uncaught, and no canary is in
 * the lines of the returned logger or of the console. Call it once, at the top of the file.
 */
export function guardFile(): Logger {
  const leaked: string[] = [];
  const stray: unknown[] = [];
  const keepThrown = (thrown: unknown) => void stray.push(thrown);
  const write = (line: unknown) => {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    if (findLeaks(text).length > 0) leaked.push(text);
  };
  const own = { ...console };
  beforeAll(() => {
    // No spies: they keep all arguments of their calls.
    for (const level of LEVELS) console[level] = write;
    process.on('uncaughtException', keepThrown).on('unhandledRejection', keepThrown);
  });
  const before = recordIntrinsics();
  afterAll(async () => {
    // Node reports rejections after all due work.
    await setImmediate();
    process.off('uncaughtException', keepThrown).off('unhandledRejection', keepThrown);
    Object.assign(console, own);
    expect(findChanges(before)).toEqual([]);
    expect(stray.slice(0, 3).map(String)).toEqual([]);
    // The first few are enough.
    expect(leaked.slice(0, 3)).toEqual([]);
  });
  return { debug: write, info: write, warn: write, error: write };
}
