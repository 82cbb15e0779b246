import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { createS3Sink } from 'integrator-extension-lambda/recording';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.ts';

const recording = createRecording({ source: 'deployed', address: { function: 'f' }, options: {}, ms: 1 });

afterEach(() => {
  vi.unstubAllEnvs();
  vi.doUnmock('@aws-sdk/client-s3');
  vi.restoreAllMocks();
});

it.each([
  ['', ''],
  ['calls', 'calls/'],
  ['calls/', 'calls/'],
])('writes a recording below the prefix %j, by the client that it is given', async (prefix, folder) => {
  const putObject = vi.fn(async () => {});
  await createS3Sink({ bucket: 'own', prefix, client: { putObject } })(recording);
  expect(putObject).toHaveBeenCalledExactlyOnceWith({
    Bucket: 'own',
    Key: `${folder}${recording.id}.json`,
    Body: JSON.stringify(recording),
    ContentType: 'application/json',
  });
});

async function startS3() {
  const bodies: string[] = [];
  const server = createServer(async (request, answer) => {
    bodies.push(`${request.method} ${request.url?.split('?')[0]} ${await text(request)}`);
    answer.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const settings = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'us-east-1' };
  for (const [name, value] of Object.entries({ ...settings, AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' }))
    vi.stubEnv(name, value);
  return bodies;
}

it('loads the SDK with the first recording', async () => {
  const bodies = await startS3();
  const sink = createS3Sink({ bucket: 'own' });
  await sink(recording);
  await sink(recording);
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toContain(`PUT /own/${recording.id}.json`);
  expect(bodies[0]).toContain(JSON.stringify(recording));
});

it('says what to install if neither the function nor the current folder has the SDK', async () => {
  vi.doMock('@aws-sdk/client-s3', () => {
    throw new Error('not installed');
  });
  vi.spyOn(process, 'cwd').mockReturnValue(tmpdir());
  await expect(createS3Sink({ bucket: 'own' })(recording)).rejects.toThrow(
    'createS3Sink: found no @aws-sdk/client-s3, expected it to be installed: npm install @aws-sdk/client-s3',
  );
});
