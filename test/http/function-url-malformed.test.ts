import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toVersion1, toVersion2 } from './events.ts';
import { createRefusal } from './exchange.ts';
import { answered, call, createContext, open, type Result, toHttpRequest } from './url-handler.ts';

describe('An event that is no HTTP request', () => {
  // Hono also writes invalid events to the console.
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
  afterEach(() => void vi.restoreAllMocks());
  const malformed = createRefusal(400, 'malformed_request', 'The request is not valid HTTP.');

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'hello'],
    ['an empty object', {}],
    ['an envelope', call],
    ['an invalid method', toVersion2({ method: 'NO METHOD', path: '/' })],
    ['a forbidden method', toVersion2({ method: 'CONNECT', path: '/' })],
    ['a GET with a body', toVersion2({ method: 'GET', path: '/', body: 'x' })],
    ['an invalid header name', toVersion2({ method: 'GET', path: '/', headers: { 'not a header': 'x' } })],
    ['an invalid domain name', { ...toVersion1({ method: 'GET', path: '/' }), requestContext: { domainName: '[' } }],
  ])('is refused: %s', async (_, event) => {
    const { send, lines } = open();
    expect(await send(event)).toEqual(malformed);
    expect(lines).toMatchObject([['warn', { message: 'request refused', status: 400 }]]);
  });

  it('is refused whatever it is', async () => {
    const { handler, send } = open();
    const text = fc.string();
    const shape = fc.record(
      {
        version: text,
        rawPath: text,
        path: text,
        rawQueryString: text,
        httpMethod: fc.oneof(text, fc.constant('POST')),
        headers: fc.oneof(fc.dictionary(text, text), fc.anything()),
        multiValueHeaders: fc.oneof(fc.dictionary(text, fc.array(text)), fc.anything()),
        requestContext: fc.oneof(
          fc.record({ http: fc.record({ method: text }) }),
          fc.constant({ elb: {} }),
          fc.anything(),
        ),
        body: fc.oneof(text, fc.anything()),
        isBase64Encoded: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(shape, fc.anything()), async (event) => {
        const { statusCode, body } = (await handler(event, createContext())) as Result;
        expect(statusCode).toBeLessThan(500);
        if (statusCode !== 200) expect(JSON.parse(body).errors[0].code).toEqual(expect.any(String));
      }),
      { numRuns: 300 },
    );
    expect(await send(toVersion2(toHttpRequest(call)))).toEqual(answered);
  });
});
