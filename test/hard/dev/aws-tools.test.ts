import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  InvokeCommand,
  LambdaClient,
  RequestTooLargeException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsTool } from '../../../scripts/deploy/moto.ts';
import { pythonTool } from '../../../scripts/python-tools.ts';
import { type ServedDev, serveDev } from '../../e2e/dev/serving.ts';

const run = promisify(execFile);
/** The first run installs the tool, from a registry that may be slow. */
const INSTALLED = { timeout: 600_000 };
const ADDRESS = { diy: true, function: 'echo' };
const FAILURE = {
  errorType: 'string',
  errorMessage: '{"statusCode":422,"errors":[{"message":"no stock","code":"Error"}]}',
  trace: [],
};

let root: string;
let server: ServedDev;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'dev-tools-'));
  const path = join(root, 'index.mjs');
  writeFileSync(
    path,
    `export const echo = (options) => { console.log('called'); return options; };
export const fail = () => { throw new Error('no stock'); };
`,
  );
  server = await serveDev({ modules: new Map([['orders-diy', { path }]]), root });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

test('AWS SDK v3 calls a function unchanged, and reads its log and its errors', async () => {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new LambdaClient({ endpoint: server.url, region: 'eu-central-1', credentials, maxAttempts: 1 });
  const invoke = (address: object, more: object = {}) =>
    client.send(
      new InvokeCommand({
        FunctionName: 'arn:aws:lambda:eu-central-1:123456789012:function:orders-diy',
        ClientContext: Buffer.from(JSON.stringify(address)).toString('base64'),
        Payload: Buffer.from('{"a":"é"}'),
        ...more,
      }),
    );
  const {
    StatusCode,
    ExecutedVersion,
    FunctionError,
    LogResult = '',
    Payload,
  } = await invoke(ADDRESS, { LogType: 'Tail' });
  expect({ StatusCode, ExecutedVersion, FunctionError }).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(Payload?.transformToString()).toBe('{"a":"é"}');
  expect(Buffer.from(LogResult, 'base64').toString()).toContain('\ncalled\n');
  const failed = await invoke({ ...ADDRESS, function: 'fail' });
  expect([failed.FunctionError, JSON.parse(String(failed.Payload?.transformToString()))]).toEqual([
    'Unhandled',
    FAILURE,
  ]);
  expect((await invoke(ADDRESS, { InvocationType: 'DryRun' })).StatusCode).toBe(204);
  await expect(invoke(ADDRESS, { FunctionName: 'other' })).rejects.toThrow(ResourceNotFoundException);
  const large = Buffer.from(JSON.stringify('x'.repeat(6_291_456)));
  await expect(invoke(ADDRESS, { Payload: large })).rejects.toThrow(RequestTooLargeException);
  await expect(invoke(ADDRESS, { InvocationType: 'Event' })).rejects.toThrow(/'Event' at 'invocationType'/);
  client.destroy();
});

test('boto3 calls a function unchanged', INSTALLED, async () => {
  const python = join(pythonTool('boto3', ['boto3==1.44.8']), 'python');
  const script = fileURLToPath(new URL('call_functions.py', import.meta.url));
  const { echo, fail, dry, missing } = JSON.parse((await run(python, [script, server.url])).stdout);
  expect(echo).toEqual({ status: 200, error: null, version: '$LATEST', log: expect.any(String), payload: { a: 'é' } });
  expect(echo.log).toContain('\ncalled\n');
  expect(fail).toMatchObject({ status: 200, error: 'Unhandled', payload: FAILURE });
  expect(dry).toMatchObject({ status: 204, payload: null });
  expect(missing).toContain('Function not found: arn:aws:lambda:');
});

test('the AWS CLI calls a function unchanged', INSTALLED, async () => {
  const aws = join(awsTool(), 'aws');
  const file = join(root, 'answer.json');
  const env = { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any', HOME: root };
  const invoke = (name: string) =>
    run(
      aws,
      [
        'lambda',
        'invoke',
        ...['--endpoint-url', server.url, '--region', 'eu-central-1', '--function-name', name],
        ...['--client-context', Buffer.from(JSON.stringify(ADDRESS)).toString('base64')],
        ...['--payload', '{"a":1}', file],
      ],
      { env },
    );
  expect(JSON.parse((await invoke('orders-diy')).stdout)).toEqual({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(readFileSync(file, 'utf8')).toBe('{"a":1}');
  await expect(invoke('other')).rejects.toThrow(/ResourceNotFoundException/);
});
