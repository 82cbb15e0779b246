import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/http-load/**/*.test.ts'],
    testTimeout: 120_000,
    // Each of them takes all that the machine has.
    fileParallelism: false,
  },
});
