import config from '../../vitest.config.ts';
import { parts } from './parts.ts';

const { tests, patience } = parts[process.env.MUTATED_PART ?? ''] ?? {};

export default {
  ...config,
  test: {
    include: tests,
    // Files that load modules anew make what is made while a file is loaded look like what a test of theirs reaches.
    exclude: [
      'test/core/uncaught-child.test.ts',
      'test/contracts/{contract,first-check}.test.ts',
      'test/core/*-{hostile,many}.test.ts',
    ],
    setupFiles: ['scripts/mutation/setup.ts'],
    // One worker for all files: each mutant is a run, and a worker for each file most of what it takes.
    isolate: false,
    testTimeout: patience,
    hookTimeout: patience,
  },
};
