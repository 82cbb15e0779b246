import { createUrlHandler } from 'integrator-extension-lambda/http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testConformance } from '../conformance/index.ts';
import { encodeBody, toBalancer, toMultiValueBalancer, toVersion1, toVersion2 } from './events.ts';
import { createRefusal, readWire, systemToken, toAnswer } from './exchange.ts';
import { answered, call, createContext, open, toHttpRequest, toResponse } from './url-handler.ts';

testConformance('a Function URL', (config) => {
  const handler = createUrlHandler({ ...config, systemToken });
  return async (envelope) => toAnswer(toResponse(await handler(toVersion2(toHttpRequest(envelope)), createContext())));
});

const senders = [
  ['a Function URL or an HTTP API', toVersion2],
  ['a REST API', toVersion1],
  ['a load balancer', toBalancer],
  ['a load balancer with multi-value headers', toMultiValueBalancer],
] as const;

describe.each(senders)('The handler behind %s', (_, asEvent) => {
  it('answers a call, with its body as text or in base64', async () => {
    const { send } = open();
    expect(await send(asEvent(toHttpRequest(call)))).toEqual(answered);
    expect(await send(encodeBody(asEvent(toHttpRequest(call))))).toEqual(answered);
  });

  it('answers undefined with an empty body', async () => {
    const { send } = open({ diy: { nothing: () => undefined } });
    expect(await send(asEvent(toHttpRequest({ ...call, function: 'nothing' })))).toMatchObject({
      status: 200,
      body: undefined,
    });
  });

  it('answers health checks, and refuses other requests', async () => {
    const { send } = open();
    expect(await send(asEvent({ method: 'GET', path: '/healthCheck' }))).toMatchObject({ body: { success: true } });
    expect(await send(asEvent({ method: 'GET', path: '/function' }))).toMatchObject({ status: 405 });
    expect(await send(asEvent({ method: 'GET', path: '/' }))).toMatchObject({ status: 200 });
    expect(await send(asEvent({ method: 'GET', path: '/nowhere' }))).toMatchObject({ status: 404 });
    expect(await send(asEvent({ ...toHttpRequest(call), body: '{' }))).toMatchObject({ status: 400 });
    expect(await send(asEvent(toHttpRequest(call, { 'content-type': 'text/plain' })))).toMatchObject({ status: 415 });
  });

  it('takes the token from the header or the body, never from the URL', async () => {
    const { send, lines } = open();
    const unauthorized = createRefusal(401, 'unauthorized', 'Invalid system token.');
    expect(await send(asEvent(toHttpRequest(call, { authorization: 'Bearer wrong' })))).toEqual(unauthorized);
    const { authorization: _, ...headers } = toHttpRequest(call).headers as Record<string, string>;
    const inUrl = { ...toHttpRequest(call), headers, query: `access_token=${systemToken}` };
    expect(await send(asEvent(inUrl))).toEqual(unauthorized);
    const inBody = { ...toHttpRequest({ ...call, access_token: systemToken }), headers };
    expect(await send(asEvent(inBody))).toEqual(answered);
    expect(JSON.stringify(lines)).not.toContain(systemToken);
  });

  it('works under a base path, such as a stage', async () => {
    const { send } = open({ basePath: '/prod' });
    expect(await send(asEvent({ ...toHttpRequest(call), path: '/prod/function' }))).toEqual(answered);
    expect(await send(asEvent(toHttpRequest(call)))).toMatchObject({ status: 404 });
  });

  it('writes one line, with the id of the invocation and the trace of its caller', async () => {
    const { send, lines } = open();
    await send(asEvent(toHttpRequest(call, { traceid: 'trace-1' })));
    const line = { awsRequestId: 'aws-1', method: 'POST', path: '/function', traceId: 'trace-1', function: 'echo' };
    expect(lines).toMatchObject([['info', { message: 'call answered', ...line }]]);
  });
});

describe('The handler of a Function URL', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is not made without a system token', () => {
    const problems = [{ code: 'missing_required_field', message: 'systemToken not provided in options.' }];
    expect(() => createUrlHandler({ diy: {}, systemToken: undefined })).toThrow(expect.objectContaining({ problems }));
    expect(() => createUrlHandler(undefined as never)).toThrow(expect.objectContaining({ problems }));
  });

  it('logs the sender of the request', async () => {
    const { send, lines } = open();
    await send(toVersion2(toHttpRequest(call)));
    await send(toVersion1(toHttpRequest(call)));
    expect(lines).toMatchObject([
      ['info', { remote: '203.0.113.7' }],
      ['info', { remote: '203.0.113.7' }],
    ]);
  });

  it('logs to the console by default', async () => {
    const written = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const handler = createUrlHandler({ diy: {}, systemToken });
    await handler({}, createContext());
    expect(JSON.parse(written.mock.calls[0]?.[0])).toMatchObject({ level: 'warn', message: 'request refused' });
  });

  it('reads its token with the first call, and answers 503 while that fails', async () => {
    let fails = true;
    const { send } = open({
      systemToken: async () => {
        if (fails) throw new Error('no network');
        return systemToken;
      },
    });
    expect(await send(toVersion2(toHttpRequest(call)))).toMatchObject({ status: 503 });
    fails = false;
    expect(await send(toVersion2(toHttpRequest(call)))).toEqual(answered);
  });

  it('answers before its sandbox ends, or after its own timeout, if that is sooner', async () => {
    const hang = () => new Promise(() => {});
    const late = { status: 422, body: { errors: [{ code: 'function_timeout' }] } };
    const event = toVersion2(toHttpRequest({ ...call, function: 'hang' }));
    expect(await open({ diy: { hang } }).send(event, 520)).toMatchObject(late);
    expect(await open({ diy: { hang }, deadlineMargin: 29_980 }).send(event)).toMatchObject(late);
    expect(await open({ diy: { hang }, timeout: 20 }).send(event)).toMatchObject(late);
  });

  it('answers all that Lambda can carry, and refuses larger responses', async () => {
    const carried = 6_291_556;
    const plain = (length: number) => 'x'.repeat(length);
    const { send, handler, lines } = open({
      diy: { repeat: ({ text, times }: { text: string; times: number }) => text.repeat(times) },
    });
    const ask = (text: string, times: number) =>
      toVersion2(toHttpRequest({ diy: true, function: 'repeat', maxResponseSize: 1e9, options: { text, times } }));
    const empty = JSON.stringify(await handler(ask('x', 1), createContext())).length - 1;
    const exact = await handler(ask('x', carried - empty), createContext());
    expect(Buffer.byteLength(JSON.stringify(exact))).toBe(carried);
    expect(await readWire(toResponse(exact))).toMatchObject({ status: 200, body: plain(carried - empty) });
    const exceeded = {
      status: 422,
      body: {
        errors: [{ message: `response stream exceeded limit of ${carried} bytes.`, code: 'response_size_exceeded' }],
      },
    };
    expect(await send(ask('x', carried - empty + 1))).toMatchObject(exceeded);
    lines.length = 0;
    expect(await send(ask('x', carried))).toMatchObject(exceeded);
    expect(lines).toMatchObject([['error', { message: 'call failed', problems: exceeded.body.errors }]]);
    // Every quote is escaped in the body, and both characters are escaped again in the result.
    expect(await send(ask('"', 1_500_000))).toMatchObject({ status: 200 });
    expect(await send(ask('"', 1_600_000))).toMatchObject(exceeded);
    expect(await send(ask('☃', 2_050_000))).toMatchObject({ status: 200 });
    expect(lines.at(-1)).toMatchObject(['info', { message: 'call answered' }]);
    // A response within the limit, without room for the rest of the result.
    expect(await send(ask('☃', Math.floor((carried - 2) / 3)))).toMatchObject(exceeded);
  });
});
