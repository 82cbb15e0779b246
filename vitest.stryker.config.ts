import config from './vitest.config.ts';

/** The tests that run the mutated code in their own process, and quickly. */
export default {
  ...config,
  test: {
    include: [
      'test/{core,contracts}/**/*.test.ts',
      'test/adapters/**/*.test.ts',
      'test/{contracts,define,errors,failures}.test.ts',
    ],
    exclude: ['test/adapters/process.test.ts', 'test/core/extension-many.test.ts'],
  },
};
