import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/hard/**/*.test.ts'],
    globalSetup: 'test/runtime/setup.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
