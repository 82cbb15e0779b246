import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFolder, runBuilt, runHere } from '../../cli/command-line.ts';

const { path, write } = createFolder({
  'flat.mjs': `
    import { define } from 'integrator-extension-lambda';
    export const echo = () => { throw new Error('called here'); };
    export const keep = define.preMap(() => { throw new Error('called here'); });`,
});

interface Asked {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Stands for AWS: answers every invocation as its test says, and keeps the requests. */
const asked: Asked[] = [];
let reply: Parameters<RequestListener>[1] extends infer R ? (response: R) => void : never = () => {};
const lambda = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    asked.push({ url: request.url, headers: request.headers, body });
    reply(response);
  });
});

const answers = (payload: unknown, functionError?: string) => {
  reply = (response) => {
    response.writeHead(200, functionError ? { 'X-Amz-Function-Error': functionError } : {});
    response.end(payload === undefined ? undefined : JSON.stringify(payload));
  };
};

const environment = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-north-1' };

beforeAll(async () => {
  Object.assign(process.env, environment);
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  for (const name of Object.keys(environment)) delete process.env[name];
  lambda.close();
});

const remote = (...args: string[]) => {
  const endpoint = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`;
  return ['invoke', path('flat.mjs'), ...args, '--remote', 'shop-diy', '--endpoint-url', endpoint];
};

describe('invoke --remote', () => {
  it('makes the call that integrator.io makes', async () => {
    answers({ total: 3 });
    const { code, out, err } = await runHere(remote('echo', '--options', '{"x":1}', '--max-response-size', '99'));
    expect({ code, out }).toEqual({ code: 0, out: '{ "total": 3 }\n' });
    expect(err).toMatch(/^echo answered 11 bytes in \d+ ms\n$/);

    const { url, headers, body } = asked.at(-1) as Asked;
    expect({ url, body }).toEqual({ url: '/2015-03-31/functions/shop-diy/invocations', body: '{"x":1}' });
    expect(headers['x-amz-invocation-type']).toBe('RequestResponse');
    const context = Buffer.from(String(headers['x-amz-client-context']), 'base64').toString();
    expect(JSON.parse(context)).toEqual({ function: 'echo', diy: true, maxResponseSize: 99 });
  });

  it('calls a function that the local module does not have', async () => {
    answers('new');
    const { out } = await runHere(remote('newer', '--type', 'hook', '--region', 'us-east-1'));
    expect(out).toBe('"new"\n');
    expect(asked.at(-1)?.headers.authorization).toContain('/us-east-1/lambda/');
  });

  it('records the call with --record, without its secrets', async () => {
    answers({ total: 3 });
    const options = '{"x":1,"bearerToken":"token-of-this-one-call"}';
    const { code, err } = await runHere(remote('echo', '--options', options, '--record', path('recorded')));
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('recorded as') });
    expect(asked.at(-1)?.body).toContain('token-of-this-one-call');
    const [file = ''] = readdirSync(path('recorded'));
    const text = readFileSync(path(`recorded/${file}`), 'utf8');
    expect(text).not.toContain('token-of-this-one-call');
    expect(JSON.parse(text)).toMatchObject({
      source: 'invoke',
      address: { function: 'echo', diy: true },
      options: { x: 1, bearerToken: '«secret:bearerToken»' },
      response: { total: 3 },
      http: [],
    });
  });

  it("checks the response against the contract of the local function's kind", async () => {
    answers([{}]);
    const { code, err } = await runHere(remote('keep'));
    expect(code).toBe(1);
    expect(err).toBe('invalid_response  preMap response: 1 element for 2 in options.data\n');
    answers([{}, {}]);
    expect(await runHere(remote('keep'))).toMatchObject({ code: 0, out: '[{}, {}]\n' });
  });

  it('leaves options that break the contract to the deployed function', async () => {
    answers('whatever');
    expect(await runHere(remote('keep', '--options', '{"data":7}'))).toMatchObject({ code: 0, out: '"whatever"\n' });
  });

  it('reads the errors of the function', async () => {
    const errors = [{ message: 'No stock.', code: 'no_stock' }, { message: 'Nor a supplier.' }];
    const errorMessage = JSON.stringify({ statusCode: 422, errors });
    answers({ errorType: 'string', errorMessage, trace: [] }, 'Unhandled');
    const { code, out, err } = await runHere(remote('echo', '--json'));
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ errors });
    expect(err).toBe('no_stock  No stock.\nno_code  Nor a supplier.\n');
  });

  it.each([
    [{ errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out' }, 'Sandbox.Timedout  Task timed out\n'],
    [{ errorMessage: '2026-01-31 Task timed out after 3.00 seconds' }, /^function_error {2}2026-01-31 Task timed out/],
    [undefined, 'function_error  null\n'],
  ])("reads the runtime's own error %j", async (payload, message) => {
    answers(payload, 'Unhandled');
    const { code, err } = await runHere(remote('echo'));
    expect({ code, err }).toEqual({
      code: 1,
      err: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it.each([
    [
      {
        errorType: 'string',
        errorMessage: JSON.stringify({ statusCode: 422, errors: [{ code: 'no_stock', message: 'No stock.' }] }),
      },
      'no_stock  No stock.\n',
    ],
    [{ errorType: 'Runtime.ExitError', errorMessage: 'exited', requestId: '1' }, 'Runtime.ExitError  exited\n'],
  ])('takes a failure without its header for one: %j', async (payload, message) => {
    answers(payload);
    expect(await runHere(remote('echo'))).toMatchObject({ code: 1, out: '', err: message });
  });

  it('takes a response that only resembles one as it is', async () => {
    answers({ errorType: 'mine', errorMessage: 'none', total: 3 });
    expect(await runHere(remote('echo'))).toMatchObject({ code: 0 });
    answers({ errorMessage: 'of an order' });
    expect(await runHere(remote('echo'))).toMatchObject({ code: 0 });
  });

  it('says that a bundle hides the kind of its functions, which --kind names', async () => {
    answers([{}]);
    const bundle = write('bundle.mjs', 'export const handler = async () => 1;');
    const args = remote('keep').map((arg) => (arg === path('flat.mjs') ? bundle : arg));
    expect(await runHere(args)).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /^unknown_kind {2}"keep": its options and its response are not checked; expected --kind/,
      ),
    });
    expect(asked.at(-1)?.body).toBe('{}');
    const { code, err } = await runHere([...args, '--kind', 'preMap']);
    expect([code, err]).toEqual([1, 'invalid_response  preMap response: 1 element for 2 in options.data\n']);
    expect(await runHere([...args, '--kind', 'preMop'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean preMap?'),
    });
  });

  it('sends the envelope to what passes no client context on', async () => {
    answers('called');
    expect(await runHere(remote('x'.repeat(3_000), '--options', '{"x":1}', '--envelope'))).toMatchObject({ code: 0 });
    const { headers, body } = asked.at(-1) as Asked;
    expect(headers).not.toHaveProperty('x-amz-client-context');
    expect(JSON.parse(body)).toEqual({ function: 'x'.repeat(3_000), diy: true, options: { x: 1 } });
  });

  it('names --region if there is no region', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    const { code, err } = await runHere(remote('echo'));
    vi.unstubAllEnvs();
    expect([code, err]).toEqual([2, expect.stringMatching(/^no_region {2}found no region, expected --region/)]);
  });

  it('reports why a call did not reach the function, and does not repeat it', async () => {
    const before = asked.length;
    reply = (response) => {
      response.writeHead(500, { 'X-Amzn-ErrorType': 'ServiceException' });
      response.end('{"Message":"Try again."}');
    };
    const { code, err } = await runHere(remote('echo'));
    expect({ code, err }).toEqual({ code: 1, err: 'ServiceException  shop-diy: Try again.\n' });
    expect(asked.length - before).toBe(1);
  });

  it('waits no longer than its timeout', async () => {
    reply = () => {};
    const { code, err } = await runHere(remote('echo', '--timeout', '50'));
    expect(code).toBe(1);
    expect(err).toMatch(/^TimeoutError {2}shop-diy: /);
  });

  it('refuses a client context that Lambda would refuse', async () => {
    const before = asked.length;
    const { code, err } = await runHere(remote('x'.repeat(3_000)));
    expect(code).toBe(2);
    expect(err).toContain('characters in base64, expected 3583 at most');
    expect(asked.length).toBe(before);
  });

  it('names the package to install if the SDK is missing', async () => {
    const { code, err } = await runBuilt(remote('echo'), {
      node: ['--import', new URL('./no-sdk.mjs', import.meta.url).href],
    });
    expect(code).toBe(1);
    expect(err).toBe(
      'sdk_missing  found no @aws-sdk/client-lambda; expected it to be installed: npm install --save-dev @aws-sdk/client-lambda\n',
    );
  });

  it('works in the built program', async () => {
    answers('deployed');
    expect(await runBuilt(remote('echo'))).toMatchObject({ code: 0, out: '"deployed"\n' });
  });
});
