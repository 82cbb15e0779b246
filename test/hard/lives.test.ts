import { it } from 'vitest';
import { connector, diy, holdLives } from '../lifecycle/random-lives.ts';

const HOUR = 3_600_000;

/** The number of lives of each sample: `FUZZ_RUNS`, or a half of 1,000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 500);

it.each([connector, diy])(
  'random lives of $file break no rule, and leave nothing',
  async (sample) => {
    await holdLives(sample, RUNS);
  },
  HOUR,
);
