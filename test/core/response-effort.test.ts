import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkDelivery } from '../../src/core/response.ts';
import type { ExtensionError } from '../../src/shared/errors.ts';
import { countBytes, thrownValues } from './values.ts';

const MB = 1024 * 1024;

describe('a refused response', () => {
  it('is read once: neither serialised nor searched again', () => {
    let reads = 0;
    const record = () => ({
      get id() {
        reads++;
        return 1;
      },
    });
    const response = [...Array.from({ length: 100 }, record), { ...record(), at: new Date() }];
    reads = 0;
    expect(thrownValues<ExtensionError>(() => checkDelivery(response, MB)).refused).toEqual({
      path: 'response[100].at',
      found: 'an instance of Date',
    });
    expect(reads).toBe(100);
  });
});

describe('a response is scanned no more often than needed, and seldom serialised:', () => {
  /** Counts the reads of a response, and its conversions to JSON. */
  const effort = (rows: unknown, limit: number) => {
    const times = { read: 0, serialised: 0 };
    const response = Object.defineProperties(
      { rows },
      {
        read: { enumerable: true, get: () => void times.read++ },
        // JSON reads it from every object; a scan of enumerable properties does not.
        toJSON: { get: () => void times.serialised++ },
      },
    );
    checkDelivery(response, limit);
    return times;
  };
  const texts = Array.from({ length: 20 }, (_, id) => ({ id, name: `Customer ${id}`, note: 'x'.repeat(150) }));
  const fractions = Array.from({ length: 20 }, (_, i) => ({ share: 1 / (i + 3) }));
  const sizeOf = (rows: unknown) => countBytes({ rows, read: undefined });
  const boundOf = (rows: unknown) => checkDelivery({ rows, read: undefined }, MB).bytes;

  it.each<[string, unknown, (rows: unknown) => number, { read: number; serialised: number }]>([
    ['a small page', texts, () => MB, { read: 1, serialised: 0 }],
    ['a page that is surely within the limit', texts, boundOf, { read: 1, serialised: 0 }],
    ['a page that may exceed the limit', texts, (rows) => boundOf(rows) - 1, { read: 2, serialised: 0 }],
    ['a page that nearly fills the limit', texts, (rows) => sizeOf(rows) + 60, { read: 2, serialised: 0 }],
    ['a page in doubt because of its fractions', fractions, sizeOf, { read: 3, serialised: 1 }],
    ['a page in doubt because of a boxed text', Object('text'), () => MB, { read: 2, serialised: 1 }],
  ])('%s', (_, rows, limit, times) => {
    expect(effort(rows, limit(rows))).toEqual(times);
  });

  it('a page of plain texts, without writing any of them out', () => {
    const plain = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i)).replace(/["\\]/g, '');
    const page = [plain, ...plain].map((note) => ({ note, name: note.slice(-60) }));
    const limit = countBytes(page) + 200;
    const written = vi.spyOn(Buffer, 'byteLength');
    onTestFinished(() => written.mockRestore());
    expect(checkDelivery(page, limit).bytes).toBeLessThanOrEqual(limit);
    expect(written).not.toHaveBeenCalled();
  });
});
