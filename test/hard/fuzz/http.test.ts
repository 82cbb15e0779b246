import fc from 'fast-check';
import { createApp } from 'integrator-extension-lambda/http';
import { expect } from 'vitest';
import { canaries, createCanaryOptions, findLeaks, systemToken } from '../canaries.ts';
import { guardFile, testLaw } from './law.ts';

const logger = guardFile();

type Options = { readonly bearerToken?: unknown };

const diy = {
  echo: (options: unknown) => options,
  fails: ({ bearerToken }: Options) => Promise.reject(new Error(`401 for ${bearerToken}`)),
};
const app = createApp({ diy, systemToken, logger });

/** Asserts that the host's own answer is JSON, names the problem, and repeats no secret. */
async function send(init: RequestInit, path = '/function'): Promise<number> {
  const response = await app.request(path, init);
  const text = await response.text();
  expect(response.status).toBeLessThan(500);
  if (response.status >= 400) {
    const { errors } = JSON.parse(text) as { errors: object[] };
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(Object.keys(error).sort()).toEqual(['code', 'message']);
    if (response.status !== 422) expect(findLeaks(text)).toEqual([]);
  } else if (text) JSON.parse(text);
  return response.status;
}

const name = fc.oneof(fc.constantFrom('echo', 'fails', '__proto__', 'constructor'), fc.jsonValue());
const envelope = fc.record(
  {
    diy: fc.oneof(fc.boolean(), fc.jsonValue()),
    type: fc.oneof(fc.constantFrom('hook', 'constructor'), fc.jsonValue()),
    function: name,
    _connectorId: fc.jsonValue(),
    maxResponseSize: fc.jsonValue(),
    options: fc.oneof(fc.jsonValue(), fc.constant(createCanaryOptions())),
    access_token: fc.oneof(fc.constant(systemToken), fc.constant(canaries.systemToken), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  envelope.map((sent) => JSON.stringify(sent)),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 200 }),
  envelope.map((sent) => JSON.stringify(sent).slice(0, -1)),
  fc.constantFrom('[]', '{"__proto__":{"polluted":1},"diy":true}', '['.repeat(10_000), '{"a":'.repeat(5_000)),
);
const authorization = fc.oneof(
  fc.constantFrom(`Bearer ${systemToken}`, `Basic ${systemToken}`, `Bearer ${systemToken}x`, 'Bearer'),
  fc.string().filter((text) => /^[\x20-\x7e]*$/.test(text)),
);
const type = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/json;;',
  '',
);

testLaw(
  'a request is answered, whatever its body and headers, and its tokens are in no line',
  fc.asyncProperty(body, fc.option(authorization), type, async (sent, token, contentType) => {
    const headers = {
      'content-type': contentType,
      traceid: 't-1',
      ...(token === null ? {} : { authorization: token }),
    };
    const status = await send({ method: 'POST', headers, body: sent as string });
    if (token !== null && token !== `Bearer ${systemToken}`) expect(status).toBe(401);
  }),
);

testLaw(
  'a request is answered, whatever its path and its method',
  fc.asyncProperty(
    fc.webPath(),
    fc.webQueryParameters(),
    fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    async (path, query, method) => {
      const status = await send({ method }, `/${path}?${query}&access_token=${encodeURIComponent(systemToken)}`);
      expect([200, 401, 404, 405, 415]).toContain(status);
    },
  ),
);
