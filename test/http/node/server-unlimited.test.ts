import { createServer } from 'integrator-extension-lambda/http';
import { expect, test } from 'vitest';
import { keepLines } from '../../lines.ts';

test('a request may take any time to arrive if its limit is 0', async () => {
  const echo = (options: unknown) => options;
  const config = {
    diy: { echo },
    systemToken: 'token',
    port: 0,
    requestTimeout: 0,
    logger: keepLines().logger,
    signals: false,
  };
  const { url, close } = await createServer(config);
  const body = JSON.stringify({ diy: true, function: 'echo', options: { a: 1 } });
  const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
  const answer = await fetch(`${url}/function`, { method: 'POST', headers, body });
  expect([answer.status, await answer.json()]).toEqual([200, { a: 1 }]);
  await close();
});
