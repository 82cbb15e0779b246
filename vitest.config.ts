import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const name = 'integrator-extension-lambda';
const entries = ['', '/contracts', '/http', '/platform-api', '/recording', '/testing', '/simulator'];

/** Tests that import the package by its name run the sources; the suites below run what was built. */
export const alias = entries.map((entry) => ({
  find: new RegExp(`^${name}${entry}$`),
  replacement: new URL(`./src${entry}/index.ts`, import.meta.url).pathname,
}));

// Processes and compilers take as long as a busy machine lets them.
const patient = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };

const suites = {
  runtime: { globalSetup: 'test/e2e/runtime/setup.ts' },
  sam: { globalSetup: 'test/e2e/sam/setup.ts' },
  deploy: { globalSetup: 'test/e2e/deploy/setup.ts' },
  browser: { globalSetup: 'test/e2e/browser/setup.ts', fileParallelism: false },
  package: { globalSetup: 'test/e2e/package/setup.ts', include: ['test/e2e/{package,first-hour}/**/*.test.ts'] },
  'http-load': { fileParallelism: false },
};
const special = [...Object.keys(suites), 'first-hour'].map((suite) => `test/e2e/${suite}/**`);

export default defineConfig({
  test: {
    // The default leaves a machine of two cores one worker, and tests that wait hold up the others.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: {
      include: ['src/**/*.ts'],
      exclude: [
        'src/cli/**',
        'src/check/**',
        'src/simulator/report/**',
        'src/dev/page/**',
        'src/lifecycle/report/{html.ts,page/**}',
        // These run in processes of their own, which are not counted.
        'src/transport/child-process-worker.ts',
        'src/transport/serve-commands.ts',
        'src/simulator/flow/flow-module-worker.ts',
        'src/simulator/modules/record-module-worker.ts',
        'src/simulator/scripts/script-worker.ts',
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
          exclude: ['test/e2e/**', 'test/hard/**', 'test/consumers/**'],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], exclude: special, ...patient },
      },
      ...Object.entries(suites).map(([suite, options]) => ({
        test: { name: suite, include: [`test/e2e/${suite}/**/*.test.ts`], ...patient, ...options },
      })),
      {
        test: {
          name: 'hard',
          include: ['test/hard/**/*.test.ts'],
          globalSetup: 'test/e2e/runtime/setup.ts',
          ...patient,
        },
      },
    ],
  },
});
