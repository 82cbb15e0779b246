import { expect, it } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { systemToken } from '../../http/exchange.ts';
import { formatRequest, openConnection, type RawConnection } from '../../http/node/socket.ts';

const BODIES = 200;
const MEGABYTE = 'x'.repeat(1024 * 1024);
const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };

/** Sends a body while the server reads it, and returns the answer. */
async function sendBody(
  { socket, waitForEnd: ends }: RawConnection,
  megabytes: number,
  asChunk: (text: string) => string,
): Promise<string> {
  const ended = ends();
  for (let sent = 0; sent < megabytes && socket.writable; sent++) {
    if (!socket.write(asChunk(MEGABYTE))) {
      await Promise.race([ended, new Promise((resolve) => socket.once('drain', resolve))]);
    }
  }
  return (await ended).slice(0, 12);
}

const asBytes = (text: string) => text;
const asChunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const chunked = { 'transfer-encoding': 'chunked' };

it.each([
  ['declare their length', { ...headers, 'content-length': 60 * MEGABYTE.length }, asBytes, {}, 'HTTP/1.1 413'],
  ['declare no length', { ...headers, ...chunked }, asChunk, { bodyLimit: 1_000_000 }, 'HTTP/1.1 413'],
  ['come with a wrong token', { ...headers, authorization: 'Bearer x', ...chunked }, asChunk, {}, 'HTTP/1.1 401'],
  ['have another content type', { ...headers, 'content-type': 'text/plain', ...chunked }, asChunk, {}, 'HTTP/1.1 415'],
])(
  'refuses 200 bodies of 60 MB at once that %s, in little memory, and stays healthy',
  async (_, sent, toBytes, config, answer) => {
    const { port, ask } = await spawnServer(config);
    const { body: before } = await ask('peak', {});
    const pours = Array.from({ length: BODIES }, async () => {
      const connection = await openConnection(port, formatRequest('POST', '/function', sent));
      return sendBody(connection, 60, toBytes);
    });
    expect(new Set(await Promise.all(pours))).toEqual(new Set([answer]));
    expect(await ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
    const { body: after } = await ask('peak', {});
    // All bodies have 12,000 MB; unauthenticated ones may take 200 MB.
    expect((after as number) - (before as number)).toBeLessThan(600);
  },
);
