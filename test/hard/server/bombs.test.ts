import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { systemToken } from '../../http/exchange.ts';
import { formatRequest, openConnection } from '../../http/node/socket.ts';

const CLIENTS = 200;
const MEGABYTE = 1024 * 1024;

const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
const chunked = { ...headers, 'transfer-encoding': 'chunked' };

/** 60 MB of JSON in 60 KB. */
const bomb = gzipSync(`"${'x'.repeat(60 * MEGABYTE)}"`).toString('latin1');
const asRequest = (head: Record<string, string>, body: string) =>
  formatRequest('POST', '/function', { ...head, 'content-length': body.length }, body);
const asChunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
/** JSON with more levels than any parser's stack. */
const deep = '['.repeat(100_000);
/** Chunks of 1 byte: each would take 100 bytes of memory if kept. */
const crumbs = `${'1\r\n \r\n'.repeat(5000)}0\r\n\r\n`;
const extended = `1;${'x'.repeat(MEGABYTE)}\r\n[\r\n0\r\n\r\n`;

it.each([
  ['gzip bombs', asRequest({ ...headers, 'content-encoding': 'gzip' }, bomb), ['HTTP/1.1 415']],
  ['gzip bombs with the content type of JSON', asRequest(headers, bomb), ['HTTP/1.1 400']],
  [
    'gzip bombs in chunks',
    formatRequest('POST', '/function', { ...chunked, 'content-encoding': 'gzip' }, asChunk(bomb)),
    ['HTTP/1.1 415'],
  ],
  ['bodies with too many levels', asRequest(headers, deep), ['HTTP/1.1 400']],
  ['bodies in very many chunks', formatRequest('POST', '/function', chunked, crumbs), ['HTTP/1.1 400']],
  [
    'chunks with endless extensions',
    formatRequest('POST', '/function', chunked, extended),
    ['HTTP/1.1 400', 'HTTP/1.1 413'],
  ],
])('refuses 200 %s at once, in little memory, and stays healthy', async (_, text, expected) => {
  const { port, ask } = await spawnServer();
  const grown = await measureGrowth(ask);
  const answers = Array.from({ length: CLIENTS }, async () => {
    const connection = await openConnection(port, text);
    return (await connection.waitFor(/\}$/)).slice(0, 12);
  });
  for (const answer of new Set(await Promise.all(answers))) expect(expected).toContain(answer);
  expect(await ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
  expect(await grown()).toBeLessThan(900);
});

it('takes no more memory of a million chunks of one byte than of one body', async () => {
  const { port, ask } = await spawnServer();
  const grown = await measureGrowth(ask);
  const text = formatRequest('POST', '/function', chunked, `${'1\r\n \r\n'.repeat(1_000_000)}0\r\n\r\n`);
  for (const path of ['/function', '/%66unction']) {
    const connection = await openConnection(port, text.replace('/function', path));
    await connection.waitFor(/^HTTP\/1\.1 400 [\s\S]*malformed_json/);
  }
  expect(await grown()).toBeLessThan(100);
});

/** Returns the peak growth of a server's memory since, in megabytes. */
async function measureGrowth(ask: Awaited<ReturnType<typeof spawnServer>>['ask']): Promise<() => Promise<number>> {
  const peak = async () => Number((await ask('peak', {})).body);
  const before = await peak();
  return async () => (await peak()) - before;
}
