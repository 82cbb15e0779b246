import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MappedOrder } from '../../handlers/orders/order.ts';
import { type Connection, call, connectionTo, query, temporaryFolder } from './samples.ts';

const order = { externalId: 'order-1', customer: 'Ada Byron', sku: 'BK-01', quantity: 2, amount: 39.8 };

function importAll(connection: Connection, postMapData: object[]) {
  return call('import', { connection, preMapData: postMapData, postMapData });
}

function imported(connection: Connection) {
  return query(connection, 'SELECT * FROM imported_orders ORDER BY id');
}

describe('an import', () => {
  it('writes each order and answers with its id there', async () => {
    const connection = connectionTo();
    const another = { ...order, externalId: 'order-2', tax: 6.63, currency: 'EUR' };
    const responses = await importAll(connection, [order, another]);

    expect(responses).toEqual([
      { statusCode: 200, id: '1' },
      { statusCode: 200, id: '2' },
    ]);
    expect(imported(connection)).toEqual([
      { ...order, id: 1, tax: null, currency: null },
      { ...another, id: 2 },
    ]);
  });

  it('may be retried: the orders keep their ids and have the newest values', async () => {
    const connection = connectionTo();
    const page = [order, { ...order, externalId: 'order-2' }];
    const first = await importAll(connection, page);
    const again = await importAll(connection, [...page].reverse().concat({ ...order, amount: 1 }));

    expect(again.map(({ id }) => id)).toEqual([first[1]?.id, first[0]?.id, first[0]?.id]);
    expect(imported(connection)).toMatchObject([{ externalId: 'order-1', amount: 1 }, { externalId: 'order-2' }]);
  });

  it('writes nothing of a page if the database fails in its middle, and can go on afterwards', async () => {
    const connection = connectionTo();
    const page = [order, { ...order, externalId: 'order-2' }];
    await call('ping', { connection });
    query(
      connection,
      `CREATE TRIGGER full BEFORE INSERT ON imported_orders WHEN new.externalId = 'order-2'
       BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    );
    await expect(importAll(connection, page)).rejects.toMatchObject({ message: 'the disk is full' });
    expect(imported(connection)).toEqual([]);

    query(connection, 'DROP TRIGGER full');
    await importAll(connection, page);
    expect(imported(connection)).toHaveLength(2);
  });

  it('stores hostile text as text', async () => {
    const connection = connectionTo();
    const customer = `Robert'); DROP TABLE imported_orders; --`;
    await importAll(connection, [{ ...order, customer }]);
    expect(imported(connection)).toMatchObject([{ customer }]);
  });

  it.each<[keyof MappedOrder, unknown, string]>([
    ['externalId', undefined, 'expected a text, found nothing'],
    ['externalId', '', 'expected a text, found ""'],
    ['customer', { name: 'Ada' }, 'expected a text, found {"name":"Ada"}'],
    ['sku', 7, 'expected a text, found 7'],
    ['quantity', 0, 'expected a whole number above 0, found 0'],
    ['quantity', 1.5, 'expected a whole number above 0, found 1.5'],
    ['amount', null, 'expected a number, found null'],
    ['amount', '12', 'expected a number, found "12"'],
    ['tax', true, 'expected a number or nothing, found true'],
    ['currency', '', 'expected a text or nothing, found ""'],
  ])('refuses only the order whose %s is %j', async (field, value, why) => {
    const connection = connectionTo();
    const responses = await importAll(connection, [
      { ...order, [field]: value },
      { ...order, externalId: 'order-2' },
    ]);

    expect(responses).toEqual([
      { statusCode: 422, errors: [{ code: `invalid_${field}`, message: `${field}: ${why}`, source: 'orders' }] },
      { statusCode: 200, id: expect.any(String) },
    ]);
    expect(imported(connection)).toMatchObject([{ externalId: 'order-2' }]);
  });

  it('names every problem of a record', async () => {
    const [response] = await importAll(connectionTo(), [['no', 'object']]);
    expect(response?.errors?.map(({ code }) => code)).toEqual([
      'invalid_externalId',
      'invalid_customer',
      'invalid_sku',
      'invalid_quantity',
      'invalid_amount',
    ]);
  });

  it('answers 401 for each record if the database cannot be opened', async () => {
    const responses = await importAll(connectionTo(join(temporaryFolder(), 'no', 'orders.sqlite')), [order, order]);
    const message = expect.stringContaining('there is no folder');
    const offline = { statusCode: 401, errors: [{ code: 'database_unreachable', message, source: 'orders' }] };
    expect(responses).toEqual([offline, offline]);
  });
});
