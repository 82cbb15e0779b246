import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, ENGINES, formatRefusal, startCaller } from './caller.ts';
import { findHandler } from './setup.ts';

interface Page {
  readonly data: readonly { id: number; customer: string; sku: string; quantity: number; total: number | null }[];
  readonly lastPage: boolean;
  readonly state?: object;
}

describe.each(ENGINES)('On Node %i the sample of a flat module, as it is deployed,', (node) => {
  const folder = mkdtempSync(join(tmpdir(), 'orders-'));
  const connection = { unencrypted: { database: join(folder, 'orders.sqlite') } };
  let lambda: Caller;
  beforeAll(async () => {
    lambda = await startCaller(findHandler('diy'), { node });
  });
  afterAll(async () => {
    await lambda.stop();
    rmSync(folder, { recursive: true });
  });

  const exportPage = async (state?: object): Promise<Page> =>
    JSON.parse(await lambda.diy('exportOrders', { connection, state, configuration: { pageSize: 100 } }));

  test('reaches its database', async () => {
    expect(await lambda.diy('pingOrders', { connection })).toBe('{"statusCode":200}');
  });

  test('answers with an error in the response if its database is unreachable', async () => {
    const missing = { unencrypted: { database: join(folder, 'no', 'orders.sqlite') } };
    expect(JSON.parse(await lambda.diy('pingOrders', { connection: missing }))).toMatchObject({
      statusCode: 401,
      errors: [{ code: 'database_unreachable' }],
    });
  });

  test('exports every order once, page by page by its state, until the last page', async () => {
    const ids: number[] = [];
    let pages = 0;
    for (let page: Page | undefined; !page?.lastPage; pages++) {
      page = await exportPage(page?.state);
      ids.push(...page.data.map((order) => order.id));
    }
    expect(pages).toBeGreaterThan(1);
    expect(ids.length).toBeGreaterThan(200);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  test('imports a page, and gives the same ids if the page comes again', async () => {
    const { data } = await exportPage();
    const postMapData = data
      .filter((order) => order.customer && order.quantity > 0 && order.total !== null)
      .map(({ id, total, customer, sku, quantity }) => ({
        externalId: String(id),
        amount: total,
        customer,
        sku,
        quantity,
      }));
    const first = JSON.parse(await lambda.diy('importOrders', { connection, postMapData }));
    expect(first).toHaveLength(postMapData.length);
    expect(first.filter((one: { statusCode: number; id: string }) => one.statusCode !== 200 || !one.id)).toEqual([]);
    expect(JSON.parse(await lambda.diy('importOrders', { connection, postMapData }))).toEqual(first);
  });

  test('runs a hook on its exported orders', async () => {
    const { data } = await exportPage();
    const answered = JSON.parse(await lambda.diy('prepareOrders', { data }));
    expect(answered).toHaveLength(data.length);
    expect(answered).toContainEqual({ data: expect.objectContaining({ id: data[0]?.id }) });
  });

  test('fails a call for a missing function', async () => {
    expect(await lambda.diy('exportCustomers')).toBe(
      formatRefusal(
        `{"message":"The function passed in the extension options doesn't map to a function.","code":"invalid_function"}`,
      ),
    );
  });
});

const SHOP = '5f0000000000000000000008';

describe.each(ENGINES)('On Node %i the sample of a connector, as it is deployed,', (node) => {
  let lambda: Caller;
  beforeAll(async () => {
    lambda = await startCaller(findHandler('connector'), { node });
  });
  afterAll(() => lambda.stop());

  const call = (type: string, name: string, options = {}) =>
    lambda.call({ type, function: name, _connectorId: SHOP }, options);

  test('runs methods that its groups inherit, with their own `this`', async () => {
    expect(JSON.parse(await call('installer', 'connectShop'))).toEqual({
      success: true,
      stepsToUpdate: [
        { installerFunction: 'connectShop', completed: true, isCurrentStep: false },
        { installerFunction: 'chooseSettings', completed: false, isCurrentStep: true },
      ],
    });
    expect(JSON.parse(await call('uninstaller', 'prepareUninstall'))).toMatchObject({ success: true });
  });

  test('finds functions by the singular type that the platform sends', async () => {
    expect(await call('utility', 'countOrders', { orders: [7, 8, 7] })).toBe('{"found":2}');
    const pending = { currency: 'GBP' };
    expect(JSON.parse(await call('setting', 'persistSettings', { pending }))).toEqual({ success: true, pending });
  });

  test("fails a call with its function's message", async () => {
    expect(await call('setting', 'persistSettings', { pending: { currency: 'XXX' } })).toBe(
      formatRefusal(`{"message":"Orders can't be in XXX: choose one of EUR, GBP, USD.","code":"Error"}`),
    );
  });

  test('fails a call for the diy module', async () => {
    expect(await lambda.diy('countOrders')).toBe(
      formatRefusal(
        '{"code":"missing_required_field","message":"DIY is not configured in the extension configuration."}',
      ),
    );
  });
});
