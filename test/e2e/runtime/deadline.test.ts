import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Caller, ENGINES, startCaller } from './caller.ts';
import { bundleFixture } from './setup.ts';

describe.each(ENGINES)('On Node %i a function that does not answer in time', (node) => {
  let lambda: Caller;
  beforeEach(async () => {
    lambda = await startCaller(bundleFixture('functions'), { node, timeoutSeconds: 2 });
    await lambda.diy('count');
  });
  afterEach(() => lambda.stop());

  test('fails with function_timeout before Lambda ends the process, naming the function and its milliseconds', async () => {
    const { errorType, errorMessage, trace } = JSON.parse(await lambda.diy('waits'));
    expect({ errorType, trace }).toEqual({ errorType: 'string', trace: [] });
    const { statusCode, errors } = JSON.parse(errorMessage);
    const had = /^The function waits didn't answer within the (\d+) ms it had\.$/.exec(errors[0].message);
    expect({ statusCode, codes: errors.map((one: { code: string }) => one.code) }).toEqual({
      statusCode: 422,
      codes: ['function_timeout'],
    });
    // Two seconds, less the margin of half a second and the runtime's own time.
    expect(Number(had?.[1])).toBeLessThanOrEqual(1500);
    expect(Number(had?.[1])).toBeGreaterThan(0);
  });

  test('gets an aborted signal, with the error of the call', async () => {
    const { errorMessage } = JSON.parse(await lambda.diy('waits'));
    expect(JSON.parse(await lambda.diy('aborted'))).toBe(JSON.parse(errorMessage).errors[0].message);
  });

  test('leaves the process as it was: it answers the next call', async () => {
    const pid = lambda.pid();
    await lambda.diy('waits');
    expect(await lambda.diy('count')).toBe('2');
    expect(lambda.pid()).toBe(pid);
  });
});
