import { define, type OptionsOf } from 'integrator-extension-lambda';
import type { MappedOrder, Order, OrderSettings } from './order.ts';
import { countRun } from './runs.ts';

type Page = OptionsOf<'preSavePage', Order, { settings: OrderSettings }>;

const isTest = ({ sku }: Order) => sku.startsWith('TEST');

/**
 * Removes test orders, and the errors of those. Reports orders without a customer, which can be retried once they have
 * one. Ends the export after the pages that the settings allow.
 */
export const dropTestOrders = define.preSavePage<Order, { settings: OrderSettings }>((options, callback) => {
  const orders = noteFiles(options).filter((order) => !isTest(order) && isDue(order, options));
  const nameless = orders.filter(({ customer }) => !customer);
  const { pageIndex = 0, settings: { maxPages = Number.POSITIVE_INFINITY } = {} } = options;
  callback(undefined, {
    data: orders.filter(({ customer }) => customer),
    errors: keepErrors(options),
    abort: pageIndex + 1 >= maxPages,
    newErrorsAndRetryData: nameless.map((order) => ({
      retryData: order,
      errors: [{ code: 'no_customer', message: `Order ${order.id} has no customer.`, source: 'preSavePage' }],
    })),
  });
});

/** File exports: adds the name of its file to each order. */
function noteFiles({ data, files }: Page): Order[] {
  return data.map((order, index) => {
    const file = files?.[index]?.fileMeta?.fileName;
    return file === undefined ? order : { ...order, file };
  });
}

/** Delta exports: an order that changed after the run began comes with the next run, which begins at that moment. */
function isDue({ updatedAt }: Order, { lastExportDateTime, currentExportDateTime }: Page): boolean {
  const changed = Date.parse(updatedAt);
  if (currentExportDateTime && changed > currentExportDateTime.getTime()) return false;
  return !lastExportDateTime || changed >= lastExportDateTime.getTime();
}

/** Keeps the errors of the export, except for those of test orders. */
function keepErrors({ errors = [], retryData }: Page) {
  return errors.filter(({ retryDataKey }) => {
    const failed = retryDataKey === undefined ? undefined : retryData?.[retryDataKey]?.data;
    return failed === undefined || !isTest(failed);
  });
}

const LARGE = 100;

/** Ignores cancelled orders, refuses those without an amount to pay, and reports large ones, which still go on. */
export const prepareOrders = define.preMap<Order>(({ data }) =>
  data.map((order) => {
    if (order.status === 'cancelled') return {};
    if (order.quantity < 1) return { errors: [errorOf('no_quantity', `Order ${order.id} is for nothing.`)] };
    const tidy = { ...order, customer: order.customer.trim(), sku: order.sku.trim().toUpperCase() };
    if (order.quantity <= LARGE) return { data: tidy };
    return {
      data: tidy,
      errors: [errorOf('large_order', `Order ${order.id} is for ${order.quantity}: please check.`)],
    };
  }),
);

function errorOf(code: string, message: string) {
  return { code, message, source: 'preMap' };
}

/** Adds the currency, and the tax that is part of the amount. */
export const priceOrders = define.postMap<MappedOrder, { settings: OrderSettings }>(async (options) => {
  const { currency = 'EUR', taxRate = 20 } = options.settings ?? {};
  return options.postMapData.map((order) => {
    // An order without an amount goes on unchanged: the import refuses this order only, with its reason.
    if (typeof order.amount !== 'number') return { data: order };
    return { data: { ...order, currency, tax: cents((order.amount * taxRate) / (100 + taxRate)) } };
  });
});

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Adds the order's number to each error, and a link to the order in the shop. */
export const explainErrors = define.postSubmit<Order, { settings: OrderSettings }>((options, callback) => {
  const { shopUrl = 'https://shop.example.com' } = options.settings ?? {};
  const explained = options.responseData.map((entry, index) => {
    const order = options.preMapData[index];
    if (!order || !entry.errors?.length) return entry;
    const errors = entry.errors.map((error) => ({ ...error, message: `Order ${order.id}: ${error.message}` }));
    return { ...entry, errors, dataURI: `${shopUrl}/orders/${order.id}` };
  });
  callback(undefined, explained);
});

/**
 * Writes the id of the imported order into the order, for later steps. An import of one order to many writes it into
 * each part of the list that `pathToMany` names.
 */
export const noteNewIds = define.postResponseMap((options) =>
  options.postResponseMapData.map((order, index) => {
    const importedId = options.responseData?.[index]?.id ?? null;
    const { oneToMany, pathToMany } = options;
    const parts = oneToMany && pathToMany !== undefined ? order[pathToMany] : undefined;
    if (pathToMany === undefined || !Array.isArray(parts)) return { ...order, importedId };
    return { ...order, [pathToMany]: parts.map((part: object) => ({ ...part, importedId })) };
  }),
);

/** Nothing is answered, so the function declares its context as a third parameter and is async. */
export const summarise = define.postAggregate(async (options, _callback, context) => {
  const { log } = context;
  const { success, _json, message } = options.postAggregateData;
  if (success) log.info('orders have been aggregated', { aggregated: _json });
  else log.warn('orders could not be aggregated', { why: message });
  try {
    const runs = await countRun(options, context);
    if (runs) log.info('run has been counted', { runs });
  } catch (thrown) {
    // The orders have arrived: a wrong count must not fail their flow.
    log.warn('run could not be counted', { why: thrown });
  }
});
