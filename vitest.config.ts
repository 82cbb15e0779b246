import { defineConfig } from 'vitest/config';

const source = (path: string) => new URL(`./src/${path}`, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^integrator-extension-lambda$/, replacement: source('index.ts') },
      { find: /^integrator-extension-lambda\/contracts$/, replacement: source('contracts/index.ts') },
      { find: /^integrator-extension-lambda\/http$/, replacement: source('http.ts') },
      { find: /^integrator-extension-lambda\/platform-api$/, replacement: source('platform-api/index.ts') },
      { find: /^integrator-extension-lambda\/testing$/, replacement: source('testing.ts') },
      { find: /^integrator-extension-lambda\/simulator$/, replacement: source('simulator/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/runtime/**',
      'test/hard/**',
      'test/sam/**',
      'test/http-load/**',
      'test/package/**',
      'test/browser/**',
      'test/consumers/**',
    ],
    coverage: {
      include: [
        'src/core/**',
        'src/contracts/**',
        'src/adapters/**',
        'src/platform-api/**',
        'src/testing/**',
        'src/*.ts',
        'src/simulator/{load,mapping}/**',
        'src/simulator/*.ts',
        'src/transport/**',
      ],
      // It runs in processes of its own, which are not counted.
      exclude: ['src/transport/forked-child.ts'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
      reporter: ['text-summary', 'text', 'json-summary'],
    },
  },
});
