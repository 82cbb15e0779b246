import { once } from 'node:events';
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { type StartProxy, startCaddy, startNginx } from '../../fixtures/http/proxy.ts';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { toRequest } from '../../http/exchange.ts';

const ROUNDS = 20;
const CALLERS = 40;

/** Calls a server on a connection of its own. Resolves to the status, or to the code of the error. */
function callOnce(url: string, id: number): Promise<string> {
  const { body, headers } = toRequest({ diy: true, function: 'note', options: { id } });
  return new Promise((resolve) => {
    const failed = ({ code }: NodeJS.ErrnoException) => resolve(String(code));
    const options = { method: 'POST', headers: headers as Record<string, string>, agent: false } as const;
    const call = request(`${url}/function`, options, (response) => {
      response.resume().once('error', failed);
      response.once('end', () => resolve(String(response.statusCode)));
    });
    call.once('error', failed).end(body);
  });
}

/**
 * Stops a server under calls on a new connection each, and counts their results. Callers go elsewhere once `/readyz`
 * answers 503, as a balancer's do.
 */
async function stopUnderLoad(start?: StartProxy): Promise<Record<string, number>> {
  const { child, url } = await spawnServer();
  const front = start ? await start(url) : url;
  const results: Record<string, number> = {};
  let [next, goesElsewhere] = [0, false];
  const callOn = async () => {
    while (!goesElsewhere) {
      const result = await callOnce(front, next++);
      results[result] = (results[result] ?? 0) + 1;
    }
  };
  const callers = Array.from({ length: CALLERS }, callOn);
  while ((results['200'] ?? 0) < 200) await new Promise(setImmediate);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  while ((await fetch(`${url}/readyz`)).status === 200) await new Promise(setImmediate);
  goesElsewhere = true;
  await Promise.all(callers);
  expect(await exited).toEqual([0, null]);
  return results;
}

it.each<[string, StartProxy | undefined]>([
  ['directly', undefined],
  ['through nginx', startNginx],
  ['through Caddy', startCaddy],
])('loses no call when it is stopped under new connections: %s', { timeout: 600_000 }, async (_, start) => {
  const lost: Record<string, number>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { 200: answered = 0, ...others } = await stopUnderLoad(start);
    expect(answered).toBeGreaterThanOrEqual(200);
    if (Object.keys(others).length > 0) lost.push(others);
  }
  expect(lost).toEqual([]);
});
