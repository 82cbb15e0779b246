import fc from 'fast-check';
import { createUrlHandler } from 'integrator-extension-lambda/http';
import { expect } from 'vitest';
import { toVersion2 } from '../../http/events.ts';
import { createContext } from '../../lambda/context.ts';
import { createCanaryOptions, findLeaks, systemToken } from '../canaries.ts';
import { guardFile, testLaw } from './law.ts';
import { anything, createObject } from './values.ts';

const logger = guardFile();

const diy = { echo: (options: unknown) => options, fails: () => Promise.reject(new Error('No such order: 17')) };
const handler = createUrlHandler({ diy, systemToken, logger });

const body = fc.constantFrom('echo', 'fails', 'gone').map((name) => ({
  ...{ diy: true, function: name, options: createCanaryOptions() },
  access_token: systemToken,
}));
const headers = fc.constantFrom(
  { 'content-type': 'application/json' },
  { 'content-type': 'application/json', authorization: `Bearer ${systemToken}` },
  { 'content-type': 'application/json', authorization: `Bearer ${systemToken}x` },
);
const request = fc.record({
  method: fc.constantFrom('POST', 'GET'),
  path: fc.constantFrom('/function', '/livez'),
  headers,
  body,
});

/** Replacements for fields of the event, of its headers and of its context. */
const key = fc.constantFrom(
  'version',
  'requestContext',
  'rawPath',
  'rawQueryString',
  'headers',
  'cookies',
  'body',
  'isBase64Encoded',
  'multiValueHeaders',
  'httpMethod',
  'http',
  'method',
  'sourceIp',
  'authorization',
  'content-type',
  'host',
);
const changes = fc.array(fc.tuple(key, anything), { maxLength: 2 }).map(createObject);
const place = fc.constantFrom('event', 'headers', 'requestContext', 'http');

testLaw(
  'a handler of HTTP events answers any event in JSON and without a 5xx, and repeats no token',
  fc.asyncProperty(request, place, changes, async (generated, where, changed) => {
    const event = toVersion2({ ...generated, body: JSON.stringify(generated.body) });
    const { headers, requestContext } = event;
    const places: Record<string, object> = { event, headers, requestContext, http: requestContext.http };
    Object.assign(places[where] ?? {}, changed.make([]));
    const result = (await handler(event, createContext())) as { statusCode: number; body: string };
    expect(result.statusCode).toBeGreaterThanOrEqual(200);
    expect(result.statusCode).toBeLessThan(500);
    if (result.body) JSON.parse(result.body);
    if (result.statusCode >= 400) expect(findLeaks(JSON.stringify(result))).toEqual([]);
  }),
);

testLaw(
  'a handler of HTTP events answers values that are no event',
  fc.asyncProperty(anything, async (made) => {
    expect(await handler(made.make([]), createContext())).toMatchObject({ statusCode: 400 });
  }),
);
