import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../e2e/runtime/caller.ts';
import { createCanaryOptions } from '../canaries.ts';
import { startSandbox } from './sandbox.ts';

const ROWS = [
  ['wraps JSON', 'wrapsJson'],
  ['adds enumerable members to every object', 'extendsObject'],
  ['adds an enumerable member to every array', 'extendsArray'],
  ['replaces toString and valueOf of every object', 'replacesToString'],
  ["replaces Promise by a library's", 'replacesPromise'],
] as const;

describe.each(ENGINES)('On Node %i a function that', (node) => {
  test.each(ROWS)('%s is answered, and so are all later calls, each with its line', async (_, name) => {
    const lambda = await startSandbox(node);
    expect(await lambda.diy(name, createCanaryOptions())).toBe('null');
    const pid = lambda.pid();
    await lambda.isRight();
    expect(await lambda.diy('count')).toBe('1');
    expect(lambda.pid()).toBe(pid);
    await expect
      .poll(() => lambda.lines().map((line) => `${line.message}: ${line.function}`))
      .toEqual([
        `call answered: ${name}`,
        'call answered: echo',
        'call failed: fails',
        'call failed: answersDate',
        'call failed: noSuchFunction',
        'call answered: count',
      ]);
  });

  test('silences the console is answered, and so are all later calls, without lines', async () => {
    const lambda = await startSandbox(node);
    expect(await lambda.diy('silencesConsole')).toBe('null');
    const pid = lambda.pid();
    await lambda.isRight();
    expect(lambda.pid()).toBe(pid);
    expect(lambda.lines()).toEqual([]);
  });
});
