import type { Reading } from '../scope/scope.ts';

/** How contested or unknown rules about hosted scripts were read. A result names those that decided it. */
export const readings = {
  blankFunction: {
    basis: 'assumed',
    rule: 'A reference without a function name calls the first function of a script that has several.',
  },
  promiseAnswer: {
    basis: 'assumed',
    rule: 'A hosted script is synchronous: a Promise as its answer is an error.',
  },
  apiReads: {
    basis: 'assumed',
    rule: 'get and find of integrator-api answer in hooks, though the documentation keeps them to other scripts.',
  },
  standaloneFlow: {
    basis: 'documented',
    rule: 'A script of a flow without an integration cannot run exports, imports and flows: the call throws.',
  },
  jsonAnswer: {
    basis: 'assumed',
    rule: 'The answer of a hosted script passes through JSON, as that of a stack does: NaN, Infinity, and undefined in a list become null.',
  },
  stubbedAnswer: {
    basis: 'assumed',
    rule: 'The stubs of simulation.yaml say what calls of integrator-api answer: their shape is not documented.',
  },
} as const satisfies Record<string, Reading>;

/** The name of a reading about scripts. */
export type ScriptReading = keyof typeof readings;
