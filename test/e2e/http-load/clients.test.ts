import { describe, expect, it } from 'vitest';
import { type Client, curl, python, type SentRequest, undici } from '../../fixtures/http/clients/index.ts';
import { type StartProxy, startCaddy, startGuidesNginx, startHaproxy } from '../../fixtures/http/proxy.ts';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { toRequest } from '../../http/exchange.ts';

const HEARTBEAT = 50;

function toCall(name: string, options: object, more: Partial<SentRequest> = {}): SentRequest {
  const { headers, body } = toRequest({ diy: true, function: name, maxResponseSize: 10_000_000, options });
  return { method: 'POST', path: '/function', body, ...more, headers: { ...(headers as object), ...more.headers } };
}

const greeting = { text: 'Größe ☃ 😀' };
const head: SentRequest = { method: 'HEAD', path: '/livez', headers: {} };
const large = { text: 'x'.repeat(7_000_000) };

const fronts: [string, StartProxy][] = [
  ['directly', async (upstream) => upstream],
  ["through the guide's nginx", startGuidesNginx],
  ['through HAProxy', startHaproxy],
  ['through Caddy', startCaddy],
];
const clients: [string, Client][] = [
  ['curl', curl],
  ['Python', python],
  ['undici', undici],
];

describe.each(fronts)('A server called %s', (front, start) => {
  const open = async (config = {}) => start((await spawnServer(config)).url);

  it.each(clients)('answers several requests of %s on one connection, in chunks too', async (_, send) => {
    const echo = toCall('echo', greeting);
    const requests = [echo, { ...echo, chunked: true }, head, toCall('missing', {}), echo];
    const { answers, connections = 1 } = await send(await open(), requests);
    const body = JSON.stringify(greeting);
    expect(answers).toEqual([
      { status: 200, body },
      { status: 200, body },
      { status: 200, body: '' },
      { status: 422, body: expect.stringContaining('invalid_function') },
      { status: 200, body },
    ]);
    expect(connections).toBe(1);
  });

  it.each(clients)('takes and answers 7 MB of %s', async (_, send) => {
    const echo = toCall('echo', large);
    const { answers } = await send(await open(), [echo, { ...echo, chunked: true }]);
    const body = JSON.stringify(large);
    // Not toEqual: it would print 7 MB.
    expect(answers.map((answer) => [answer.status, answer.body === body])).toEqual([
      [200, true],
      [200, true],
    ]);
  });

  // undici refuses to send an expectation.
  it.each(clients.slice(0, 2))('tells %s to go on, if it asks', async (_, send) => {
    const expecting = toCall('echo', greeting, { headers: { expect: '100-continue' } });
    const { answers } = await send(await open(), [expecting, expecting]);
    expect(answers).toEqual([expecting, expecting].map(() => ({ status: 200, body: JSON.stringify(greeting) })));
  });

  it.each(clients)('answers long calls of %s', async (name, send) => {
    const long = toCall('work', { ms: 10 * HEARTBEAT });
    // Python's client takes a heartbeat for the answer, as the guide says.
    const config = front === 'directly' && name === 'Python' ? { heartbeat: 0 } : { heartbeat: HEARTBEAT };
    const { answers } = await send(await open(config), [long, long]);
    expect(answers).toEqual([long, long].map(() => ({ status: 200, body: '"done"' })));
  });
});
