import fc from 'fast-check';
import { createUrlHandler } from 'integrator-extension-lambda/http';
import { expect } from 'vitest';
import { asVersion2 } from '../../http/events.ts';
import { contextOf } from '../../lambda/context.ts';
import { canaryOptions, leaksIn, systemToken } from '../canaries.ts';
import { law, watchOver } from './law.ts';
import { anything, objectOf } from './values.ts';

const logger = watchOver();

const diy = { echo: (options: unknown) => options, fails: () => Promise.reject(new Error('No such order: 17')) };
const handler = createUrlHandler({ diy, systemToken, logger });

const body = fc.constantFrom('echo', 'fails', 'gone').map((name) => ({
  ...{ diy: true, function: name, options: canaryOptions() },
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

/** What is put in the place of something in the event, or of something in its headers or its context. */
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
const changes = fc.array(fc.tuple(key, anything), { maxLength: 2 }).map(objectOf);
const place = fc.constantFrom('event', 'headers', 'requestContext', 'http');

law(
  'a handler of HTTP events answers any event in JSON and without a 5xx, and repeats no token',
  fc.asyncProperty(request, place, changes, async (asked, where, changed) => {
    const event = asVersion2({ ...asked, body: JSON.stringify(asked.body) });
    const { headers, requestContext } = event;
    const places: Record<string, object> = { event, headers, requestContext, http: requestContext.http };
    Object.assign(places[where] ?? {}, changed.make([]));
    const result = (await handler(event, contextOf())) as { statusCode: number; body: string };
    expect(result.statusCode).toBeGreaterThanOrEqual(200);
    expect(result.statusCode).toBeLessThan(500);
    if (result.body) JSON.parse(result.body);
    if (result.statusCode >= 400) expect(leaksIn(JSON.stringify(result))).toEqual([]);
  }),
);

law(
  'a handler of HTTP events answers values that are no event',
  fc.asyncProperty(anything, async (made) => {
    expect(await handler(made.make([]), contextOf())).toMatchObject({ statusCode: 400 });
  }),
);
