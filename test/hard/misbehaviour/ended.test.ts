import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../e2e/runtime/caller.ts';
import { createCanaryOptions } from '../canaries.ts';
import { startSandbox } from './sandbox.ts';

/** Lambda's own answer for a process that has ended. */
const ended = (how: string) => ({
  $metadata: { httpStatusCode: 502 },
  errorType: 'Runtime.ExitError',
  errorMessage: expect.stringContaining(`Runtime exited with error: ${how}`),
});

describe.each(ENGINES)(
  'On Node %i the process ends, and the next call finds a new one, with a function that',
  (node) => {
    test.each([
      ['calls process.exit', 'exits', 'exit status 3'],
      ['uses up all memory', 'usesUpMemory', 'signal: aborted'],
    ])('%s: Lambda answers Runtime.ExitError', async (_, name, how) => {
      const lambda = await startSandbox(node, { memory: 128 });
      expect(await lambda.diy('count')).toBe('1');
      await expect(lambda.diy(name, createCanaryOptions())).rejects.toMatchObject(ended(how));
      expect(await lambda.diy('count')).toBe('1');
      await lambda.isRight();
    });

    test('blocks the event loop forever: Lambda reports a timeout', async () => {
      const lambda = await startSandbox(node, { timeoutSeconds: 2 });
      expect(await lambda.diy('count')).toBe('1');
      expect(await lambda.diy('blocksForever', createCanaryOptions())).toBe('Task timed out after 2.00 seconds');
      expect(await lambda.diy('count')).toBe('1');
      await lambda.isRight();
    });

    test('calls process.exit after its answer: the answer stands, and Lambda answers a later call in its place', async () => {
      const lambda = await startSandbox(node);
      expect(await lambda.diy('count')).toBe('1');
      expect(await lambda.diy('exitsAfterAnswering', createCanaryOptions())).toBe('"answered"');
      // The process answers until it has ended.
      await expect.poll(() => lambda.diy('count').catch(({ errorType }) => errorType)).toBe('Runtime.ExitError');
      expect(await lambda.diy('count')).toBe('1');
      await lambda.isRight();
    });

    test('throws elsewhere once all listeners are gone: Lambda answers Runtime.ExitError', async () => {
      const lambda = await startSandbox(node);
      expect(await lambda.diy('removesListeners')).toBe('"removed"');
      await expect(lambda.diy('throwsElsewhere', createCanaryOptions())).rejects.toMatchObject(ended('exit status'));
      expect(await lambda.diy('throwsElsewhere', createCanaryOptions())).toContain('thrown and uncaught');
      await lambda.isRight();
    });

    test.each([
      ['removes the console', 'losesConsole'],
      ['breaks the functions of Object', 'breaksObject'],
      ['breaks the methods of arrays', 'breaksArrays'],
    ])('%s: the runtime client fails at the next failed call', async (_, name) => {
      const lambda = await startSandbox(node);
      expect(await lambda.diy('count')).toBe('1');
      expect(await lambda.diy(name, createCanaryOptions())).toBe('null');
      await expect(lambda.diy('fails')).rejects.toMatchObject(ended('exit status 1'));
      expect(await lambda.diy('count')).toBe('1');
      await lambda.isRight();
    });
  },
);
