import { alias } from '../../vitest.config.ts';
import { parts } from './parts.ts';

const { tests, patience } = parts[process.env.MUTATED_PART ?? ''] ?? {};

export default {
  resolve: { alias },
  test: {
    include: tests,
    // These files load modules again: Stryker would count code that runs at load as covered by one of their tests.
    exclude: ['test/contracts/{contract,first-check}.test.ts', 'test/core/*-{hostile,many}.test.ts'],
    setupFiles: ['scripts/mutation/setup.ts'],
    // Each mutant is a run: a worker for each file would take most of its time.
    isolate: false,
    testTimeout: patience,
    hookTimeout: patience,
  },
};
