import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Moto } from '../../../scripts/deploy/moto.ts';
import { parseRecording } from '../../../src/recording/read-recording.ts';
import type { Recording } from '../../../src/recording/recording.ts';
import { runBuilt } from '../../cli/command-line.ts';
import { ENGINES, startCaller } from './caller.ts';
import { startS3 } from './s3.ts';
import { bundleFixture } from './setup.ts';

const SECRETS = ['bearer token/of+this call', 'p4ss"w0rd+x', 'sk_live_4242'] as const;
const [TOKEN, PASSWORD, KEY] = SECRETS;
const AWS = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', AWS_REGION: 'us-east-1' };

let s3: Moto;
let client: S3Client;

beforeAll(async () => {
  s3 = await startS3('recordings');
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  client = new S3Client({ endpoint: s3.url, region: 'us-east-1', credentials, forcePathStyle: true });
});

afterAll(async () => {
  client.destroy();
  await s3.stop();
});

async function readAll(prefix: string): Promise<Recording[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'recordings', Prefix: prefix }));
  return Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'recordings', Key }));
      return parseRecording((await Body?.transformToString()) ?? '', Key);
    }),
  );
}

async function startShop(): Promise<string> {
  const server = createServer((_, answer) => answer.writeHead(201, { 'set-cookie': 'sid=abcdefgh' }).end('{"id":7}'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
}

describe.each(ENGINES)('On Node %i a deployed recorder', (node) => {
  test('writes calls to S3 without their secrets, and delays or fails none', async () => {
    const url = await startShop();
    const env = { BUCKET: 'recordings', SHOP_KEY: KEY, AWS_ENDPOINT_URL: s3.url };
    const lambda = await startCaller(bundleFixture('recorded'), { node, env });
    onTestFinished(lambda.stop);
    const before = (await readAll('calls/')).length;
    const context = { bearerToken: TOKEN, connection: { encrypted: { password: PASSWORD } } };
    expect(await lambda.diy('tidy', { ...context, data: [{ sku: 'a' }] })).toBe(
      `[{"data":{"sku":"a","key":"${KEY}"}}]`,
    );
    expect(await lambda.diy('ask', { ...context, url })).toBe('{"status":201}');
    expect(await lambda.diy('fail', context)).toContain('401 for');
    // A sandbox that is frozen goes on with its next call.
    await expect
      .poll(async () => {
        await lambda.diy('tidy', { ...context, data: [] });
        return (await readAll('calls/')).slice(before).map(({ address }) => address.function);
      })
      .toEqual(expect.arrayContaining(['tidy', 'ask', 'fail']));
    const recordings = (await readAll('calls/')).slice(before);
    const find = (name: string) => recordings.find(({ address }) => address.function === name);
    expect(find('tidy')).toMatchObject({
      source: 'deployed',
      kind: 'preMap',
      build: '$LATEST',
      response: [{ data: { sku: 'a', key: '«secret:env.SHOP_KEY»' } }],
    });
    expect(find('fail')?.problems?.[0]?.message).toBe('401 for «secret:bearerToken»');
    expect(find('ask')?.http).toEqual([
      expect.objectContaining({ method: 'POST', url, status: 201, requestBody: '{"n":1}', responseBody: '{"id":7}' }),
    ]);
    const text = JSON.stringify(recordings);
    for (const secret of SECRETS)
      for (const form of [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        Buffer.from(`shop:${secret}`).toString('base64'),
      ])
        expect(text).not.toContain(form);
    expect(text).not.toContain('abcdefgh');
  });

  test('answers calls when S3 does not, and says so in its log', async () => {
    const env = { BUCKET: 'no-such-bucket', SHOP_KEY: KEY, AWS_ENDPOINT_URL: s3.url };
    const lambda = await startCaller(bundleFixture('recorded'), { node, env });
    onTestFinished(lambda.stop);
    await expect
      .poll(async () => {
        expect(await lambda.diy('tidy', { bearerToken: TOKEN, data: [] })).toBe('[]');
        return lambda.logs();
      })
      .toMatch(/"message":"call not recorded","why":"[^"]*bucket/);
  });
});

test('recordings in S3 are listed, shown and pulled by the command line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pulled-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const place = ['s3://recordings/calls', '--endpoint-url', s3.url];
  const run = (...args: string[]) => runBuilt(['recordings', ...args], { env: AWS, cwd: folder });
  const listed = await run('list', ...place, '--failures', '--json');
  expect(listed).toMatchObject({ code: 0, err: '' });
  const failures: Recording[] = JSON.parse(listed.out);
  expect(failures.map(({ address }) => address.function)).toEqual(failures.map(() => 'fail'));
  expect(failures.length).toBe(ENGINES.length);
  const id = failures[0]?.id ?? '';
  expect((await run('show', id, ...place)).out).toContain('401 for «secret:bearerToken»');
  const pulled = await run('pull', ...place, '--function', 'fail');
  expect(pulled).toMatchObject({
    code: 0,
    out: `.integrator-extension/recordings: ${ENGINES.length} added, 0 there already\n`,
  });
  const files = readdirSync(join(folder, '.integrator-extension', 'recordings'));
  expect(files.sort()).toEqual(failures.map((one) => `${one.id}.json`));
  expect(
    parseRecording(readFileSync(join(folder, '.integrator-extension', 'recordings', `${id}.json`), 'utf8'), id).id,
  ).toBe(id);
  expect((await run('pull', ...place, '--function', 'fail')).out).toContain(`0 added, ${ENGINES.length} there already`);
  expect((await run('list')).out).toContain('fail');
  expect(await run('list', 's3://no-such-bucket', '--endpoint-url', s3.url)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^NoSuchBucket {2}s3:\/\/no-such-bucket\//),
  });
});
