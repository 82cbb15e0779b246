import { type Context, Hono } from 'hono';
import type { FakeAccount } from './account.ts';
import { missing } from './resources.ts';

/** The routes of key-value stores: state, and the data of lookup caches. */
export function storeRoutes(account: FakeAccount): Hono {
  const routes = new Hono();
  addState(routes, '', () => account.state);
  addState(routes, '/:owner/:_id', (c) => account.readState(String(c.req.param('owner')), String(c.req.param('_id'))));
  addLookups(routes, account);
  return routes;
}

function addState(routes: Hono, place: string, readState: (c: Context) => Map<string, unknown>): void {
  const root = `${place}/state`;
  routes.get(root, (c) => {
    const keys = [...readState(c).keys()];
    return keys.length > 0 ? c.json({ keys }) : c.body(null, 204);
  });
  routes.get(`${root}/:key`, (c) => {
    const value = readState(c).get(keyIn(c));
    return value === undefined ? missing(c) : c.json(value as object);
  });
  routes.put(`${root}/:key`, async (c) => {
    const state = readState(c);
    const said = state.has(keyIn(c)) ? 'OK' : 'Created';
    state.set(keyIn(c), await c.req.json());
    return c.text(said, said === 'OK' ? 200 : 201);
  });
  routes.delete(`${root}/:key`, (c) => (readState(c).delete(keyIn(c)) ? c.body(null, 204) : missing(c)));
}

const keyIn = (c: Context) => String(c.req.param('key'));

/** The most bytes and entries of one request or one page. */
const MOST_KEYS = 1000;
const MOST_BYTES = 5 * 1024 * 1024;

function addLookups(routes: Hono, { lookupCaches }: FakeAccount): void {
  const readData = (c: Context) => lookupCaches.get(String(c.req.param('_id')))?.data;
  routes.post('/lookupcaches/:_id/getData', async (c) => {
    const data = readData(c);
    return data ? c.json(readPage(c, data, await readBody(c))) : missing(c);
  });
  routes.post('/lookupcaches/:_id/data', async (c) => {
    const { data: entries = [] } = await readBody(c);
    const data = readData(c);
    if (!data) return missing(c);
    if (await isTooLarge(c, entries)) return tooLarge(c);
    for (const { key, value } of entries) data.set(key, value);
    return c.body(null, 200);
  });
  routes.delete('/lookupcaches/:_id/data', async (c) => {
    const { keys = [] } = await readBody(c);
    const data = readData(c);
    if (!data) return missing(c);
    if (await isTooLarge(c, keys)) return tooLarge(c);
    for (const key of keys) data.delete(key);
    return c.body(null, 200);
  });
  routes.delete('/lookupcaches/:_id/data/purge', (c) => {
    readData(c)?.clear();
    return readData(c) ? c.body(null, 204) : missing(c);
  });
}

interface Body {
  readonly data?: { readonly key: string; readonly value: unknown }[];
  readonly keys?: string[];
  readonly startsWith?: string;
}

async function readBody(c: Context): Promise<Body> {
  return JSON.parse((await c.req.text()) || '{}');
}

async function isTooLarge(c: Context, items: readonly unknown[]): Promise<boolean> {
  return items.length > MOST_KEYS || (await c.req.arrayBuffer()).byteLength > MOST_BYTES;
}

function tooLarge(c: Context): Response {
  const message = `At most ${MOST_KEYS} keys or ${MOST_BYTES} bytes can be sent at once.`;
  return c.json({ errors: [{ code: 'payload_too_large', message }] }, 422);
}

/** The requested entries in the order of their keys, with the key at which the next page begins. */
function readPage(c: Context, data: Map<string, unknown>, { keys, startsWith = '' }: Body) {
  const after = c.req.query('startAfterKey') ?? '';
  const wanted = (keys ?? [...data.keys()].filter((key) => key.startsWith(startsWith)))
    .filter((key) => data.has(key) && key > after)
    .sort();
  const page: unknown[] = [];
  let bytes = 0;
  for (const key of wanted) {
    const entry = { key, value: data.get(key) };
    bytes += JSON.stringify(entry).length;
    if (page.length === MOST_KEYS || (bytes > MOST_BYTES && page.length > 0)) {
      const query = new URLSearchParams({ startAfterKey: String(wanted[page.length - 1]) });
      return { data: page, nextPageURL: `https://api.integrator.io${c.req.path}?${query}` };
    }
    page.push(entry);
  }
  return { data: page };
}
