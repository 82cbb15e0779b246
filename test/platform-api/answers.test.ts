import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createPlatform } from 'integrator-extension-lambda/platform-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failureOf, start } from './account.ts';

const bearerToken = 'canary/token+1234';

/** A server in the place of the platform, with a client of it. It keeps `METHOD path` of each request. */
async function serve(listener: RequestListener) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { baseUrl, requests, platform: createPlatform({ options: { bearerToken }, baseUrl }) };
}

const json = { 'content-type': 'application/json' };

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with %i is followed within the origin, with the token', async (status) => {
    const { platform, requests } = await serve((request, response) => {
      if (request.url === '/v1/tokenInfo') return response.writeHead(status, { location: '/v2/tokenInfo' }).end();
      response.writeHead(200, json).end(JSON.stringify({ authorization: request.headers.authorization }));
    });
    expect(await platform.tokenInfo()).toEqual({ authorization: `Bearer ${bearerToken}` });
    expect(requests).toEqual(['GET /v1/tokenInfo', 'GET /v2/tokenInfo']);
  });

  it.each([
    [307, 'PUT', '{"value":1}'],
    [302, 'PUT', '{"value":1}'],
    [303, 'GET', ''],
  ])('with %i repeats a PUT as %s, with the body "%s"', async (status, method, sent) => {
    const bodies: string[] = [];
    const { platform, requests } = await serve((request, response) => {
      if (!request.url?.startsWith('/moved')) return response.writeHead(status, { location: '/moved' }).end();
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        bodies.push(body);
        response.writeHead(200, json).end('{}');
      });
    });
    await platform.state.put('key', { value: 1 });
    expect(requests).toEqual(['PUT /v1/state/key', `${method} /moved`]);
    expect(bodies).toEqual([sent]);
  });

  it('to another origin is refused, and the token goes nowhere', async () => {
    const other = await serve((_, response) => response.end());
    const { platform, requests } = await serve((_, response) =>
      response.writeHead(302, { location: `${other.baseUrl}/steal` }).end(),
    );
    expect(await failureOf(platform.tokenInfo())).toMatchObject({ status: 302, code: 'platform_redirected' });
    expect(other.requests).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('in a circle ends after five', async () => {
    const { platform, requests } = await serve((_, response) =>
      response.writeHead(307, { location: '/v1/tokenInfo' }).end(),
    );
    expect(await failureOf(platform.tokenInfo())).toMatchObject({ code: 'platform_redirected' });
    expect(requests).toHaveLength(6);
  });

  it('to what is no address is refused', async () => {
    const { platform } = await serve((_, response) => response.writeHead(302, { location: 'http://[' }).end());
    expect(await failureOf(platform.tokenInfo())).toMatchObject({ code: 'platform_redirected' });
  });
});

describe('a body', () => {
  it('of more than 64 MB after decompression is refused, and not requested again', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, ' '));
    const { platform, requests } = await serve((_, response) =>
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(await failureOf(platform.tokenInfo())).toMatchObject({ code: 'platform_response_too_large', status: 200 });
    expect(requests).toHaveLength(1);
  });

  it('in several chunks is decoded across their borders', async () => {
    const bytes = Buffer.from('{"scope":"é😀"}');
    const { platform } = await serve((_, response) => {
      response.writeHead(200, json);
      for (const byte of bytes) response.write(Buffer.of(byte));
      response.end();
    });
    expect(await platform.tokenInfo()).toEqual({ scope: 'é😀' });
  });
});

describe('the token in the body of an error', () => {
  it.each([
    ['as it is', bearerToken],
    ['percent-encoded', encodeURIComponent(bearerToken)],
    ['in base64', Buffer.from(bearerToken).toString('base64')],
    ['in hexadecimal', Buffer.from(bearerToken).toString('hex')],
    ['where a long text is cut', `${'x'.repeat(182)}${bearerToken}`],
  ])('%s is redacted', async (_, text) => {
    const { platform } = await serve((_, response) =>
      response.writeHead(400, { 'content-type': 'text/plain' }).end(`bad token ${text}`),
    );
    const failure = String(await failureOf(platform.tokenInfo()));
    expect(failure).toContain('[redacted]'.slice(0, 5));
    expect(failure).not.toContain(text.slice(-bearerToken.length).slice(0, 5));
  });
});

describe('headers that could do harm', () => {
  it('a Retry-After in the past means at once', async () => {
    const { fake, platform } = await start();
    fake.fail({ status: 429, headers: { 'retry-after': new Date(0).toUTCString() } });
    expect(await platform.tokenInfo()).toMatchObject({ scope: '*' });
    fake.fail({ status: 503, headers: { 'retry-after': '-5' } });
    expect(await platform.tokenInfo()).toMatchObject({ scope: '*' });
  });

  it('a Link to the page itself ends the pages', async () => {
    const { platform, requests } = await serve((_, response) =>
      response.writeHead(200, { ...json, link: '</v1/exports?page=2>; rel="next"' }).end('[{"_id":"1"}]'),
    );
    expect(await platform.exports.find()).toHaveLength(2);
    expect(requests).toEqual(['GET /v1/exports', 'GET /v1/exports?page=2']);
  });
});

describe('a base URL', () => {
  it.each([
    ['credentials', 'https://user:secret@api.example.com'],
    ['a user', 'https://user@api.example.com'],
    ['another scheme', 'ftp://api.example.com'],
    ['no scheme', 'api.example.com'],
  ])('with %s is refused, and not repeated', (_, baseUrl) => {
    const create = () => createPlatform({ options: { bearerToken }, baseUrl });
    expect(create).toThrow(expect.objectContaining({ code: 'platform_invalid_base_url' }));
    expect(create).toThrow(/^((?!secret|example).)*$/);
  });
});
