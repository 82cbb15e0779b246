import { parts } from './scripts/mutation/parts.ts';
import config from './vitest.config.ts';

export default {
  ...config,
  test: {
    include: parts[process.env.MUTATED_PART ?? '']?.tests,
    exclude: ['test/adapters/process-child.test.ts', 'test/core/*-{hostile,many}.test.ts'],
    setupFiles: ['scripts/mutation/setup.ts'],
    // One worker for all files: each mutant is a run, and a worker for each file most of what it takes.
    isolate: false,
  },
};
