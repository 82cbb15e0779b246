import type { AnyRecord, Problem, ResponseOf } from 'integrator-extension-lambda';
import type { Platform } from './platform.ts';

/** How far a flow has come. */
export interface Progress {
  readonly pages: number;
  readonly exported: number;
  readonly imported: number;
}

const flow = { _integrationId: '5f0000000000000000000001', _flowId: '5f0000000000000000000004', settings: {} };
const exporting = { ...flow, _exportId: '5f0000000000000000000002', _connectionId: '5f0000000000000000000003' };
const importing = { ...flow, _importId: '5f0000000000000000000005', _connectionId: '5f0000000000000000000003' };

/**
 * Runs the flow of the orders: each page is exported, hooked, mapped and imported before the next one is asked for.
 * @throws Error naming the function that failed, or whose connection went offline
 */
export async function runFlow(platform: Platform, database: string, show: (progress: Progress) => void) {
  const connection = { _id: exporting._connectionId, encrypted: {}, unencrypted: { database } };
  await ping(platform, { ...exporting, connection });
  let progress = { pages: 0, exported: 0, imported: 0 };
  let page: ResponseOf<'export'> = {};
  while (!page.lastPage) {
    const { state } = page;
    page = await exportPage(platform, { ...exporting, connection, ...(state && { state }) });
    const orders = await savePage(platform, page.data ?? [], progress.pages);
    const imported = await processPage(platform, orders, connection);
    progress = {
      pages: progress.pages + 1,
      exported: progress.exported + (page.data?.length ?? 0),
      imported: progress.imported + imported,
    };
    show(progress);
  }
  const postAggregateData = { success: true, _json: { imported: progress.imported } };
  await platform.call<'postAggregate'>('summarise', { ...importing, postAggregateData });
}

async function ping(platform: Platform, options: object): Promise<void> {
  const { statusCode, errors } = await platform.call<'ping'>('pingOrders', options);
  if (statusCode !== 200) throw offline('pingOrders', errors);
}

async function exportPage(platform: Platform, options: object) {
  const page = await platform.call<'export'>('exportOrders', options);
  if (page.connectionOffline) throw offline('exportOrders', page.errors);
  platform.count('exportOrders', { out: page.data?.length ?? 0, errors: platform.report('exportOrders', page.errors) });
  return page;
}

function offline(name: string, errors: readonly Problem[] = []): Error {
  return new Error(`${name}: the connection is offline: ${errors.map(({ message }) => message).join('; ')}`);
}

async function savePage(platform: Platform, data: AnyRecord[], pageIndex: number): Promise<AnyRecord[]> {
  const options = { ...exporting, data, errors: [], retryData: {}, pageIndex };
  const saved = await platform.call<'preSavePage'>('dropTestOrders', options);
  const failed = saved.newErrorsAndRetryData ?? [];
  platform.count('dropTestOrders', {
    in: data.length,
    out: saved.data.length,
    ignored: data.length - saved.data.length - failed.length,
    errors: platform.report('dropTestOrders', [...(saved.errors ?? []), ...failed.flatMap(({ errors }) => errors)]),
  });
  return saved.data;
}

/** From before the mapping to after the response mapping. Returns how many records were imported. */
async function processPage(platform: Platform, orders: AnyRecord[], connection: object): Promise<number> {
  if (orders.length === 0) return 0;
  const actions = await platform.call<'preMap'>('prepareOrders', { ...importing, data: orders });
  countActions(platform, 'prepareOrders', actions);
  const prepared = actions.flatMap(({ data }) => data ?? []);
  const mapped = prepared.map(toImport);
  const sent = { ...importing, preMapData: prepared, postMapData: mapped };
  const changes = await platform.call<'postMap'>('priceOrders', sent);
  countActions(platform, 'priceOrders', changes);
  const preMapData = prepared.filter((_, index) => changes[index]?.data);
  const postMapData = changes.flatMap(({ data }) => data ?? []);
  const pair = { ...importing, preMapData, postMapData };
  const responses = await importPage(platform, { ...pair, connection });
  const responseData = await platform.call<'postSubmit'>('explainErrors', { ...pair, responseData: responses });
  // Only now: what the import itself says of a record is what this hook may still change.
  platform.report(
    'importOrders',
    responseData.flatMap(({ errors }) => errors ?? []),
  );
  countResponses(platform, 'explainErrors', responseData);
  const noted = { ...importing, postResponseMapData: preMapData, responseData };
  const records = await platform.call<'postResponseMap'>('noteNewIds', noted);
  platform.count('noteNewIds', { in: preMapData.length, out: records.length });
  return responses.filter(({ statusCode }) => statusCode === 200).length;
}

/** The mapping of the import's fields. */
function toImport({ id, customer, sku, quantity, total }: AnyRecord): AnyRecord {
  return { externalId: `order-${id}`, customer, sku, quantity, amount: total };
}

async function importPage(platform: Platform, options: object) {
  const responses = await platform.call<'import'>('importOrders', options);
  const refused = responses.find(({ statusCode }) => statusCode === 401);
  if (refused) throw offline('importOrders', refused.errors);
  countResponses(platform, 'importOrders', responses);
  return responses;
}

function countActions(platform: Platform, name: string, actions: ResponseOf<'preMap'>): void {
  platform.count(name, {
    in: actions.length,
    out: actions.filter(({ data }) => data).length,
    ignored: actions.filter(({ data, errors }) => !data && !errors?.length).length,
    errors: platform.report(
      name,
      actions.flatMap(({ errors }) => errors ?? []),
    ),
  });
}

function countResponses(platform: Platform, name: string, responses: ResponseOf<'postSubmit'>): void {
  platform.count(name, {
    in: responses.length,
    out: responses.filter(({ statusCode }) => statusCode === 200).length,
    ignored: responses.filter(({ ignored }) => ignored).length,
    errors: responses.flatMap(({ errors }) => errors ?? []).length,
  });
}
