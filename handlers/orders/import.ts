import type { DatabaseSync } from 'node:sqlite';
import { define, type ResponseOf } from 'integrator-extension-lambda';
import { inTransaction, openDatabase, reasonOf } from './database.ts';
import type { MappedOrder } from './order.ts';

type Imported = ResponseOf<'import'>[number];

export const importOrders = define.import<MappedOrder>(({ connection, postMapData }, callback) => {
  let database: DatabaseSync;
  try {
    database = openDatabase(connection);
  } catch (thrown) {
    const errors = [reasonOf(thrown)];
    const refused = postMapData.map((): Imported => ({ statusCode: 401, errors }));
    return callback(undefined, refused);
  }
  const imported = inTransaction(database, () => importPage(database, postMapData));
  callback(undefined, imported);
});

function importPage(database: DatabaseSync, orders: readonly MappedOrder[]): Imported[] {
  // A retried page has orders that exist already: they are replaced and keep their id.
  const upsert = database.prepare(
    `INSERT INTO imported_orders (externalId, customer, sku, quantity, amount, tax, currency)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (externalId) DO UPDATE SET customer = excluded.customer, sku = excluded.sku,
       quantity = excluded.quantity, amount = excluded.amount, tax = excluded.tax, currency = excluded.currency
     RETURNING id`,
  );
  return orders.map((order) => {
    const errors = faultsOf(order);
    if (errors.length > 0) return { statusCode: 422, errors };
    const { externalId, customer, sku, quantity, amount, tax = null, currency = null } = order;
    const row = upsert.get(externalId, customer, sku, quantity, amount, tax, currency);
    return { statusCode: 200, id: String(row?.id) };
  });
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isAbsent = (value: unknown) => value === undefined || value === null;

const FIELDS: Record<keyof MappedOrder, readonly [accepts: (value: unknown) => boolean, what: string]> = {
  externalId: [isText, 'a text'],
  customer: [isText, 'a text'],
  sku: [isText, 'a text'],
  quantity: [(value) => Number.isSafeInteger(value) && (value as number) > 0, 'a whole number above 0'],
  amount: [Number.isFinite, 'a number'],
  tax: [(value) => isAbsent(value) || Number.isFinite(value), 'a number or nothing'],
  currency: [(value) => isAbsent(value) || isText(value), 'a text or nothing'],
};

function faultsOf(order: MappedOrder) {
  return Object.entries(FIELDS).flatMap(([field, [accepts, what]]) => {
    const value = order[field as keyof MappedOrder];
    if (accepts(value)) return [];
    const found = value === undefined ? 'nothing' : JSON.stringify(value);
    return [{ code: `invalid_${field}`, message: `${field}: expected ${what}, found ${found}`, source: 'orders' }];
  });
}
