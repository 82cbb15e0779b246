import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/sam/**/*.test.ts'],
    globalSetup: 'test/sam/setup.ts',
    testTimeout: 60_000,
  },
});
