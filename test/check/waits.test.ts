import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { define } from '../../src/contracts/define.ts';
import { checked } from './checking.ts';

/** A function whose every call makes a blocked request, and then waits for another try. */
function createWaiting(answer: unknown) {
  let blocked = 0;
  const save = define.preMap(async () => {
    blocked += 1;
    await delay(40);
    return answer as never;
  });
  return { module: { save }, countBlocked: () => blocked };
}

it('A function that waits for blocked requests is called for five times the timeout, and breaks no law', async () => {
  const { module, countBlocked } = createWaiting([]);
  const laws = new Set(['time', 'once'] as const);
  const { functions } = await checked(module, { countBlocked, laws, timeout: 200, runs: 1000 });
  expect(functions).toEqual([expect.objectContaining({ isCutShort: true, findings: [] })]);
  expect(functions[0]?.calls).toBeLessThan(40);
});

it('Plainer options are looked for no longer than that, either', async () => {
  const { module, countBlocked } = createWaiting('no list');
  const { functions, findings } = await checked(module, { countBlocked, timeout: 200, runs: 1 });
  expect(findings).toEqual([expect.objectContaining({ law: 'contract', found: 'string' })]);
  expect(functions[0]?.calls).toBeLessThan(40);
  expect(countBlocked()).toBeLessThan(80);
});

it('A function that waits until just behind the end of its time has not blocked the process', async () => {
  const timeout = 500;
  const late = define.preMap(async () => {
    const end = performance.now() + timeout + 5;
    await delay(timeout - 50);
    // No timer fires until then, and so the answer comes first.
    while (performance.now() < end);
    return [];
  });
  const { findings } = await checked({ late }, { timeout, runs: 0, laws: new Set(['time']) });
  expect(findings.map(({ found }) => found)).not.toContain('one that blocked the process until then');
});
