import { expect, it } from 'vitest';
import { pour, toChunk } from '../../fixtures/http/pour.ts';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { readWire } from '../../http/exchange.ts';
import { formatRequest, openConnection } from '../../http/node/socket.ts';

const STRANGERS = 500;
const MEGABYTE = 1024 * 1024;

/** 1 MB of JSON that takes 50 MB of memory once it is parsed. */
const part = '{},'.repeat(MEGABYTE / 3);
const json = { 'content-type': 'application/json' };
const declared = { ...json, 'content-length': 50 * MEGABYTE };
const chunked = { ...json, 'transfer-encoding': 'chunked' };

it.each([
  ['with a length', declared, part, {}],
  ['in chunks', chunked, toChunk(part), {}],
  ['with a length, where no body may have the token', declared, part, { bodyToken: false }],
  ['that begin with a wrong token', chunked, `${toChunk('{"access_token":"guess","options":[')}${toChunk(part)}`, {}],
])(
  'refuses the bodies of 500 strangers at once within 200 MB, and answers others, %s',
  async (_, head, sent, config) => {
    const { port, url, ask } = await spawnServer(config);
    const before = Number((await ask('peak', {})).body);
    const answers = Promise.all(
      Array.from({ length: STRANGERS }, async () => {
        const connection = await openConnection(port, formatRequest('POST', '/function', head));
        return (await pour(connection, sent, 50)).slice(0, 12);
      }),
    );
    let isOver = false;
    answers.finally(() => {
      isOver = true;
    });
    while (!isOver) expect(await readWire(fetch(`${url}/livez`))).toMatchObject({ status: 200 });
    expect(new Set(await answers)).toEqual(new Set(['HTTP/1.1 401']));
    expect(Number((await ask('peak', {})).body) - before).toBeLessThan(200);
  },
);
