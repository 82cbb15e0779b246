import { expect, it } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { readWire, toRequest } from '../../http/exchange.ts';

const LIMIT = 50 * 1024 * 1024;

/** Makes the request of a body with as many of an element as the limit allows. */
function fill(element: object): RequestInit {
  const text = JSON.stringify(element);
  const [start, end] = JSON.stringify({ diy: true, function: 'peak', options: { data: [] } }).split('[]');
  const times = Math.floor((LIMIT - 1000) / (text.length + 1));
  return { ...toRequest({}), body: `${start}[${`${text},`.repeat(times)}${text}]${end}` };
}

const order = { id: 'A-1001', status: 'shipped', total: 249.9, customer: { name: 'Ada', email: 'ada@example.com' } };

it.each([
  ['of orders', order, 450],
  ['of empty objects, which take the most', {}, 2500],
])('takes the memory that the guide states for a body of 50 MB %s', async (_, element, most) => {
  const { url, ask } = await spawnServer();
  const before = Number((await ask('peak', {})).body);
  const { status, body } = await readWire(fetch(`${url}/function`, fill(element)));
  expect(status).toBe(200);
  expect(Number(body) - before).toBeLessThan(most);
});
