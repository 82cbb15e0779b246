import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from './call.ts';
import { call } from './generate.ts';
import { type Row, type RowName, rows } from './rows.ts';
import { original, ours } from './wire.ts';

/** More are worth the time when the core has changed: ten times as many take a minute. */
const RUNS = Number(process.env.COMPAT_RUNS ?? 10_000);

// The original reports on the console; so does ours where a configuration is too broken to hold a logger.
beforeAll(() => {
  for (const level of ['log', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {});
});
afterAll(() => void vi.restoreAllMocks());

/** Which rows explain, one after the other, that ours answers what it does; undefined where they don't. */
async function explain(asked: Call, answer: string): Promise<RowName[] | undefined> {
  const names: RowName[] = [];
  let as = (text: string) => text;
  let ailing = asked;
  for (;;) {
    if (as((await original(ailing)).text) === answer) return names;
    const found = (Object.entries(rows) as [RowName, Row][]).find(
      ([name, row]) => !names.includes(name) && row.ails(ailing),
    );
    if (!found) return undefined;
    names.push(found[0]);
    const cured = found[1].cure(ailing);
    if ('text' in cured) return cured.text === answer ? names : undefined;
    if ('as' in cured) as = cured.as;
    ailing = 'call' in cured ? cured.call : cured;
  }
}

describe(`${RUNS} generated calls`, () => {
  const reached = new Map<string, number>();
  const count = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);

  it('are answered byte for byte as the original answers them, except for the deliberate differences', async () => {
    await fc.assert(
      fc.asyncProperty(call, async (asked) => {
        const [theirs, answer] = [await original(asked), await ours(asked)];
        const names = await explain(asked, answer.text);
        expect(names, `theirs: ${theirs.text}\nours:   ${answer.text}`).toBeDefined();
        expect(answer.kept).toBe(true);
        for (const one of names ?? []) count(one);
        if (names?.length === 0) {
          count('equal');
          expect(answer.late).toBe(theirs.late);
        }
        if (!theirs.kept) count('dates are converted in place');
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
