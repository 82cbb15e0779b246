import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from './call.ts';
import { call } from './generate.ts';
import { type Row, type RowName, rows } from './rows.ts';
import { callOriginal, callOurs } from './wire.ts';

/** Set COMPAT_RUNS after a change of the core: ten times as many take a minute. */
const RUNS = Number(process.env.COMPAT_RUNS ?? 10_000);

// The original writes to the console. Ours does too if a broken configuration has no logger.
beforeAll(() => {
  for (const level of ['log', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {});
});
afterAll(() => void vi.restoreAllMocks());

/** Finds the rows that together explain our answer; undefined if none do. */
async function explain(generated: Call, answer: string): Promise<RowName[] | undefined> {
  const names: RowName[] = [];
  let as = (text: string) => text;
  let current = generated;
  for (;;) {
    if (as((await callOriginal(current)).text) === answer) return names;
    const found = (Object.entries(rows) as [RowName, Row][]).find(
      ([name, row]) => !names.includes(name) && row.applies(current),
    );
    if (!found) return undefined;
    names.push(found[0]);
    const corrected = found[1].correct(current);
    if ('text' in corrected) return corrected.text === answer ? names : undefined;
    if ('as' in corrected) as = corrected.as;
    current = 'call' in corrected ? corrected.call : corrected;
  }
}

describe(`${RUNS} generated calls`, () => {
  const reached = new Map<string, number>();
  const count = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);

  it('are answered byte for byte as the original answers them, except for the deliberate differences', async () => {
    await fc.assert(
      fc.asyncProperty(call, async (generated) => {
        const [theirs, answer] = [await callOriginal(generated), await callOurs(generated)];
        const names = await explain(generated, answer.text);
        expect(names, `theirs: ${theirs.text}\nours:   ${answer.text}`).toBeDefined();
        expect(answer.eventUnchanged).toBe(true);
        for (const one of names ?? []) count(one);
        if (names?.length === 0) {
          count('equal');
          expect(answer.late).toBe(theirs.late);
        }
        if (!theirs.eventUnchanged) count('dates are converted in place');
        if (theirs.late > 0) count('a callback that comes twice answers twice');
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('reach every deliberate difference', () => {
    const differences = [
      ...Object.keys(rows),
      'dates are converted in place',
      'a callback that comes twice answers twice',
    ];
    expect(differences.filter((name) => !reached.has(name))).toEqual([]);
  });
});
