import { expect, it } from 'vitest';
import { createBucket } from '../../src/platform-api/bucket.ts';

it('never lets more through than a burst and what the time since then allows', async () => {
  const [burst, perSecond] = [10, 200];
  const bucket = createBucket({ burst, perSecond });
  const began = performance.now();
  const { signal } = new AbortController();
  const passed = await Promise.all(
    Array.from({ length: 50 }, () => bucket.take(signal).then(() => performance.now() - began)),
  );
  const allowed = passed.map((ms) => burst + 1 + (ms * perSecond) / 1000);
  expect(passed.filter((_, before) => before > Number(allowed[before]))).toEqual([]);
});
