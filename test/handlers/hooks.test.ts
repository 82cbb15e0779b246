import { createFakePlatform, createHarness } from 'integrator-extension-lambda/testing';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as orders from '../../handlers/orders/index.ts';
import type { Order } from '../../handlers/orders/order.ts';
import { call, lines } from './samples.ts';

const order: Order = {
  id: 1001,
  customer: 'Ada Byron',
  sku: 'BK-01',
  quantity: 2,
  total: 39.8,
  status: 'open',
  updatedAt: '2026-01-30T09:15:00.000Z',
};
const mapped = { externalId: 'order-1001', customer: 'Ada Byron', sku: 'BK-01', quantity: 2, amount: 39.8 };

describe('preSavePage', () => {
  it('drops test orders, and reports those without a customer for a retry', async () => {
    const nameless = { ...order, id: 1002, customer: '' };
    const test = { ...order, sku: 'TEST-01' };
    const errors = [{ code: 'timeout', message: 'The shop was slow.' }];

    expect(await call('preSavePage', { data: [test, order, nameless], errors })).toEqual({
      data: [order],
      errors,
      abort: false,
      newErrorsAndRetryData: [
        {
          retryData: nameless,
          errors: [{ code: 'no_customer', message: 'Order 1002 has no customer.', source: 'preSavePage' }],
        },
      ],
    });
  });
});

describe('preSavePage, as an export calls it,', () => {
  it('adds the name of its file to each order', async () => {
    const files = [{ fileMeta: { fileName: 'a.csv' } }, {}];
    const { data } = await call('preSavePage', { data: [order, order], files });
    expect(data).toEqual([{ ...order, file: 'a.csv' }, order]);
  });

  it.each([
    [1, 2, true],
    [0, 2, false],
    [5, undefined, false],
  ])('answers on page %i of at most %s with abort %s', async (pageIndex, maxPages, abort) => {
    const settings = maxPages === undefined ? {} : { maxPages };
    expect(await call('preSavePage', { data: [order], pageIndex, settings })).toMatchObject({ abort });
  });

  it('leaves orders that changed during a delta run to the next one', async () => {
    const times = { lastExportDateTime: '2026-01-30T00:00:00.000Z', currentExportDateTime: '2026-01-31T00:00:00.000Z' };
    const late = { ...order, updatedAt: '2026-01-31T00:00:01.000Z' };
    const early = { ...order, updatedAt: '2026-01-29T00:00:00.000Z' };
    expect(await call('preSavePage', { data: [early, order, late], ...times })).toMatchObject({ data: [order] });
  });

  it('drops the errors of test orders', async () => {
    const error = { code: 'timeout', message: 'The shop was slow.', source: 'export' };
    const errors = [{ ...error, retryDataKey: 'a' }, { ...error, retryDataKey: 'b' }, error];
    const retryData = { a: { data: { ...order, sku: 'TEST-01' } }, b: { data: order } };
    expect(await call('preSavePage', { data: [], errors, retryData })).toMatchObject({ errors: errors.slice(1) });
  });
});

describe('preMap', () => {
  const prepare = async (changes: Partial<Order>) => {
    const [action] = await call('preMap', { data: [{ ...order, ...changes }] });
    return action;
  };

  it('ignores a cancelled order', async () => {
    expect(await prepare({ status: 'cancelled' })).toEqual({});
  });

  it('refuses an order of zero', async () => {
    expect(await prepare({ quantity: 0 })).toEqual({
      errors: [{ code: 'no_quantity', message: 'Order 1001 is for nothing.', source: 'preMap' }],
    });
  });

  it('accepts a large order, and reports it all the same', async () => {
    expect(await prepare({ quantity: 101 })).toEqual({
      data: { ...order, quantity: 101 },
      errors: [{ code: 'large_order', message: 'Order 1001 is for 101: please check.', source: 'preMap' }],
    });
    expect(await prepare({ quantity: 100 })).not.toHaveProperty('errors');
  });

  it('tidies names and article numbers', async () => {
    expect(await prepare({ customer: ' Ada Byron ', sku: 'bk-01 ' })).toEqual({ data: order });
  });
});

describe('postMap', () => {
  const price = async (amount: unknown, settings?: object) => {
    const options = { preMapData: [order], postMapData: [{ ...mapped, amount }], ...(settings && { settings }) };
    return (await call('postMap', options))[0]?.data;
  };

  it('adds the included tax, and the currency', async () => {
    expect(await price(39.8)).toEqual({ ...mapped, tax: 6.63, currency: 'EUR' });
  });

  it('follows the settings', async () => {
    expect(await price(107, { taxRate: 7, currency: 'USD' })).toMatchObject({ tax: 7, currency: 'USD' });
  });

  it('leaves an order without an amount to the import', async () => {
    expect(await price(null)).toEqual({ ...mapped, amount: null });
  });
});

describe('postSubmit', () => {
  const refused = { statusCode: 422, errors: [{ code: 'invalid_amount', message: 'amount: expected a number' }] };
  const imported = { statusCode: 200, id: '1', errors: [] };
  const page = { preMapData: [{ ...order, id: 1000 }, order], postMapData: [mapped, mapped] };

  it('names the order of an error, and links to it', async () => {
    expect(await call('postSubmit', { ...page, responseData: [imported, refused] })).toEqual([
      imported,
      {
        statusCode: 422,
        errors: [{ code: 'invalid_amount', message: 'Order 1001: amount: expected a number' }],
        dataURI: 'https://shop.example.com/orders/1001',
      },
    ]);
  });

  it('links to the shop of the settings', async () => {
    const settings = { shopUrl: 'https://example.org/shop' };
    const [, entry] = await call('postSubmit', { ...page, responseData: [imported, refused], settings });
    expect(entry?.dataURI).toBe('https://example.org/shop/orders/1001');
  });
});

describe('postResponseMap', () => {
  it('writes the new ids into the orders', async () => {
    const responseData = [{ statusCode: 200, id: '7' }, { statusCode: 422 }];
    expect(await call('postResponseMap', { postResponseMapData: [order, order], responseData })).toEqual([
      { ...order, importedId: '7' },
      { ...order, importedId: null },
    ]);
  });
});

describe('postAggregate', () => {
  it('logs the outcome of the aggregation, with the ids of its call', async () => {
    lines.length = 0;
    await call('postAggregate', { _flowId: 'flow', postAggregateData: { success: true, _json: { imported: 2 } } });
    await call('postAggregate', { _flowId: 'flow', postAggregateData: { success: false, message: 'no space' } });

    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'orders have been aggregated',
        aggregated: { imported: 2 },
        function: 'summarise',
        _flowId: 'flow',
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'orders could not be aggregated', why: 'no space' }),
    );
  });
});

describe('postAggregate, with a platform that keeps state,', () => {
  const start = async () => {
    const fake = await createFakePlatform();
    onTestFinished(() => fake.close());
    vi.stubEnv('INTEGRATOR_IO_API', fake.url);
    const { call, logs } = createHarness(orders);
    const summarise = (success: boolean) =>
      call('summarise', { bearerToken: fake.issueToken(), postAggregateData: { success } });
    return { fake, logs, summarise };
  };
  afterEach(() => vi.unstubAllEnvs());

  it('counts the runs from one to the next', async () => {
    const { fake, logs, summarise } = await start();
    await summarise(true);
    await summarise(false);
    await summarise(true);
    expect(fake.state.get('orders')).toEqual({ succeeded: 2, failed: 1, last: expect.any(String) });
    expect(logs).toContainEqual(
      expect.objectContaining({ message: 'run has been counted', runs: fake.state.get('orders') }),
    );
  });

  it('fails no flow because of a count', async () => {
    const { fake, logs, summarise } = await start();
    fake.fail({ status: 500, body: '<h1>Oops</h1>' });
    await summarise(true);
    expect(logs).toContainEqual(
      expect.objectContaining({
        message: 'run could not be counted',
        level: 'warn',
        why: expect.objectContaining({ message: 'GET /v1/state/orders: 500 http_500: Oops' }),
      }),
    );
  });

  it('makes no request without one', async () => {
    const { fake, logs, summarise } = await start();
    vi.stubEnv('INTEGRATOR_IO_API', '');
    await summarise(true);
    expect(fake.requests).toEqual([]);
    expect(logs.map(({ message }) => message)).not.toContain('run has been counted');
  });
});

describe('postResponseMap of an import of one order to many', () => {
  it('writes the id into each part', async () => {
    const postResponseMapData = [{ ...order, lines: [{ sku: 'a' }, { sku: 'b' }] }];
    const responseData = [{ statusCode: 200, id: '7' }];
    const options = { postResponseMapData, responseData, oneToMany: true, pathToMany: 'lines' };
    const [answered] = await call('postResponseMap', options);
    expect(answered).toEqual({
      ...order,
      lines: [
        { sku: 'a', importedId: '7' },
        { sku: 'b', importedId: '7' },
      ],
    });
  });
});
