import { expect, it } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { systemToken } from '../../http/exchange.ts';
import { dial, type Line, written } from '../../http/node/socket.ts';

const BODIES = 200;
const MEGABYTE = 'x'.repeat(1024 * 1024);
const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };

/** Sends a body for as long as the other side takes it, and tells how it was answered. */
async function pour({ socket, ends }: Line, megabytes: number, asChunk: (text: string) => string): Promise<string> {
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
  ['say how large they are', { ...headers, 'content-length': 60 * MEGABYTE.length }, asBytes, {}, 'HTTP/1.1 413'],
  ['do not say how large they are', { ...headers, ...chunked }, asChunk, { bodyLimit: 1_000_000 }, 'HTTP/1.1 413'],
  ['come with a wrong token', { ...headers, authorization: 'Bearer x', ...chunked }, asChunk, {}, 'HTTP/1.1 401'],
  ['come as something else', { ...headers, 'content-type': 'text/plain', ...chunked }, asChunk, {}, 'HTTP/1.1 415'],
])(
  'refuses 200 bodies of 60 MB at once that %s, in little memory, and stays healthy',
  async (_, sent, toBytes, config, answer) => {
    const { port, ask } = await spawnServer(config);
    const { body: before } = await ask('peak', {});
    const pours = Array.from({ length: BODIES }, async () => {
      const line = await dial(port, written('POST', '/function', sent));
      return pour(line, 60, toBytes);
    });
    expect(new Set(await Promise.all(pours))).toEqual(new Set([answer]));
    expect(await ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
    const { body: after } = await ask('peak', {});
    // All of them would be 12,000; what may be kept of those that don't say how large they are is 200.
    expect((after as number) - (before as number)).toBeLessThan(600);
  },
);
