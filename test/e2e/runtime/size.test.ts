import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, ENGINES, formatRefusal, startCaller } from './caller.ts';
import { bundleFixture } from './setup.ts';

const LAMBDA_CAPACITY = 6_291_556;
const MB = 1024 * 1024;

describe.each(ENGINES)('On Node %i a page', (node) => {
  let lambda: Caller;
  beforeAll(async () => {
    lambda = await startCaller(bundleFixture('functions'), { node });
  });
  afterAll(() => lambda.stop());

  const text = (bytes: number, maxResponseSize: number) =>
    lambda.call({ diy: true, function: 'text', maxResponseSize }, { length: bytes - '""'.length });

  test('of 5.9 MB is received and answered whole', async () => {
    const page = JSON.stringify({ data: createPage(5.9 * MB) });
    expect(Buffer.byteLength(page)).toBeGreaterThan(5.9 * MB);
    const answer = await lambda.call({ diy: true, function: 'echo', maxResponseSize: 6 * MB }, JSON.parse(page));
    // Compared here: Vitest would print a difference of megabytes.
    expect(answer === page).toBe(true);
  });

  test("of exactly Lambda's limit is delivered", async () => {
    expect(await text(LAMBDA_CAPACITY, 10 * MB)).toHaveLength(LAMBDA_CAPACITY);
  });

  test('of one byte more fails and names the limit, while Lambda itself would name no function and no code', async () => {
    expect(await text(LAMBDA_CAPACITY + 1, 10 * MB)).toBe(
      formatRefusal('{"message":"response stream exceeded limit of 6291556 bytes.","code":"response_size_exceeded"}'),
    );
  });

  test("over the caller's limit fails and names that limit", async () => {
    expect(await text(100, 100)).toHaveLength(100);
    expect(await text(101, 100)).toBe(
      formatRefusal('{"message":"response stream exceeded limit of 100 bytes.","code":"response_size_exceeded"}'),
    );
  });
});

/** Makes records that fill a page, with characters of several bytes. */
function createPage(bytes: number): object[] {
  const one = { id: 100_000, sku: 'Größe-7', name: 'Wollmütze ☃', price: 19.95, tags: ['new', 'winter'], note: null };
  const count = Math.ceil(bytes / (Buffer.byteLength(JSON.stringify(one)) + 1));
  return Array.from({ length: count }, (_, i) => ({ ...one, id: 100_000 + i }));
}
