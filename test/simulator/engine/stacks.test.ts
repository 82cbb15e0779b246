import { describe, expect, it } from 'vitest';
import { rulesOf, runAccount, warningsOf } from './account.ts';

const WRAPPER = { _connectionId: 'w1', wrapper: { function: 'get' } };
const code = 'export const get = () => ({ data: [{ id: 1 }], lastPage: true });';
const LAMBDA = { type: 'lambda', framework: 'twoDotZero', lambda: { functionName: 'orders', awsRegion: 'eu-west-1' } };
const READING = /^The functions of a server stack run from a module/;

/** Runs a flow whose stack s1 has a document, and is a module. */
const run = (s1: object, generation?: '1.0') =>
  runAccount({
    exports: { e1: WRAPPER },
    stacks: { s1 },
    ...(generation
      ? {
          files: { 'functions.mjs': 'export const wrappers = { get: () => ({ data: [], lastPage: true }) };' },
          simulation: { stacks: { s1: { module: 'functions.mjs', generation } } },
        }
      : { code }),
  });

describe('the document of a stack', () => {
  it.each([LAMBDA, {}, { type: 'server', server: { hostURI: 'https://a.example' } }])(
    'is fine where the platform could call it: %j',
    async (s1) => {
      const { report } = await run(s1);
      expect([...report.warnings, ...report.notSimulated]).toEqual([]);
      expect(rulesOf(report).some((rule) => READING.test(rule))).toBe(Object(s1).type === 'server');
    },
  );

  it.each<[object, string]>([
    [
      { ...LAMBDA, framework: null },
      'framework: found none, expected twoDotZero for a stack of the type lambda: saving the stack without it has cleared it',
    ],
    [
      { ...LAMBDA, framework: 'oneDotZero' },
      'framework: found oneDotZero, expected twoDotZero for a stack of the type lambda',
    ],
    [
      { ...LAMBDA, lambda: { awsRegion: 'eu-west-1' } },
      'lambda.functionName: found none, expected it for a stack of the type lambda: the platform cannot call it',
    ],
    [
      { ...LAMBDA, lambda: { functionName: 'orders' } },
      'lambda.awsRegion: found none, expected it for a stack of the type lambda: the platform cannot call it',
    ],
    [
      { type: 'server', server: {} },
      'server.hostURI: found none, expected it for a stack of the type server: the platform cannot call it',
    ],
    [{ type: 'Lambda' }, 'type: found Lambda, expected lambda or server; did you mean lambda?'],
    [{ ...LAMBDA, framewrok: 'x' }, expect.stringMatching(/^framewrok: .*did you mean framework\?$/)],
  ])('is a warning where it could not: %j', async (s1, message) => {
    const { report } = await run(s1);
    expect(warningsOf(report).map((one) => one.replace('stacks/s1.json: ', ''))).toEqual([message]);
  });

  it('has no framework for the older generation', async () => {
    expect(warningsOf((await run({ ...LAMBDA, framework: null }, '1.0')).report)).toEqual([]);
    expect(warningsOf((await run(LAMBDA, '1.0')).report)).toEqual([
      'stacks/s1.json: framework: found twoDotZero, but simulation.yaml calls the stack with the generation 1.0',
    ]);
  });

  it('is of the type that the simulation calls', async () => {
    const server = { url: 'http://localhost:9', token: { env: 'TOKEN' } };
    const { report } = await runAccount(
      { records: [{ id: 1 }], stacks: { s1: LAMBDA }, simulation: { stacks: { s1: { server } } } },
      { env: { TOKEN: 'x' } },
    );
    expect(warningsOf(report)).toEqual([
      'stacks/s1.json: type: found lambda, but simulation.yaml calls a stack of the type server',
    ]);
  });
});
