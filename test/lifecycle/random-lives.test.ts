import { it } from 'vitest';
import { connector, diy, holdLives } from './random-lives.ts';

// The hard suite has 1,000.
it.each([connector, diy])('a random life of $file breaks no rule, and leaves nothing', async (sample) => {
  await holdLives(sample, 8);
});
