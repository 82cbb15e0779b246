import type { AnyRecord, ExtensionFunction, OptionsOf, ResponseOf } from 'integrator-extension-lambda';

// Hooks and wrappers are written and defined as in a flat module. These are plain functions, as in a module brought
// from elsewhere: they run, typed or not, and no contract checks their responses.

/** The configuration of the connector's exports and imports. */
interface Own {
  configuration: { warehouse?: string; pageSize?: number };
}

type Fn<
  K extends 'preSavePage' | 'preMap' | 'postMap' | 'postSubmit' | 'postAggregate' | 'ping' | 'export' | 'import',
> = ExtensionFunction<OptionsOf<K, AnyRecord, Own>, ResponseOf<K, AnyRecord, Own>>;

const PREVIEWED = 5;

/** Adds the connection to each order. A preview in integrator.io shows 5 orders at most. */
const noteSource: Fn<'preSavePage'> = (options, callback) => {
  const orders = options.preview ? options.data.slice(0, PREVIEWED) : options.data;
  const data = orders.map((order) => ({ ...order, source: options._connectionId }));
  callback(null, { data, errors: options.errors ?? [] });
};

/** Ignores orders of another warehouse than the configured one. */
const chooseWarehouse: Fn<'preMap'> = ({ data, configuration }, callback) => {
  const { warehouse } = configuration ?? {};
  const isOurs = (order: AnyRecord) => warehouse === undefined || order.warehouse === warehouse;
  callback(
    null,
    data.map((order) => (isOurs(order) ? { data: order } : {})),
  );
};

/** Adds the configured warehouse to each mapped order. */
const addWarehouse: Fn<'postMap'> = ({ postMapData, configuration }, callback) => {
  const { warehouse = 'main' } = configuration ?? {};
  callback(
    null,
    postMapData.map((order) => ({ data: { ...order, warehouse } })),
  );
};

/** Names the order in the errors of its import. */
const nameOrders: Fn<'postSubmit'> = ({ preMapData, responseData }, callback) => {
  const named = responseData.map((result, at) => {
    const errors = (result.errors ?? []).map((error) => ({
      ...error,
      message: `Order ${preMapData[at]?.id}: ${error.message}`,
    }));
    return { ...result, errors };
  });
  callback(null, named);
};

/** Fails the flow if the file of its orders did not arrive. */
const checkTransfer: Fn<'postAggregate'> = ({ postAggregateData }, callback) => {
  const { success, message = 'The file of orders did not arrive.' } = postAggregateData;
  if (success) callback(null);
  else callback(new Error(message));
};

const pingShop: Fn<'ping'> = ({ connection }, callback) => {
  if (connection.encrypted?.password) return callback(null, { statusCode: 200 });
  const errors = [{ code: 'no_password', message: 'The connection has no password.' }];
  callback(null, { statusCode: 401, errors });
};

/** The orders of the shop. A real connector would request them. */
const ORDERS = [1001, 1002, 1003].map((id) => ({ id, warehouse: id % 2 ? 'main' : 'north' }));

/** Exports the orders of the shop, page by page. */
const fetchOrders: Fn<'export'> = ({ state, configuration }, callback) => {
  const { pageSize = 2 } = configuration ?? {};
  const start = Number(state?.start ?? 0);
  const end = start + pageSize;
  callback(null, { data: ORDERS.slice(start, end), lastPage: end >= ORDERS.length, state: { start: end } });
};

/** Imports orders into the shop, which ignores those that it has. */
const sendOrders: Fn<'import'> = ({ postMapData }, callback) => {
  const known = new Set(ORDERS.map(({ id }) => id));
  callback(
    null,
    postMapData.map(({ id }) => ({ statusCode: 200, id: String(id), ignored: known.has(id), errors: [] })),
  );
};

export const hooks = { noteSource, chooseWarehouse, addWarehouse, nameOrders, checkTransfer };
export const wrappers = { pingShop, fetchOrders, sendOrders };
