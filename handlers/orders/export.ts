import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { define, ExtensionError, type OptionsOf, type ResponseOf } from 'integrator-extension-lambda';
import { columnOf, inTransaction, openDatabase, reasonOf } from './database.ts';
import type { Order } from './order.ts';

interface Types {
  configuration: { pageSize?: number };
  state: Position;
}

/** Where the next page begins. */
interface Position {
  /** The id of the last order of the page before. */
  after: number;
  /** Test exports: how many orders may still be fetched. */
  left?: number;
  /** Once exports: the orders of the page before, not yet marked as exported. */
  unmarked?: number[];
}

type Options = OptionsOf<'export', Order, Types>;
type Page = ResponseOf<'export', Order, Types>;

export const exportOrders = define.export<Order, Types>((options) => {
  try {
    const database = openDatabase(options.connection);
    return options.type === 'once' ? onceOnly(database, options) : nextPage(database, options);
  } catch (thrown) {
    return { connectionOffline: true, errors: [reasonOf(thrown)] };
  }
});

function nextPage(database: DatabaseSync, options: Options): Page {
  const { after = 0, left = limitOf(options) } = options.state ?? {};
  const size = Math.min(pageSizeOf(options), left);
  // One order more than the page holds shows whether another page follows.
  const found = ordersAfter(database, after, size + 1, filterOf(database, options));
  const data = found.slice(0, size);
  const last = data.at(-1);
  if (!last || found.length <= size || data.length === left) return { data, lastPage: true };
  return { data, lastPage: false, state: { after: last.id, ...(options.type === 'test' && { left: left - size }) } };
}

/**
 * Orders are marked when the next page is requested, which proves that their page has arrived. An interrupted run
 * exports its last page again and loses nothing. So the last page is always empty.
 */
function onceOnly(database: DatabaseSync, options: Options): Page {
  const column = columnOf(database, options.once?.booleanField ?? 'exported', 'BOOLEAN');
  const { after = 0, unmarked = [] } = options.state ?? {};
  markAll(database, column, unmarked);
  const data = ordersAfter(database, after, pageSizeOf(options), { condition: `${column} = 0`, values: [] });
  const last = data.at(-1);
  if (!last) return { data, lastPage: true };
  return { data, lastPage: false, state: { after: last.id, unmarked: data.map(({ id }) => id) } };
}

function markAll(database: DatabaseSync, column: string, ids: readonly number[]): void {
  const mark = database.prepare(`UPDATE orders SET ${column} = 1 WHERE id = ?`);
  inTransaction(database, () => {
    for (const id of ids) mark.run(id);
  });
}

interface Filter {
  readonly condition: string;
  readonly values: readonly SQLInputValue[];
}

function filterOf(database: DatabaseSync, { type, delta }: Options): Filter {
  if (type !== 'delta') return { condition: 'TRUE', values: [] };
  const column = columnOf(database, delta?.dateField ?? 'updatedAt', 'DATETIME');
  // Orders of that exact millisecond are included: an order sent twice is harmless, a missed change is not.
  return { condition: `${column} >= ?`, values: [new Date(delta?.lastExecutionTime ?? 0).toISOString()] };
}

function ordersAfter(database: DatabaseSync, after: number, most: number, filter: Filter): Order[] {
  const select = database.prepare(
    `SELECT id, customer, sku, quantity, total, status, updatedAt FROM orders
     WHERE id > ? AND ${filter.condition} ORDER BY id LIMIT ?`,
  );
  return select.all(after, ...filter.values, most) as unknown as Order[];
}

function limitOf({ type, test, configuration }: Options): number {
  if (type !== 'test') return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(test?.limit ?? pageSizeOf({ configuration })));
}

const DEFAULT_PAGE_SIZE = 20;
const LARGEST_PAGE = 1000;

function pageSizeOf({ configuration }: Pick<Options, 'configuration'>): number {
  const { pageSize = DEFAULT_PAGE_SIZE } = configuration ?? {};
  if (Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= LARGEST_PAGE) return pageSize;
  throw new ExtensionError({
    code: 'invalid_configuration',
    message: `configuration.pageSize: expected a whole number from 1 to ${LARGEST_PAGE}, found ${JSON.stringify(pageSize)}.`,
  });
}
