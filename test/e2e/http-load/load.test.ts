import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { toRequest } from '../../http/exchange.ts';

const CONNECTIONS = 200;

/** Calls a server on kept connections, and returns a status and a body, or the error. */
function createCaller(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  onTestFinished(() => agent.destroy());
  return (name: string, options: object) =>
    new Promise<string>((resolve) => {
      const { body, headers } = toRequest({ diy: true, function: name, options });
      const failed = (error: NodeJS.ErrnoException) => resolve(`${error.code}`);
      const call = request(`${url}/function`, { method: 'POST', headers: headers as Record<string, string>, agent });
      call.once('error', failed).once('response', (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.once('error', failed).once('end', () => resolve(`${response.statusCode} ${text}`));
      });
      call.end(body);
    });
}

it('answers 10,000 calls on 200 connections at once, each with its own answer', async () => {
  const { url } = await spawnServer();
  const call = createCaller(url);
  const ids = Array.from({ length: 10_000 }, (_, id) => id);
  const answers = await Promise.all(ids.map((id) => call('echo', { id })));
  expect(answers.filter((answer, id) => answer !== `200 {"id":${id}}`)).toEqual([]);
});

it('answers every accepted call when it is stopped under that load, and ends with 0', async () => {
  const { child, url, output } = await spawnServer();
  const call = createCaller(url);
  const answers = new Map<number, string>();
  let next = 0;
  let refused = 0;
  const callOn = async () => {
    while (refused < CONNECTIONS) {
      const id = next++;
      const answer = await call('note', { id });
      if (answer.startsWith('200 ')) answers.set(id, answer);
      else refused += 1;
    }
  };
  const callers = Array.from({ length: CONNECTIONS }, callOn);
  const exited = once(child, 'exit');
  const closed = once(child, 'close');
  // Stops the server in the middle of the load.
  while (answers.size < 3000) await new Promise(setImmediate);
  const begun = next;
  const answered = answers.size;
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  await Promise.all([...callers, closed]);
  const ran = output()
    .match(/^ran \d+$/gm)
    ?.map((line) => Number(line.slice(4)));
  expect(begun - answered).toBeGreaterThan(100);
  expect(answers.size).toBeGreaterThan(answered);
  expect(ran?.filter((id) => answers.get(id) !== `200 ${id}`)).toEqual([]);
  expect(ran).toHaveLength(answers.size);
});
