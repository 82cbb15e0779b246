import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { Logger } from 'integrator-extension-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaksIn } from '../canaries.ts';
import { changesSince, intrinsicsNow } from '../intrinsics.ts';

/** How many cases a law is tried with: `FUZZ_RUNS`, or enough to be done in minutes. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
const HOUR = 3_600_000;
/** Milliseconds after which a call, whose deadline is one, will not be answered any more. */
const NEVER = 60_000;

/** The whole of a law is tried with one seed, which is printed: `FUZZ_SEED` has the very same cases tried again. */
const seed = () => Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** States a law and tries it. A counterexample is shrunk and printed, with its seed. */
export function law<Ts>(title: string, property: fc.IRawProperty<Ts>): void {
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
 * Watches over a file of laws: at its end no intrinsic of the language is another, nothing was thrown or rejected where
 * nobody catches, and no canary was written to the logger that is returned or to the console. To be called once, at the
 * top of the file.
 */
export function watchOver(): Logger {
  const leaked: string[] = [];
  const stray: unknown[] = [];
  const hear = (thrown: unknown) => void stray.push(thrown);
  const write = (line: unknown) => {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    if (leaksIn(text).length > 0) leaked.push(text);
  };
  const own = { ...console };
  beforeAll(() => {
    // No spies: they keep all that they are called with.
    for (const level of LEVELS) console[level] = write;
    process.on('uncaughtException', hear).on('unhandledRejection', hear);
  });
  const before = intrinsicsNow();
  afterAll(async () => {
    // Rejections are reported once everything that was due has run.
    await setImmediate();
    process.off('uncaughtException', hear).off('unhandledRejection', hear);
    Object.assign(console, own);
    expect(changesSince(before)).toEqual([]);
    expect(stray.slice(0, 3).map(String)).toEqual([]);
    // The first few tell as much as thousands.
    expect(leaked.slice(0, 3)).toEqual([]);
  });
  return { debug: write, info: write, warn: write, error: write };
}
