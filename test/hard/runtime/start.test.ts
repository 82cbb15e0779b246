import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES, formatRefusal, startCaller } from '../../e2e/runtime/caller.ts';
import { bundleFixture } from '../../e2e/runtime/setup.ts';

const failed = (message: string, code: string) => formatRefusal(JSON.stringify({ message, code }));
const BOTH = 'The configuration object should only have one of the diy or connectors field.';

/** The failure of a handler's file, with its answered and logged problem. */
const ROWS = [
  ['throws', { FILE: 'throws' }, 'ORDERS_DATABASE is not set', 'Error'],
  ['rejects after a top-level await', { FILE: 'waits', REJECTS: '1' }, 'the greeting could not be read', 'TypeError'],
  ['has a bad configuration', { FILE: 'misconfigured' }, BOTH, 'invalid_configuration'],
] as const;

async function start(node: 22 | 24, fixture: string, env = {}) {
  const lambda = await startCaller(bundleFixture(fixture), { node, env, logFormat: 'JSON' });
  onTestFinished(lambda.stop);
  const lines = () =>
    lambda
      .logs()
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text) => JSON.parse(text).message);
  return { ...lambda, lines };
}

describe.each(ENGINES)('On Node %i a handler whose file', (node) => {
  test.each(ROWS)(
    '%s answers every call with the reason, and logs the reason and the file',
    async (_, env, message, code) => {
      const lambda = await start(node, 'loaded', env);
      expect(await lambda.diy('greet')).toBe(failed(message, code));
      const pid = lambda.pid();
      expect(await lambda.send({ diy: true, function: 'greet', options: {} })).toBe(failed(message, code));
      expect(lambda.pid()).toBe(pid);
      const line = {
        message: 'call failed',
        problems: [{ message, code }],
        stack: expect.stringMatching(/index\.mjs/),
      };
      await expect.poll(lambda.lines).toMatchObject([line, line]);
    },
  );

  test('has a top-level await is answered by its functions', async () => {
    const lambda = await start(node, 'loaded', { FILE: 'waits' });
    expect(await lambda.diy('greet', { name: 'Ann' })).toBe('"Hello Ann"');
  });

  test('is misconfigured, and not loaded by loadHandler, does the same', async () => {
    const lambda = await start(node, 'misconfigured');
    expect(await lambda.diy('preMap')).toBe(failed(BOTH, 'invalid_configuration'));
    await expect.poll(lambda.lines).toMatchObject([{ stack: expect.stringMatching(/index\.mjs/) }]);
  });
});
