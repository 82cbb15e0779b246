import { expect, test } from 'vitest';
import { refused, toWire } from '../exchange.ts';
import { answered, asText, call, open } from './serving.ts';
import { dial } from './socket.ts';

test('A server announces its stop for as long as its balancer needs, and works until then', {
  timeout: 5000,
}, async () => {
  const { url, port, ask, close } = await open({ drainDelay: 1000 });
  const kept = await dial(port, asText(call));
  await kept.hears(/connection: keep-alive[\s\S]*\}$/i);
  const closed = close();
  expect(await toWire(fetch(`${url}/readyz`))).toEqual(refused(503, 'server_stopping', 'The server is stopping.'));
  for (const path of ['/', '/healthCheck', '/livez']) expect((await fetch(`${url}${path}`)).status).toBe(200);
  expect(await ask(call)).toEqual(answered);
  kept.socket.write(asText(call));
  expect(await kept.ends()).toMatch(/connection: close[\s\S]*\}$/i);
  await closed;
});
