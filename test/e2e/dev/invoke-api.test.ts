import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toRequest } from '../../http/exchange.ts';
import { type ServedDev, serveDev, serveFiles } from './serving.ts';

const CODE = `export const echo = (options) => options;
export const say = (options, callback, context) => { console.log('said', options.text); context.log.info('logged', { n: 1 }); callback(null, 1); };
export const exit = () => process.exit(1);
`;

const root = mkdtempSync(join(tmpdir(), 'dev-invoke-'));
let server: ServedDev;

beforeAll(async () => {
  const path = join(root, 'index.mjs');
  writeFileSync(path, CODE);
  const modules = new Map([
    ['orders-diy', { path }],
    ['orders-shop', { path, connector: 'shop' }],
  ]);
  server = await serveDev({ modules, root, publicUrl: new URL('https://orders.example') });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const toBase64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const ECHO = { 'x-amz-client-context': toBase64({ diy: true, function: 'echo' }) };

async function invoke(name: string, headers: Record<string, string> = ECHO, body = '{"a":1}') {
  const place = `${server.url}/2015-03-31/functions/${name}/invocations`;
  const response = await fetch(place, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) };
}

describe('The Invoke API', () => {
  test.each([
    'orders-diy',
    'orders-diy:live',
    'orders-diy?Qualifier=live',
    '123456789012:function:orders-diy',
    'arn:aws:lambda:eu-central-1:123456789012:function:orders-diy',
    'arn%3Aaws%3Alambda%3Aeu-central-1%3A123456789012%3Afunction%3Aorders-diy%3Alive?Qualifier=live',
  ])('finds a function by %s', async (name) => {
    const [path, query = ''] = name.split('?');
    const response = await fetch(`${server.url}/2015-03-31/functions/${path}/invocations?${query}`, {
      method: 'POST',
      headers: ECHO,
      body: '{"a":1}',
    });
    expect(await response.text()).toBe('{"a":1}');
    expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(response.headers.get('x-amz-function-error')).toBeNull();
  });

  test('calls the connector that a function is mapped to', async () => {
    const context = { 'x-amz-client-context': toBase64({ _connectorId: 'shop', function: 'echo' }) };
    expect((await invoke('orders-shop', context)).text).toBe('{"a":1}');
    expect((await invoke('orders-diy', context)).text).toContain('_connectorId');
  });

  test('has an empty event without a payload, and takes an envelope for one', async () => {
    expect((await invoke('orders-diy', ECHO, '')).text).toBe('{}');
    const envelope = { diy: true, function: 'echo', options: { b: 2 } };
    expect((await invoke('orders-diy', {}, JSON.stringify(envelope))).text).toBe('{"b":2}');
    expect((await invoke('orders-diy', {}, '{"diy":true,"function":"echo"}')).text).toContain('missing_required_field');
    expect((await invoke('orders-diy', {}, '{"c":3}')).text).toContain('missing_required_field');
  });

  const refused: [string, string, Record<string, string>, string, number, string, RegExp][] = [
    [
      'an unknown function',
      'other',
      ECHO,
      '{}',
      404,
      'ResourceNotFoundException',
      /^Function not found: arn:aws:lambda:.*:function:other$/,
    ],
    ['an impossible name', 'a%20b', ECHO, '{}', 400, 'ValidationException', /'a b' at 'functionName'/],
    [
      'two qualifiers',
      'orders-diy:live/invocations?Qualifier=test&',
      ECHO,
      '{}',
      400,
      'InvalidParameterValueException',
      /derived qualifier/,
    ],
    [
      'an asynchronous call',
      'orders-diy',
      { ...ECHO, 'x-amz-invocation-type': 'Event' },
      '{}',
      400,
      'InvalidParameterValueException',
      /'Event' at 'invocationType'.*\[RequestResponse, DryRun\]/,
    ],
    [
      'a payload that is no JSON',
      'orders-diy',
      ECHO,
      '{a',
      400,
      'InvalidRequestContentException',
      /^Could not parse request body into json: ./,
    ],
    [
      'a client context that is no object',
      'orders-diy',
      { 'x-amz-client-context': toBase64([1]) },
      '{}',
      400,
      'InvalidRequestContentException',
      /^Client context must be a valid Base64-encoded JSON object\.$/,
    ],
    [
      'a client context that is no JSON',
      'orders-diy',
      { 'x-amz-client-context': '%' },
      '{}',
      400,
      'InvalidRequestContentException',
      /^Client context must be/,
    ],
    [
      'a client context that is too long',
      'orders-diy',
      { 'x-amz-client-context': toBase64('x'.repeat(3000)) },
      '{}',
      400,
      'InvalidRequestContentException',
      /4004 characters.*3583/,
    ],
    [
      'a payload over 6 MB',
      'orders-diy',
      ECHO,
      `"${'x'.repeat(6_291_456)}"`,
      413,
      'RequestTooLargeException',
      /smaller than 6291456 bytes/,
    ],
    [
      'a request of a web page',
      'orders-diy',
      { ...ECHO, origin: 'https://evil.example' },
      '{}',
      403,
      'AccessDeniedException',
      /Web pages/,
    ],
    [
      'a request through a proxy',
      'orders-diy',
      { ...ECHO, 'x-forwarded-for': '1.2.3.4' },
      '{}',
      403,
      'AccessDeniedException',
      /proxies/,
    ],
  ];
  test.each(refused)('refuses %s in the words of Lambda', async (_, name, headers, body, status, type, message) => {
    const [own = '', query] = name.split('/invocations');
    const place = `${server.url}/2015-03-31/functions/${own}/invocations${query ?? ''}`;
    const response = await fetch(place, { method: 'POST', headers, body });
    const { Type, Message, message: text = Message } = (await response.json()) as Record<string, string>;
    expect({ status: response.status, type: response.headers.get('x-amzn-errortype'), Type }).toEqual({
      status,
      type,
      Type: 'User',
    });
    expect(text).toMatch(message);
  });

  test('has no other operation', async () => {
    const response = await fetch(`${server.url}/2015-03-31/functions/orders-diy`);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
  });

  test('answers a dry run without calling', async () => {
    const { status, text } = await invoke('orders-diy', { ...ECHO, 'x-amz-invocation-type': 'DryRun' });
    expect([status, text]).toEqual([204, '']);
  });

  test('passes the end of the log on', async () => {
    const context = toBase64({ diy: true, function: 'say' });
    const headers = { 'x-amz-client-context': context, 'x-amz-log-type': 'Tail' };
    const { headers: answered } = await invoke('orders-diy', headers, '{"text":"this"}');
    const log = Buffer.from(String(answered['x-amz-log-result']), 'base64').toString();
    const id = answered['x-amzn-requestid'];
    expect(log).toMatch(
      new RegExp(`^START RequestId: ${id} [^]*\\nsaid this\\n[^]*"logged"[^]*\\nEND RequestId: ${id}\\nREPORT`),
    );
    const long = await invoke('orders-diy', headers, JSON.stringify({ text: 'x'.repeat(9000) }));
    expect(Buffer.from(String(long.headers['x-amz-log-result']), 'base64')).toHaveLength(4096);
  });

  test('answers with the error of the runtime where a function ends its process', async () => {
    const context = toBase64({ diy: true, function: 'exit' });
    const asked = { 'x-amz-client-context': context, 'x-amz-log-type': 'Tail' };
    const { status, text, headers } = await invoke('orders-diy', asked);
    expect([status, headers['x-amz-function-error']]).toEqual([200, 'Unhandled']);
    const log = Buffer.from(String(headers['x-amz-log-result']), 'base64').toString();
    expect(log.split('\n').map((line) => line.slice(0, 6))).toEqual(['START ', 'END Re', 'REPORT', '']);
    expect(JSON.parse(text)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: [\w-]+ Error: Runtime exited: .*exit code 1/),
    });
  });

  test('answers with the error of Lambda where a function blocks its process, and of the handler where it waits', async () => {
    const code = 'export const block = () => { for (;;); };\nexport const wait = () => new Promise(() => {});\n';
    const { server: impatient } = await serveFiles({ 'index.ts': code }, { timeout: 1500 });
    const answer = async (name: string) => {
      const place = `${impatient.url}/2015-03-31/functions/any/invocations`;
      const body = JSON.stringify({ diy: true, function: name, options: {} });
      const response = await fetch(place, { method: 'POST', body });
      expect([response.status, response.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
      return { id: response.headers.get('x-amzn-requestid'), error: JSON.parse(await response.text()) };
    };
    const waiting = await answer('wait');
    expect(waiting.error).toMatchObject({
      errorType: 'string',
      errorMessage: expect.stringContaining('function_timeout'),
    });
    const blocking = await answer('block');
    expect(blocking.error).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${blocking.id} Error: Task timed out after 1.50 seconds`,
    });
  });
});

/** Sends a request with a Host of its own, as tunnels do. */
function send(
  url: string,
  path: string,
  host: string,
  init: { method?: string; headers?: object; body?: string } = {},
) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const headers = { ...init.headers, host } as Record<string, string>;
  const sent = request(new URL(path, url), { method: init.method ?? 'GET', headers }, async (answered) => {
    let text = '';
    for await (const chunk of answered) text += chunk;
    resolve({ status: Number(answered.statusCode), text });
  });
  sent.on('error', reject).end(init.body);
  return promise;
}

describe('Through a tunnel that changes the Host', () => {
  test.each(['orders.example', '127.0.0.1:PORT'])(
    'as %s, functions and health are answered, and nothing else is',
    async (given) => {
      const host = given.replace('PORT', new URL(server.publicUrl).port);
      const { headers, body, method } = toRequest({ diy: true, function: 'echo', options: { a: 1 } });
      const call = { method: String(method), headers: headers as object, body };
      expect(await send(server.publicUrl, '/function', host, call)).toEqual({ status: 200, text: '{"a":1}' });
      expect((await send(server.publicUrl, '/healthCheck', host)).status).toBe(200);
      for (const path of ['/page.js', '/api/calls', '/api/events', '/recordings'])
        expect((await send(server.publicUrl, path, host)).status).toBe(404);
      const invocation = '/2015-03-31/functions/orders-diy/invocations';
      expect((await send(server.publicUrl, invocation, host, { method: 'POST', body: '{}' })).status).toBe(404);
    },
  );

  test('an unknown Host is refused by both listeners, and the terminal says what to do', async () => {
    expect((await send(server.publicUrl, '/healthCheck', 'evil.example')).status).toBe(421);
    expect((await send(server.url, '/', 'evil.example')).status).toBe(403);
    expect(server.lines.join('\n')).toContain('--public-url');
  });
});
