import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import { toVersion2 } from '../http/events.ts';

const context = { awsRequestId: 'aws-1', getRemainingTimeInMillis: () => 30_000 } as unknown as Context;
const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token';

/** A Secrets Manager that answers each request with the next text, and with an error after the last. */
async function startSecretsManager(...texts: (string | undefined)[]) {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.once('end', () => {
      asked.push(JSON.parse(body));
      const SecretString = texts.shift();
      response.writeHead(SecretString ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(SecretString ? { SecretString } : { __type: 'ResourceNotFoundException' }));
    });
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${port}`);
  return asked;
}

/** The handler of a new sandbox, called with a token. */
async function startSandbox() {
  vi.stubEnv('SYSTEM_TOKEN_SECRET_ARN', ARN);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  vi.resetModules();
  const { handler } = await import('../../handlers/url.ts');
  return async (token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ diy: true, function: 'nowhere', options: {} });
    const result = await handler(toVersion2({ method: 'POST', path: '/function', headers, body }), context);
    return (result as { statusCode: number }).statusCode;
  };
}

// An accepted call is answered 422: the sample has no such function.
const LET_IN = 422;

it('reads its tokens from the one secret, once, and accepts any of them', async () => {
  const asked = await startSecretsManager('old-token\nnew-token');
  const ask = await startSandbox();
  expect(await Promise.all(['old-token', 'new-token', 'no-token'].map(ask))).toEqual([LET_IN, LET_IN, 401]);
  expect(await ask('new-token')).toBe(LET_IN);
  expect(asked).toEqual([{ SecretId: ARN }]);
});

it('refuses all calls while the secret cannot be read, and reads it again at the next call', async () => {
  const asked = await startSecretsManager(undefined, 'token');
  const ask = await startSandbox();
  expect(await ask('token')).toBe(503);
  expect(await ask('token')).toBe(LET_IN);
  expect(asked).toHaveLength(2);
});
