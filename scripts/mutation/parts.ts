/**
 * The files that are mutated together, and the tests that must notice it: each mutant runs with the tests that reach
 * it.
 */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Milliseconds that a test may take; by default the usual limit. */
  readonly patience?: number;
}

/** The parts by name: each file is in one. The tests run the code in their own process. */
export const parts: Readonly<Record<string, Part>> = {
  contracts: {
    mutate: ['src/contracts/**/*.ts', 'src/core/kind.ts', 'src/shared/errors.ts'],
    tests: ['test/contracts/**/*.test.ts', 'test/shared/{errors,failures}.test.ts'],
  },
  response: {
    mutate: ['src/core/{json-size,response}.ts'],
    tests: ['test/core/{json-*,response*}.test.ts'],
  },
  core: {
    mutate: ['src/core/**/*.ts', '!src/core/{json-size,response,hosted-module,kind,uncaught}.ts'],
    tests: ['test/core/!(json-*|response*|uncaught).test.ts'],
  },
  lambda: {
    mutate: ['src/lambda/**/*.ts', '!src/lambda/exchange.ts', 'src/core/uncaught.ts'],
    tests: ['test/lambda/!(exchange).test.ts', 'test/core/{uncaught,pending-calls}.test.ts'],
  },
  http: {
    mutate: ['src/http/*.ts'],
    tests: ['test/http/*.test.ts', 'test/http/node/{server-body,drain,uncaught}.test.ts'],
  },
  server: {
    mutate: ['src/http/node/*.ts'],
    tests: ['test/http/node/!(conformance).test.ts'],
    // Most of these mutants are noticed because no answer comes: the limit is as short as is safe.
    patience: 1500,
  },
};
