/*
 * Code that must compile, and code that must not, when an author defines functions. It never runs: the compiler's check
 * of this folder is the test. An expected error that is missing is an error.
 */
import { define, type OptionsOf, type ResponseOf } from 'integrator-extension-lambda';

interface Order {
  id: number;
  sku: string;
}
interface Cursor {
  after: number;
}
interface Prices {
  currency: 'EUR' | 'USD';
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const proven = <_T extends true>() => undefined;

// All three styles of answering are inferred alike, from the kind and the record's type.
define.preMap((options) => options.data.map((data) => ({ data })));
define.preMap(async (options) => options.data.map((data) => ({ data })));
define.preMap((options, callback) => callback(null, options.data.map((data) => ({ data })))); // biome-ignore format: one line
define.preMap((options, callback) => {
  setTimeout(() => callback(new Error(`${options.data.length} records`)), 1);
});
define.preMap<Order>((options) => options.data.map(({ id, sku }) => ({ data: { id, sku: sku.trim() } })));
define.preMap<Order>(async ({ data }) => data.map(({ sku }) => (sku ? {} : { errors: [{ code: 'x', message: sku }] })));
define.preMap<Order>(({ data }, callback) => callback(null, [{ data: data[0] }]));
define.preMap<Order>((options, _callback, { signal, remainingTime, log }) => {
  log.info('trimming', { left: remainingTime(), stopped: signal.aborted });
  return options.data.map((data) => ({ data }));
});
define.preMap<Order>(function (this: { fallback: Order }, options) {
  return options.data.map((data) => ({ data: data ?? this.fallback }));
});
define.preMap<Order[]>((options) => options.data.map((rows) => ({ data: rows.filter((row) => row.id > 0) })));

// Records, settings, configuration and state have the author's types.
define.export<Order, { state: Cursor }>(({ state }) => ({
  data: [],
  state: { after: (state?.after ?? 0) + 1 },
  lastPage: false,
}));
define.preSavePage<Order, { settings: Prices; configuration: { strict: boolean } }>((options) => {
  const currency: 'EUR' | 'USD' | undefined = options.settings?.currency;
  const strict: boolean | undefined = options.configuration?.strict;
  return { data: options.data, errors: [], abort: strict === true && currency === 'USD' };
});
proven<Same<OptionsOf<'export', Order, { state: Cursor }>['state'], Cursor | undefined>>();
proven<Same<OptionsOf<'preMap', Order>['data'], Order[]>>();
proven<Same<ResponseOf<'preSavePage', Order>['data'], Order[]>>();
proven<Same<OptionsOf<'preSavePage'>['lastExportDateTime'], Date | undefined>>();

// Without a type, any field of a record may be read.
define.preSavePage(({ data }) => ({ data: data.filter((order) => order.lines[0].quantity > 1) }));

// A dictionary keeps its keys: a key may be missing.
define.preSavePage<Order>(({ data, errors, retryData }) => {
  const failed: Order[] = [];
  for (const { retryDataKey } of errors ?? []) {
    const entry = retryData?.[retryDataKey ?? ''];
    // @ts-expect-error there may be no such entry
    failed.push(entry.data);
    if (entry) failed.push(entry.data);
  }
  return { data: [...data, ...failed] };
});
define.formInit(({ resource, license }) => ({ fields: [resource.settingsForm, license?.edition] }));
define.utility((options) => options);

// Functions whose response is ignored may return anything, or nothing.
define.postAggregate(() => undefined);
define.postAggregate((_options, callback) => callback());
define.step(async () => {});
define.connectorUpdate(() => ({ ignored: true }));

// @ts-expect-error a slip in the name of a kind
define.preMpa(() => []);
// @ts-expect-error a slip in the name of an option
define.preMap((options) => options.dta);
// @ts-expect-error a slip in the name of an option, by destructuring
define.preMap(({ dta }) => dta);
// @ts-expect-error a slip in a field of the author’s own record
define.preMap<Order>((options) => options.data.map((order) => ({ data: order.skuu })));
// @ts-expect-error a slip in a nested option
define.postAggregate(({ postAggregateData }) => postAggregateData.succes);
// @ts-expect-error no such slot
define.preMap<Order, { setings: Prices }>(() => []);

// @ts-expect-error the records themselves are no actions
define.preMap<Order>((options) => options.data);
// @ts-expect-error nor are they by promise
define.preMap<Order>(async (options) => options.data);
// @ts-expect-error nor by callback
define.preMap<Order>((options, callback) => callback(null, options.data));
// @ts-expect-error an error needs a message
define.preMap<Order>(() => [{ errors: [{ code: 'x' }] }]);
// @ts-expect-error an action has no such field
define.preMap<Order>(() => [{ dta: { id: 1, sku: '' } }]);
// @ts-expect-error another record than the author has said
define.preMap<Order>(() => [{ data: { id: 1 } }]);
// @ts-expect-error a page is an array
define.preSavePage(({ data }) => ({ data: data[0] }));
// @ts-expect-error no such status
define.ping(() => ({ statusCode: 403 }));
// @ts-expect-error a slip in the response
define.export(() => ({ lastpage: true }));
// Beside right fields, TypeScript accepts a misspelt field of a response: the contract finds it.
define.export(() => ({ data: [], lastpage: true }));
// @ts-expect-error another state than the author has said
define.export<Order, { state: Cursor }>(() => ({ data: [], state: { before: 1 } }));
// @ts-expect-error not a function
define.preMap({});

// An author's own tests pass only what the function uses.
const trim = define.preMap<Order>(({ data }) => data.map((order) => ({ data: order })));
const sent = { bearerToken: 'token', data: [{ id: 1, sku: 'x' }] };
export const answered = async () => (await trim(sent)) ?? [];
proven<Same<Awaited<ReturnType<typeof answered>>, ResponseOf<'preMap', Order>>>();
trim(sent, (error, response) => [error, response?.[0]?.data?.sku]);
// @ts-expect-error options of another kind
trim({ bearerToken: 'token', postMapData: [] });
