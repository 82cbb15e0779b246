import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../handlers/orders/order.ts';
import { type Connection, call, connectionTo, query, temporaryFolder } from './samples.ts';

/** Runs an export to its last page, as a flow does. */
async function exportAll(connection: Connection, options: object = {}) {
  const pages: Order[][] = [];
  let state: object | undefined;
  for (let lastPage: boolean | undefined; !lastPage; ) {
    const page = await call('export', { connection, ...options, ...(state && { state }) });
    pages.push(page.data as Order[]);
    ({ state, lastPage } = page);
  }
  return { pages, orders: pages.flat() };
}

const idsOf = (orders: readonly { id: number }[]) => orders.map(({ id }) => id);

describe('an export of all orders', () => {
  it('returns each order exactly once, in pages of 20', async () => {
    const connection = connectionTo();
    const { pages, orders } = await exportAll(connection);

    expect(idsOf(orders)).toEqual(query(connection, 'SELECT id FROM orders ORDER BY id').map(({ id }) => id));
    expect(orders.length).toBeGreaterThan(200);
    expect(new Set(pages.slice(0, -1).map((page) => page.length))).toEqual(new Set([20]));
  });

  it.each([1, 7, 20, 300, 1000])('loses and repeats nothing in pages of %i', async (pageSize) => {
    const connection = connectionTo();
    const { orders: all } = await exportAll(connection);
    const { pages, orders } = await exportAll(connection, { configuration: { pageSize } });

    expect(orders).toEqual(all);
    expect(pages).toHaveLength(Math.ceil(all.length / pageSize));
  });

  it.each([0, -1, 2.5, 1001, '20', null])('refuses pages of %j', async (pageSize) => {
    const found = JSON.stringify(pageSize);
    await expect(call('export', { connection: connectionTo(), configuration: { pageSize } })).rejects.toEqual({
      code: 'invalid_configuration',
      message: `configuration.pageSize: expected a whole number from 1 to 1000, found ${found}.`,
    });
  });

  it('begins with the same orders in every new database', async () => {
    const [one, another] = await Promise.all([exportAll(connectionTo()), exportAll(connectionTo())]);
    expect(one).toEqual(another);
  });
});

describe('a delta export', () => {
  const since = Date.parse('2026-03-15T00:00:00Z');
  const delta = { dateField: 'updatedAt', lastExecutionTime: since };

  it('returns the orders that changed since the last run, and no others', async () => {
    const connection = connectionTo();
    const { orders: all } = await exportAll(connection);
    const { orders } = await exportAll(connection, { type: 'delta', delta });

    expect(orders).toEqual(all.filter(({ updatedAt }) => Date.parse(updatedAt) >= since));
    expect(orders.length).toBeGreaterThan(20);
    expect(orders.length).toBeLessThan(all.length);
  });

  it('includes an order that changed at that very moment', async () => {
    const connection = connectionTo();
    const [order] = (await exportAll(connection)).orders as [Order];
    const lastExecutionTime = Date.parse(order.updatedAt);
    const { orders } = await exportAll(connection, { type: 'delta', delta: { ...delta, lastExecutionTime } });
    expect(orders).toContainEqual(order);
  });

  it('returns all orders in its first run', async () => {
    const connection = connectionTo();
    const { orders } = await exportAll(connection, { type: 'delta', delta: {} });
    expect(orders).toEqual((await exportAll(connection)).orders);
  });
});

describe('a once export', () => {
  const once = { type: 'once', once: { booleanField: 'exported' } };

  it('returns each order once, and none of them again in the next run', async () => {
    const connection = connectionTo();
    const { orders: all } = await exportAll(connection);
    const { orders } = await exportAll(connection, once);

    expect(orders).toEqual(all);
    expect(await exportAll(connection, once)).toEqual({ pages: [[]], orders: [] });
  });

  it('returns a page again until the next one is requested', async () => {
    const connection = connectionTo();
    const first = await call('export', { connection, ...once });
    const second = await call('export', { connection, ...once, state: first.state });
    const { orders } = await exportAll(connection, once);

    expect(orders.slice(0, 20)).toEqual(second.data);
    expect(idsOf(orders)).not.toContain((first.data as Order[])[0]?.id);
  });

  it('returns an order that was added since', async () => {
    const connection = connectionTo();
    await exportAll(connection, once);
    query(connection, `INSERT INTO orders VALUES (9001, 'Ada Byron', 'BK-01', 1, 19.9, 'open', '2026-04-01', 0)`);
    expect(idsOf((await exportAll(connection, once)).orders)).toEqual([9001]);
  });
});

describe('a test export', () => {
  it.each([0, 1, 20, 33, 40, 1000])('returns at most %i orders', async (limit) => {
    const connection = connectionTo();
    const { orders } = await exportAll(connection, { type: 'test', test: { limit } });
    expect(orders).toEqual((await exportAll(connection)).orders.slice(0, limit));
  });

  it('returns one page without a limit', async () => {
    const { pages } = await exportAll(connectionTo(), { type: 'test' });
    expect(pages.map((page) => page.length)).toEqual([20]);
  });
});

describe('a field named in the configuration', () => {
  const hostile = `updatedAt" > ''; DROP TABLE orders; --`;

  it.each([
    ['a date', { type: 'delta', delta: { dateField: hostile } }, 'DATETIME', hostile, 'updatedAt'],
    ['a date', { type: 'delta', delta: { dateField: 'customer' } }, 'DATETIME', 'customer', 'updatedAt'],
    ['a flag', { type: 'once', once: { booleanField: hostile } }, 'BOOLEAN', hostile, 'exported'],
    ['a flag', { type: 'once', once: { booleanField: 'id' } }, 'BOOLEAN', 'id', 'exported'],
  ])('is refused if it cannot be used as %s', async (_, options, type, name, known) => {
    const connection = connectionTo();
    await expect(call('export', { connection, ...options })).rejects.toEqual({
      code: 'unknown_field',
      message: `Orders have no ${type} field ${JSON.stringify(name)}; they have ${known}.`,
    });
    expect((await exportAll(connection)).orders).not.toEqual([]);
  });
});

describe('a database that cannot be opened', () => {
  const broken: [string, () => string | undefined, string][] = [
    ['in a folder that is missing', () => join(temporaryFolder(), 'no', 'orders.sqlite'), 'there is no folder'],
    ['that is a text', () => fileOf('These are no orders.'.repeat(100)), 'file is not a database'],
    ['of something else', () => databaseOf('CREATE TABLE invoices (id)'), 'without a table of orders'],
    ['that is a folder', temporaryFolder, 'unable to open database file'],
    ['that no one has named', () => '', 'set unencrypted.database'],
  ];

  it.each(broken)('%s is reported by ping and takes the export offline', async (_, path, why) => {
    const connection = connectionTo(path());
    const errors = [{ code: 'database_unreachable', message: expect.stringContaining(why), source: 'orders' }];

    expect(await call('ping', { connection })).toEqual({ statusCode: 401, errors });
    expect(await call('export', { connection })).toEqual({ connectionOffline: true, errors });
  });

  it('can be used as soon as it exists', async () => {
    const folder = temporaryFolder();
    const connection = connectionTo(join(folder, 'orders.sqlite'));
    writeFileSync(connection.unencrypted.database, 'These are no orders.'.repeat(100));
    expect(await call('ping', { connection })).toMatchObject({ statusCode: 401 });
    rmSync(connection.unencrypted.database);
    expect(await call('ping', { connection })).toEqual({ statusCode: 200 });
  });
});

describe('a warm process', () => {
  it('keeps the databases of several connections apart', async () => {
    const [one, another] = [connectionTo(), connectionTo()];
    await call('ping', { connection: one });
    await call('ping', { connection: another });
    query(one, 'DELETE FROM orders WHERE id > 1001');

    expect(idsOf((await exportAll(one)).orders)).toEqual([1001]);
    expect((await exportAll(another)).orders.length).toBeGreaterThan(1);
  });

  it('notices that a file has been deleted or replaced', async () => {
    const [connection, other] = [connectionTo(), connectionTo()];
    await call('ping', { connection });
    await call('ping', { connection: other });
    query(other, 'DELETE FROM orders WHERE id > 1001');

    rmSync(connection.unencrypted.database);
    copyFileSync(other.unencrypted.database, connection.unencrypted.database);
    expect(idsOf((await exportAll(connection)).orders)).toEqual([1001]);

    rmSync(connection.unencrypted.database);
    expect((await exportAll(connection)).orders.length).toBeGreaterThan(1);
    expect(existsSync(connection.unencrypted.database)).toBe(true);
  });
});

function fileOf(text: string): string {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, text);
  return file;
}

function databaseOf(sql: string): string {
  const connection = connectionTo();
  query(connection, sql);
  return connection.unencrypted.database;
}
