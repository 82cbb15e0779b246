import { expect, it, onTestFinished } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { systemToken } from '../../http/exchange.ts';
import { formatRequest, openConnection, type RawConnection } from '../../http/node/socket.ts';

const CLIENTS = 200;
const SECOND = 1000;
const limits = { headersTimeout: 3 * SECOND, requestTimeout: 5 * SECOND };

const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
const large = formatRequest('POST', '/function', { ...headers, 'content-length': 10_000 });
const chunked = formatRequest('POST', '/function', { ...headers, 'transfer-encoding': 'chunked' });
const unauthenticated = large.replace(/authorization: .*\r\n/, '');

/** Sends one byte per second until the other side hangs up. */
function sendSlowly({ socket, waitForEnd }: RawConnection, bytes: string): Promise<string> {
  let sent = 0;
  const talking = setInterval(() => socket.write(bytes.charAt(sent++ % bytes.length)), SECOND);
  onTestFinished(() => clearInterval(talking));
  return waitForEnd().finally(() => clearInterval(talking));
}

it.each([
  ['their headers', 'POST /function HTTP/1.1\r\n', 'x: y\r\n', limits.headersTimeout],
  ['their bodies', large, '{"a":[1,', limits.requestTimeout],
  ['their bodies in chunks', chunked, '1\r\n{\r\n', limits.requestTimeout],
  ['bodies without a token', unauthenticated, '{"a":[1,', limits.requestTimeout],
])(
  'cuts off 200 clients that send one byte of %s per second, and answers others meanwhile',
  async (_, first, bytes, ms) => {
    const { port, ask } = await spawnServer(limits);
    const begun = performance.now();
    const connections = await Promise.all(Array.from({ length: CLIENTS }, () => openConnection(port, first)));
    const cut = Promise.all(connections.map((connection) => sendSlowly(connection, bytes)));
    let isCut = false;
    cut.finally(() => {
      isCut = true;
    });
    while (!isCut) {
      expect(await ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(performance.now() - begun).toBeGreaterThan(ms);
    expect(new Set((await cut).map((text) => text.slice(0, 12)))).toEqual(new Set(['HTTP/1.1 408']));
  },
);

it('cuts off clients that do not read their answers, and answers others meanwhile', async () => {
  const { port, ask } = await spawnServer({ ...limits, heartbeat: SECOND });
  const body = JSON.stringify({ diy: true, function: 'much', maxResponseSize: 1e9, options: {} });
  const call = formatRequest('POST', '/function', { ...headers, 'content-length': body.length }, body);
  const connections = await Promise.all(Array.from({ length: 10 }, () => openConnection(port)));
  for (const { socket } of connections) socket.pause().write(call);
  await new Promise((resolve) => setTimeout(resolve, 4 * limits.requestTimeout));
  expect(await ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
  for (const { socket } of connections) socket.resume();
  const received = await Promise.all(connections.map(({ waitForEnd }) => waitForEnd()));
  for (const text of received) expect(text.length).toBeLessThan(20_000_000);
});
