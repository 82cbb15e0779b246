import { describe, expect, onTestFinished, test } from 'vitest';
import { type Caller, ENGINES, startCaller } from './caller.ts';
import { bundleFixture } from './setup.ts';

const ADDRESS = { diy: true, function: 'greet', _reqId: 'r-1', traceId: 't-1' };
const OPTIONS = { name: 'Di', _exportId: 'e-1', bearerToken: 'token-of-this-one-call' };
const FIELDS = { function: 'greet', diy: true, _reqId: 'r-1', traceId: 't-1', _exportId: 'e-1', coldStart: true };

async function readLogs(logFormat: 'Text' | 'JSON', node: 22 | 24, calls: (lambda: Caller) => Promise<unknown>) {
  const lambda = await startCaller(bundleFixture('functions'), { node, logFormat });
  onTestFinished(lambda.stop);
  await calls(lambda);
  await expect.poll(lambda.logs).toContain('REPORT');
  return lambda.logs().split('\n');
}

describe.each(ENGINES)('On Node %i the log', (node) => {
  test('of a function with JSON logs has one line for a call, its fields as fields', async () => {
    const lines = await readLogs('JSON', node, (lambda) => lambda.call(ADDRESS, OPTIONS));
    const [line, ...more] = lines.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text));
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: 'INFO', message: { message: 'call answered', ...FIELDS } });
    expect(line.message).toMatchObject({ awsRequestId: line.requestId, ms: expect.any(Number) });
  });

  test('of a function with text logs has one line for a call, which ends in JSON', async () => {
    const lines = await readLogs('Text', node, (lambda) => lambda.call(ADDRESS, OPTIONS));
    const [columns, ...more] = lines.map((text) => text.split('\t')).filter(([, , level]) => level === 'INFO');
    expect(more).toEqual([]);
    const [, requestId, , json] = columns ?? [];
    expect(JSON.parse(json ?? '')).toMatchObject({ level: 'info', ...FIELDS, awsRequestId: requestId });
  });

  test.each(['Text', 'JSON'] as const)('in %s has the problem of a failed call as an error', async (format) => {
    const lines = await readLogs(format, node, (lambda) => lambda.diy('throws'));
    const line = lines.find((text) => text.includes('call failed'));
    expect(line).toContain('ERROR');
    expect(line).toContain('"problems":[{"message":"No such order: 17","code":"order_not_found"}]');
  });

  test.each(['Text', 'JSON'] as const)('in %s holds no token, although the answer names it', async (format) => {
    let answer = '';
    const lines = await readLogs(format, node, async (lambda) => {
      answer = await lambda.diy('revealing', OPTIONS);
    });
    expect(answer).toContain(`401 for token ${OPTIONS.bearerToken}`);
    expect(lines.filter((line) => line.includes(OPTIONS.bearerToken))).toEqual([]);
    expect(lines.join()).toContain('401 for token [redacted]');
  });
});
