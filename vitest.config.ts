import { defineConfig } from 'vitest/config';

const name = 'integrator-extension-lambda';
const entries = ['', '/contracts', '/http', '/platform-api', '/testing', '/simulator'];

/** The unit tests run the sources; every other suite runs what was built. */
const alias = entries.map((entry) => ({
  find: new RegExp(`^${name}${entry}$`),
  replacement: new URL(`./src${entry}/index.ts`, import.meta.url).pathname,
}));

const minute = { testTimeout: 60_000, hookTimeout: 60_000 };
const twoMinutes = { testTimeout: 120_000, hookTimeout: 120_000 };
const patient = { expect: { poll: { timeout: 20_000 } } };

const suites = {
  runtime: { globalSetup: 'test/e2e/runtime/setup.ts', ...minute, ...patient },
  sam: { globalSetup: 'test/e2e/sam/setup.ts', ...minute },
  browser: { globalSetup: 'test/e2e/browser/setup.ts', ...minute, fileParallelism: false },
  package: { globalSetup: 'test/e2e/package/setup.ts', ...twoMinutes },
  'http-load': { ...twoMinutes, fileParallelism: false },
};

export default defineConfig({
  test: {
    coverage: {
      include: ['src/**/*.ts'],
      exclude: [
        'src/cli/**',
        'src/check/**',
        'src/simulator/report/**',
        // It runs in processes of its own, which are not counted.
        'src/transport/child-process-worker.ts',
      ],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
      reporter: ['text-summary', 'text', 'json-summary'],
    },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...Object.keys(suites).map((suite) => `test/e2e/${suite}/**`), 'test/hard/**', 'test/consumers/**'],
        },
      },
      ...Object.entries(suites).map(([suite, options]) => ({
        test: { name: suite, include: [`test/e2e/${suite}/**/*.test.ts`], ...options },
      })),
      {
        test: {
          name: 'hard',
          include: ['test/hard/**/*.test.ts'],
          globalSetup: 'test/e2e/runtime/setup.ts',
          ...twoMinutes,
          ...patient,
        },
      },
    ],
  },
});
