import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../e2e/runtime/caller.ts';
import { startSandbox } from '../misbehaviour/sandbox.ts';

const ROUNDS = 3;

describe.each(ENGINES)('On Node %i a sandbox', (node) => {
  test('stays the same after timeouts, uncaught errors and late ones, one after the other', async () => {
    const lambda = await startSandbox(node, { timeoutSeconds: 2 });
    expect(await lambda.diy('count')).toBe('1');
    const pid = lambda.pid();
    for (let round = 1; round <= ROUNDS; round++) {
      expect(await lambda.diy('neverCallsBack')).toContain('function_timeout');
      expect(await lambda.diy('throwsElsewhere')).toContain('thrown and uncaught');
      expect(await lambda.diy('callsBackTooLate')).toContain('function_timeout');
      expect(await lambda.diy('rejectsLater')).toBe('"before the rejection"');
      await lambda.isRight();
      expect(await lambda.diy('count')).toBe(String(round + 1));
    }
    expect(lambda.pid()).toBe(pid);
  });
});
