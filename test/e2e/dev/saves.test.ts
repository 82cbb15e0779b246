import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toRequest } from '../../http/exchange.ts';
import { makeFolder, serveDev } from './serving.ts';

const CALLS = 500;
const SAVES = 50;

/** Two files that must be of one build: each exports the number of its save. */
const code = (file: 'index' | 'other', number: number) =>
  file === 'other'
    ? `export const other = ${number};\n`
    : `import { other } from './other.ts';\nexport const who = async () => { await null; return { own: ${number}, other }; };\n`;

/** Megabytes that this process holds in memory, counting everything. */
function readMemory(): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

test('500 calls during 50 saves are all answered, each by one build that is no older than the last ready one', async () => {
  const root = makeFolder();
  const save = (number: number) => {
    writeFileSync(join(root, 'other.ts'), code('other', number));
    writeFileSync(join(root, 'index.ts'), code('index', number));
  };
  save(0);
  const server = await serveDev({ modules: { path: join(root, 'index.ts') }, root });
  onTestFinished(server.close);
  const answered: { readonly own: number; readonly other: number }[] = [];
  let newest = 0;
  const call = async () => {
    const before = newest;
    const response = await fetch(
      `${server.publicUrl}/function`,
      toRequest({ diy: true, function: 'who', options: {} }),
    );
    const answer = (await response.json()) as { own: number; other: number };
    answered.push(answer);
    expect(answer.own).toBeGreaterThanOrEqual(before);
    newest = Math.max(newest, answer.own);
  };
  for (let warm = 0; warm < 20; warm++) await call();
  answered.length = 0;
  const memory = readMemory();
  let saved = 0;
  const callers = Array.from({ length: 5 }, async () => {
    while (answered.length < CALLS || saved < SAVES) await call();
  });
  const saver = (async () => {
    for (let number = 1; number <= SAVES; number++) {
      save(number);
      saved = number;
      // The next save may come as soon as this one is in use, or before it is.
      if (number % 2 === 0) await expect.poll(() => newest, { interval: 5 }).toBe(number);
    }
  })();
  await Promise.all([...callers, saver]);
  expect(answered.length).toBeGreaterThanOrEqual(CALLS);
  expect(answered.filter(({ own, other }) => own !== other)).toEqual([]);
  expect(newest).toBe(SAVES);
  expect(readMemory() - memory).toBeLessThan(150);
});
