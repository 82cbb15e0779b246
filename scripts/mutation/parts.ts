/** What is mutated together, and the tests that are to notice it: each mutant is tried by those of them that reach it. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

/**
 * The parts by name. The tests run the mutated code in their own process, and quickly; those of the server wait for
 * timeouts to pass, so they are kept to the part that needs them.
 */
export const parts: Readonly<Record<string, Part>> = {
  contracts: {
    mutate: ['src/contracts/**/*.ts', 'src/define.ts', 'src/errors.ts'],
    tests: ['test/contracts/**/*.test.ts', 'test/{contracts,define,errors,failures}.test.ts'],
  },
  // Pages of some megabytes, walked again and again.
  response: {
    mutate: ['src/core/{bound,exact,flaw,response}.ts'],
    tests: ['test/core/{bound,exact,flaw,response}.test.ts'],
  },
  core: {
    mutate: ['src/core/**/*.ts', '!src/core/{bound,exact,flaw,response}.ts'],
    tests: ['test/core/!(bound|exact|flaw|response).test.ts'],
  },
  lambda: {
    mutate: ['src/adapters/{lambda,sandbox,process}.ts'],
    tests: ['test/adapters/{lambda*,process}.test.ts'],
  },
  http: {
    mutate: ['src/adapters/**/*.ts', '!src/adapters/{lambda,sandbox,process}.ts'],
    tests: ['test/adapters/**/*.test.ts'],
  },
};
