import { expect, it } from 'vitest';
import { pour, toChunk } from '../../fixtures/http/pour.ts';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { systemToken } from '../../http/exchange.ts';
import { formatRequest, openConnection } from '../../http/node/socket.ts';

const BODIES = 200;
const MEGABYTE = 'x'.repeat(1024 * 1024);
const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
const chunked = { 'transfer-encoding': 'chunked' };

it.each([
  ['declare their length', { ...headers, 'content-length': 60 * MEGABYTE.length }, MEGABYTE, {}, 'HTTP/1.1 413'],
  ['declare no length', { ...headers, ...chunked }, toChunk(MEGABYTE), { bodyLimit: 1_000_000 }, 'HTTP/1.1 413'],
  [
    'come with a wrong token',
    { ...headers, authorization: 'Bearer x', ...chunked },
    toChunk(MEGABYTE),
    {},
    'HTTP/1.1 401',
  ],
  [
    'have another content type',
    { ...headers, 'content-type': 'text/plain', ...chunked },
    toChunk(MEGABYTE),
    {},
    'HTTP/1.1 415',
  ],
])(
  'refuses 200 bodies of 60 MB at once that %s, in little memory, and stays healthy',
  async (_, sent, part, config, answer) => {
    const { port, ask } = await spawnServer(config);
    const { body: before } = await ask('peak', {});
    const pours = Array.from({ length: BODIES }, async () => {
      const connection = await openConnection(port, formatRequest('POST', '/function', sent));
      return (await pour(connection, part, 60)).slice(0, 12);
    });
    expect(new Set(await Promise.all(pours))).toEqual(new Set([answer]));
    expect(await ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
    const { body: after } = await ask('peak', {});
    // All bodies have 12,000 MB.
    expect((after as number) - (before as number)).toBeLessThan(600);
  },
);
