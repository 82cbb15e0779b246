import { once } from 'node:events';
import { expect, it } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { systemToken } from '../../http/exchange.ts';
import { formatRequest, openConnection } from '../../http/node/socket.ts';

const CONNECTIONS = 2000;

const body = JSON.stringify({ diy: true, function: 'echo', options: { id: 1 } });
const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
const call = formatRequest('POST', '/function', { ...headers, 'content-length': body.length }, body);

it.each([
  ['have sent nothing', '', undefined],
  ['have sent half of a request', 'POST /function HTTP/1.1\r\nhost: x\r\n', undefined],
  ['have been answered and send nothing more', call, /\{"id":1\}$/],
])('answers others while 2,000 open connections %s, and stops in spite of them', async (_, first, answer) => {
  const { port, ask, child } = await spawnServer();
  const { body: before } = await ask('peak', {});
  const idle = Array.from({ length: CONNECTIONS }, async () => {
    const connection = await openConnection(port, first);
    if (answer) await connection.waitFor(answer);
    return connection;
  });
  const lines = await Promise.all(idle);
  for (let id = 0; id < 100; id++) expect(await ask('echo', { id })).toMatchObject({ status: 200, body: { id } });
  expect(lines.filter(({ socket }) => socket.readyState !== 'open')).toEqual([]);
  const { body: after } = await ask('peak', {});
  expect((after as number) - (before as number)).toBeLessThan(100);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});
