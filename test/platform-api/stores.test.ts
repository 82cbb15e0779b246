import { describe, expect, it } from 'vitest';
import { all, CACHE, start } from './account.ts';

describe('state', () => {
  const values = [{ count: 1 }, [1, 2], 'text', '', 0, false, null].map((value) => [value]);

  it.each(values)('keeps %j', async (value) => {
    const { platform } = await start();
    expect(await platform.state.list()).toEqual([]);
    expect(await platform.state.get('last')).toBeUndefined();
    await platform.state.put('last', value);
    await platform.state.put('last', value);
    expect(await platform.state.get('last')).toEqual(value);
    expect(await platform.state.list()).toEqual(['last']);
    await platform.state.delete('last');
    await platform.state.delete('last');
    expect(await platform.state.list()).toEqual([]);
  });

  it('saves no undefined', async () => {
    const { platform } = await start();
    await expect(platform.state.put('last', undefined)).rejects.toThrow(
      'state.put last: found undefined, expected a value that is JSON',
    );
  });

  it('of a document is its own', async () => {
    const { fake, platform } = await start();
    const own = platform.state.of('imports', 'orders');
    await own.put('sequence', 7);
    expect(await own.get('sequence')).toBe(7);
    expect(await own.list()).toEqual(['sequence']);
    expect(await platform.state.list()).toEqual([]);
    expect([...fake.readState('imports', 'orders')]).toEqual([['sequence', 7]]);
    await own.delete('sequence');
    expect(await platform.state.of('imports', 'other').list()).toEqual([]);
  });
});

describe('state.update', () => {
  const count = (value: number | undefined) => (value ?? 0) + 1;

  it('saves the changed value', async () => {
    const { fake, platform } = await start();
    expect(await platform.state.update('runs', count)).toBe(1);
    expect(await platform.state.update('runs', count)).toBe(2);
    expect(fake.state.get('runs')).toBe(2);
  });

  it('compares with the value that it read, even if the given one is mutated', async () => {
    const { fake, platform } = await start();
    fake.state.set('seen', ['a']);
    await platform.state.update<string[]>('seen', (seen = []) => {
      seen.push('b');
      return seen;
    });
    expect(fake.state.get('seen')).toEqual(['a', 'b']);
  });

  it('starts again from a value that has changed meanwhile', async () => {
    const { fake, platform } = await start();
    fake.state.set('runs', 1);
    const seen: unknown[] = [];
    const kept = await platform.state.update<number>('runs', async (runs = 0) => {
      if (seen.push(runs) === 1) fake.state.set('runs', 10);
      return runs + 1;
    });
    expect({ kept, seen, state: fake.state.get('runs') }).toEqual({ kept: 11, seen: [1, 10], state: 11 });
  });

  it('gives up on a value that keeps changing, and writes nothing', async () => {
    const { fake, platform } = await start();
    let written = 0;
    const update = platform.state.update<number>('runs', (runs = 0) => {
      written += 1;
      fake.state.set('runs', written);
      return runs + 100;
    });
    await expect(update).rejects.toMatchObject({
      code: 'platform_state_conflict',
      message: 'state.update runs: platform_state_conflict: The value was changed by somebody else 5 times in a row.',
    });
    expect(fake.state.get('runs')).toBe(5);
  });
});

describe('lookup caches', () => {
  const entriesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: `k${String(index).padStart(5, '0')}`, value: { index } }));

  const withCache = async (entries: readonly { key: string; value: unknown }[] = []) => {
    const started = await start();
    const data = new Map(entries.map(({ key, value }) => [key, value]));
    started.fake.lookupCaches.set(CACHE, { name: 'SKUs', data });
    return { ...started, data };
  };

  it('are read whole, page by page', async () => {
    const entries = entriesOf(2500);
    const { platform } = await withCache(entries);
    const pages = await all(platform.lookupCaches.getData({ _id: CACHE }));
    expect(pages.map((page) => page.length)).toEqual([1000, 1000, 500]);
    expect(pages.flat()).toEqual(entries);
  });

  it('are read by prefix, and from after a key', async () => {
    const { platform } = await withCache(entriesOf(1200));
    const pages = await all(platform.lookupCaches.getData({ _id: CACHE, startsWith: 'k01', startAfterKey: 'k01197' }));
    expect(pages.flat().map(({ key }) => key)).toEqual(['k01198', 'k01199']);
  });

  it('are read by keys, for any number of keys', async () => {
    const entries = entriesOf(1500);
    const { fake, platform } = await withCache(entries);
    const keys = [...entries.map(({ key }) => key), 'unknown'];
    const pages = await all(platform.lookupCaches.getData({ _id: CACHE, keys }));
    expect(pages.flat()).toEqual(entries);
    expect(fake.requests).toHaveLength(2);
    expect(await all(platform.lookupCaches.getData({ _id: CACHE, keys: [] }))).toEqual([]);
  });

  it('are read in pages of at most 5 MB', async () => {
    const value = 'x'.repeat(2_000_000);
    const { platform } = await withCache([1, 2, 3].map((key) => ({ key: String(key), value })));
    const pages = await all(platform.lookupCaches.getData({ _id: CACHE }));
    expect(pages.map((page) => page.map(({ key }) => key))).toEqual([['1', '2'], ['3']]);
  });

  it('are an empty page for an empty body', async () => {
    const { fake, platform } = await withCache();
    fake.fail({ status: 204 });
    expect(await all(platform.lookupCaches.getData({ _id: CACHE }))).toEqual([[]]);
  });

  it('are written in requests of at most 1,000 entries', async () => {
    const entries = entriesOf(2500);
    const { fake, platform, data } = await withCache();
    await platform.lookupCaches.upsert({ _id: CACHE, data: entries });
    expect(data.size).toBe(2500);
    expect(fake.requests.map(({ body }) => (body as { data: unknown[] }).data.length)).toEqual([1000, 1000, 500]);
  });

  it('are written in requests of at most 5 MB, counted in bytes', async () => {
    const { fake, platform } = await withCache();
    const value = 'ü'.repeat(1_000_000);
    const entries = [1, 2, 3, 4, 5].map((key) => ({ key: String(key), value }));
    await platform.lookupCaches.upsert({ _id: CACHE, data: entries });
    expect(fake.requests.map(({ body }) => (body as { data: unknown[] }).data.length)).toEqual([2, 2, 1]);
  });

  it('refuse an entry that exceeds a request', async () => {
    const { fake, platform } = await withCache();
    const data = [{ key: 'big', value: 'x'.repeat(5_000_000) }];
    await expect(platform.lookupCaches.upsert({ _id: CACHE, data })).rejects.toMatchObject({
      code: 'platform_entry_too_large',
      message: expect.stringContaining('lookupCaches, key big: platform_entry_too_large: found 5000025 bytes'),
    });
    await expect(platform.lookupCaches.deleteData({ _id: CACHE, keys: ['y'.repeat(5_000_000)] })).rejects.toMatchObject(
      {
        code: 'platform_entry_too_large',
      },
    );
    expect(fake.requests).toEqual([]);
  });

  it('have entries deleted, and are emptied', async () => {
    const entries = entriesOf(1500);
    const { platform, data } = await withCache(entries);
    await platform.lookupCaches.deleteData({ _id: CACHE, keys: entries.slice(0, 1200).map(({ key }) => key) });
    expect(data.size).toBe(300);
    await platform.lookupCaches.purge(CACHE);
    expect(data.size).toBe(0);
    expect(await platform.lookupCaches.get(CACHE)).toEqual({ _id: CACHE, name: 'SKUs' });
  });
});
