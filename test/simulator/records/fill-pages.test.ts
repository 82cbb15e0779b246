import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPages, type PageSize } from '../../../src/simulator/records/fill-pages.ts';

/** The pages of some records, and how many of them their bytes have closed. */
async function fill(records: readonly object[], size: Omit<PageSize, 'onFull'>) {
  let full = 0;
  const onFull = () => {
    full += 1;
  };
  const pages: object[][] = [];
  for await (const page of fillPages([records], { ...size, onFull })) pages.push(page);
  return { pages, full };
}

const bytesOf = (page: unknown) => Buffer.byteLength(JSON.stringify(page));

describe('a page', () => {
  it('closes at its number of records', async () => {
    expect(await fill([{ n: 1 }, { n: 2 }, { n: 3 }], { pageSize: 2 })).toEqual({
      pages: [[{ n: 1 }, { n: 2 }], [{ n: 3 }]],
      full: 0,
    });
  });

  it('closes before the record with which its JSON would have more bytes, and takes one that fits to the byte', async () => {
    const records = [{ n: 1 }, { n: 2 }, { n: 3 }];
    const pageBytes = bytesOf(records.slice(0, 2));
    expect(await fill(records, { pageSize: 20, pageBytes })).toEqual({
      pages: [records.slice(0, 2), [{ n: 3 }]],
      full: 1,
    });
    expect((await fill(records, { pageSize: 20, pageBytes: pageBytes - 1 })).pages).toEqual(
      records.map((one) => [one]),
    );
    expect((await fill(records, { pageSize: 20, pageBytes: bytesOf(records) })).full).toBe(0);
  });

  it('is a record alone where that has more bytes than a page', async () => {
    const large = { text: 'x'.repeat(100) };
    const { pages } = await fill([{ n: 1 }, large, large, { n: 2 }], { pageSize: 20, pageBytes: 50 });
    expect(pages).toEqual([[{ n: 1 }], [large], [large], [{ n: 2 }]]);
  });

  it('closes at 5 MB by default, counted in UTF-8 bytes', async () => {
    const record = { text: '€'.repeat(1024 * 1024 - 10) };
    const { pages } = await fill(Array(5).fill(record), { pageSize: 20 });
    expect(pages.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    const plain = { text: 'x'.repeat(1024 * 1024 - 20) };
    expect((await fill(Array(6).fill(plain), { pageSize: 20 })).pages.map(({ length }) => length)).toEqual([5, 1]);
  });

  it('never has too many records or bytes, and could not have taken the next record', async () => {
    const record = fc.record({ text: fc.string({ unit: 'binary', maxLength: 30 }), n: fc.integer() });
    const given = fc.record({
      records: fc.array(record, { maxLength: 30 }),
      pageSize: fc.integer({ min: 1, max: 6 }),
      pageBytes: fc.integer({ min: 2, max: 200 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ records, pageSize, pageBytes }) => {
        const { pages } = await fill(records, { pageSize, pageBytes });
        expect(pages.flat()).toEqual(records);
        pages.forEach((page, at) => {
          expect(page.length).toBeLessThanOrEqual(pageSize);
          if (page.length > 1) expect(bytesOf(page)).toBeLessThanOrEqual(pageBytes);
          const next = pages[at + 1]?.[0];
          if (next && page.length < pageSize) expect(bytesOf([...page, next])).toBeGreaterThan(pageBytes);
        });
      }),
    );
  });
});
