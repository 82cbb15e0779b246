import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLambda } from '../../src/transport/lambda.ts';
import { createFolder } from '../cli/command-line.ts';

const here = process.cwd();
const [bare, { folder: equipped, write }] = [createFolder().folder, createFolder()];

beforeEach(() =>
  vi.doMock('@aws-sdk/client-lambda', () => {
    throw new Error('not there');
  }),
);
afterEach(() => {
  vi.doUnmock('@aws-sdk/client-lambda');
  vi.resetModules();
  process.chdir(here);
});

describe('the SDK', () => {
  it('may be that of the current folder', async () => {
    const sdk = 'node_modules/@aws-sdk/client-lambda';
    write(`${sdk}/package.json`, '{ "name": "@aws-sdk/client-lambda", "main": "index.js" }');
    write(`${sdk}/index.js`, 'exports.LambdaClient = class { destroy() {} }; exports.InvokeCommand = class {};');
    process.chdir(equipped);
    const transport = await openLambda({ functionName: 'shop', profile: 'tests' });
    await transport.close();
  });

  it('must be installed', async () => {
    process.chdir(bare);
    await expect(openLambda({ functionName: 'shop' })).rejects.toMatchObject({
      code: 'sdk_missing',
      message: expect.stringContaining('npm install --save-dev @aws-sdk/client-lambda'),
    });
  });
});
