import { Agent, fetch as undiciFetch } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshenDispatchers } from '../../src/recording/fresh-dispatchers.ts';
import { OpenExchange } from '../../src/recording/open-exchange.ts';

const [LEGACY, CURRENT] = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) =>
  Symbol.for(name),
) as [symbol, symbol];
const places = globalThis as unknown as Record<symbol, object | undefined>;
let before: (object | undefined)[] = [];

beforeEach(() => {
  expect(undiciFetch).toBeTypeOf('function');
  before = [places[LEGACY], places[CURRENT]];
});
afterEach(() => {
  [places[LEGACY], places[CURRENT]] = before;
});

it('fetch gets connections of its own until the end', () => {
  const end = freshenDispatchers();
  expect(places[LEGACY]).not.toBe(before[0]);
  expect(places[CURRENT]).not.toBe(before[1]);
  end();
  expect([places[LEGACY], places[CURRENT]]).toEqual(before);
});

it('Node alone has one place', () => {
  places[LEGACY] = new Agent();
  places[CURRENT] = undefined;
  const own = places[LEGACY];
  const end = freshenDispatchers();
  expect(places[LEGACY]).toBeInstanceOf(Agent);
  expect(places[LEGACY]).not.toBe(own);
  expect(places[CURRENT]).toBeUndefined();
  end();
  expect(places[LEGACY]).toBe(own);
});

it('a dispatcher that an author has set stays', () => {
  class Proxied extends Agent {}
  const own = new Proxied();
  [places[LEGACY], places[CURRENT]] = [own, own];
  freshenDispatchers()();
  const end = freshenDispatchers();
  expect([places[LEGACY], places[CURRENT]]).toEqual([own, own]);
  end();
});

it('a wrapper around an author’s dispatcher stays', () => {
  class Proxied extends Agent {}
  places[CURRENT] = new Proxied();
  const end = freshenDispatchers();
  expect(places[LEGACY]).toBe(before[0]);
  end();
});

it('a body whose stream fails says so', async () => {
  const failing = () => new ReadableStream<Uint8Array>({ pull: (to) => to.error(new Error('Broken.')) });
  const exchange = new OpenExchange(new Request('http://a.b/'), 10);
  exchange.answer(new Response(failing()));
  await exchange.settled;
  expect(exchange.toExchange()).toMatchObject({ status: 200, error: 'Broken.' });
  const empty = new OpenExchange(new Request('http://a.b/'), 10);
  empty.fail('First.');
  empty.answer(new Response(failing()));
  await empty.settled;
  expect(empty.toExchange().error).toBe('First.');
});
