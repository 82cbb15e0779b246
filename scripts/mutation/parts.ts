/** What is mutated together, and the tests that are to notice it: each mutant is tried by those of them that reach it. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Milliseconds that a test may take; where none is said, as many as ever. */
  readonly patience?: number;
}

/** The parts by name: each file is in one. The tests run the code in their own process, and as quickly as may be. */
export const parts: Readonly<Record<string, Part>> = {
  contracts: {
    mutate: ['src/contracts/**/*.ts', 'src/{define,errors,extension-error,text}.ts'],
    tests: ['test/contracts/**/*.test.ts', 'test/{contracts,define,errors,failures}.test.ts'],
  },
  response: {
    mutate: ['src/core/{bound,exact,flaw,response}.ts'],
    tests: ['test/core/{bound,exact,flaw,response*}.test.ts'],
  },
  core: {
    mutate: ['src/core/**/*.ts', '!src/core/{bound,exact,flaw,response}.ts'],
    tests: ['test/core/!(bound|exact|flaw|response*).test.ts'],
  },
  lambda: {
    mutate: ['src/adapters/{lambda,load,prime,process,sandbox}.ts'],
    tests: ['test/adapters/{lambda*,load,process}.test.ts'],
  },
  http: {
    mutate: [
      'src/adapters/**/*.ts',
      '!src/adapters/{lambda,load,prime,process,sandbox,mount,server}.ts',
      '!src/adapters/http-{close,drain,incoming,listener,log,socket,work}.ts',
    ],
    tests: ['test/adapters/{function-url*,hono,http*,server-body,server-drain,uncaught}.test.ts'],
  },
  server: {
    mutate: ['src/adapters/{mount,server}.ts', 'src/adapters/http-{close,drain,incoming,listener,log,socket,work}.ts'],
    tests: ['test/adapters/{express,server*,uncaught}.test.ts'],
    // Most of these mutants are noticed because an answer does not come: it is not waited for longer than is safe.
    patience: 1500,
  },
};
