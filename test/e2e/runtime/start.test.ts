import { afterEach, describe, expect, test } from 'vitest';
import { type Caller, ENGINES, startCaller } from './caller.ts';
import { bundleFixture } from './setup.ts';

const ENDED = { $metadata: { httpStatusCode: 502 } };

describe.each(ENGINES)('On Node %i the runtime', (node) => {
  let lambda: Caller;
  afterEach(() => lambda.stop());

  test('refuses to start a handler that declares three parameters', async () => {
    lambda = await startCaller(bundleFixture('three-parameters'), { node });
    await expect(lambda.send({})).rejects.toMatchObject(ENDED);
    expect(lambda.logs()).toContain('Runtime.CallbackHandlerDeprecated');
  });

  test('starts ours', async () => {
    lambda = await startCaller(bundleFixture('pool'), { node });
    expect(await lambda.diy('ping')).toBe('{"statusCode":200}');
  });

  test.each([
    ['an error', {}],
    ['text', { AS_TEXT: '1' }],
  ])('reports at once that a module threw %s while it was loaded, although it left work running', async (_, env) => {
    lambda = await startCaller(bundleFixture('broken-start'), { node, env, timeoutSeconds: 5 });
    await expect(lambda.diy('ping')).rejects.toMatchObject(ENDED);
    expect(lambda.logs()).toContain('ORDERS_DATABASE is not set');
  });

  test('ends if it fails itself, even if a module left work running, and the next call finds a new one', async () => {
    lambda = await startCaller(bundleFixture('pool'), { node, timeoutSeconds: 5 });
    await expect(lambda.sendWith('no JSON', {})).rejects.toMatchObject(ENDED);
    expect(lambda.logs()).toContain('Failed to parse lambda-runtime-client-context as JSON');
    expect(await lambda.diy('ping')).toBe('{"statusCode":200}');
  });
});
