import { expect, test } from 'vitest';
import { createRefusal, readWire } from '../exchange.ts';
import { answered, call, formatCall, open } from './serving.ts';
import { openConnection } from './socket.ts';

test('A server announces its stop for as long as its balancer needs, and works until then', {
  timeout: 5000,
}, async () => {
  const { url, port, ask, close } = await open({ drainDelay: 1000 });
  const kept = await openConnection(port, formatCall(call));
  await kept.waitFor(/connection: keep-alive[\s\S]*\}$/i);
  const closed = close();
  expect(await readWire(fetch(`${url}/readyz`))).toEqual(
    createRefusal(503, 'server_stopping', 'The server is stopping.'),
  );
  for (const path of ['/', '/healthCheck', '/livez']) expect((await fetch(`${url}${path}`)).status).toBe(200);
  expect(await ask(call)).toEqual(answered);
  kept.socket.write(formatCall(call));
  expect(await kept.waitForEnd()).toMatch(/connection: close[\s\S]*\}$/i);
  await closed;
});
