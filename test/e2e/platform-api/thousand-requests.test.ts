import { define } from 'integrator-extension-lambda';
import { createPlatform, mapRecords } from 'integrator-extension-lambda/platform-api';
import { createFakePlatform, createHarness, type FakePlatformSettings } from 'integrator-extension-lambda/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CONNECTION } from '../../platform-api/account.ts';

describe('a thousand requests, one for each record of a page,', () => {
  interface Order {
    id: number;
    stock?: unknown;
  }
  const page: Order[] = Array.from({ length: 1000 }, (_, id) => ({ id }));

  /** A hook that makes a call for each record, all at once. */
  const hookFor = (baseUrl: string) =>
    define.preMap<Order>(async (options, _callback, { signal }) => {
      const platform = createPlatform({ options, baseUrl, signal });
      const work = async (order: Order) => ({
        ...order,
        stock: await platform.connections.proxy({ _id: CONNECTION, relativeURI: `/stock/${order.id}` }),
      });
      return mapRecords(options.data, work, { concurrency: 1000, signal, source: 'preMap' });
    });

  const answered = page.map(({ id }) => ({ data: { id, stock: { of: `/stock/${id}` } } }));
  const run = async (settings: FakePlatformSettings, refusals: number) => {
    const fake = await createFakePlatform(settings);
    onTestFinished(() => fake.close());
    fake.connections.set(CONNECTION, { proxy: ({ relativeURI }) => ({ of: relativeURI }) });
    fake.fail({ status: 429, headers: { 'retry-after': '1' }, times: refusals });
    const { call } = createHarness({ enrich: hookFor(fake.url) });
    return { fake, response: await call('enrich', { data: page }) };
  };

  it('are all answered although the bucket is a ninth of the account’s', async () => {
    const { response } = await run({ rateLimit: { size: 110, perSecond: 300 } }, 0);
    expect(response).toEqual(answered);
  });

  it('succeed although others have emptied the bucket', async () => {
    const { fake, response } = await run({}, 100);
    expect(response).toEqual(answered);
    expect(fake.requests.filter(({ status }) => status === 429)).toHaveLength(100);
  });
});
