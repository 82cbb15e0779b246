import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createModules, run } from '../flows.ts';
import { warningsOf } from './account.ts';

const { module, path, write } = createModules();

const same = module(`
  export const prepare = ({ data }) => data.map((record) => ({ data: { ...record, forImport: true } }));
  export const show = ({ postResponseMapData }) => postResponseMapData.map((record) => ({ ...record, shown: record }));`);

/** Runs a flow whose import writes a file, and returns what it wrote. */
async function importMapped(records: readonly Record<string, unknown>[], mapping: object) {
  const file = path(`mapped-${records.length}-${JSON.stringify(mapping).length}.json`);
  const report = await run({ module: same, export: { records: [...records] }, import: { file, mapping } });
  return { report, written: JSON.parse(readFileSync(file, 'utf8')) };
}

const fields = (...list: Record<string, unknown>[]) => ({ fields: list });

describe('the mapping of a flow', () => {
  it('may be an async function, which is awaited', async () => {
    const map = write('map.mjs', 'export default async ({ a }) => ({ x: await Promise.resolve(a) });');
    expect((await importMapped([{ a: 1 }, { a: 2 }], { function: map })).written).toEqual([{ x: 1 }, { x: 2 }]);
  });

  it('has a warning for a field that no record had, with the name that is there', async () => {
    const { report } = await importMapped(
      [{ Email: 'a' }, { Email: 'b' }, { Email: 'c' }],
      fields({ extract: 'email', generate: 'e' }),
    );
    expect(warningsOf(report)).toEqual([
      ': import.mapping.fields[0].extract: email was found in none of 3 records; did you mean Email?',
    ]);
  });

  it('writes a hard-coded null, whatever default it has', async () => {
    const cleared = { generate: 'cleared', hardCodedValue: null };
    const kept = { generate: 'kept', hardCodedValue: null, default: 'x' };
    const { written } = await importMapped([{ a: 1 }], fields(cleared, kept, { generate: 'a', extract: 'a' }));
    expect(written).toEqual([{ cleared: null, kept: null, a: 1 }]);
  });

  it('puts the value of a parent beside each of its children, and of no other', async () => {
    const orders = [
      { no: 'A', lines: [{ s: 1 }, { s: 2 }] },
      { no: 'B', lines: [{ s: 3 }] },
    ];
    const { written } = await importMapped(
      [{ orders }],
      fields(
        { extract: 'orders[*].no', generate: 'items[*].order' },
        { extract: 'orders[*].lines[*].s', generate: 'items[*].sku' },
      ),
    );
    const items = [
      { order: 'A', sku: 1 },
      { order: 'A', sku: 2 },
      { order: 'B', sku: 3 },
    ];
    expect(written).toEqual([{ items }]);
  });

  it('reads names with signs in quotes within brackets', async () => {
    const { written } = await importMapped(
      [{ Email: 'a@b.example', 'Cust_PO#': 77 }],
      fields({ extract: "['Email']", generate: 'e' }, { extract: '["Cust_PO#"]', generate: 'po' }),
    );
    expect(written).toEqual([{ e: 'a@b.example', po: 77 }]);
  });

  it('may have the empty lists that every document of an account has', async () => {
    const { written } = await importMapped([{ a: 1 }], { ...fields({ extract: 'a', generate: 'x' }), lists: [] });
    expect(written).toEqual([{ x: 1 }]);
  });
});

it('What preMap makes of a record stays in its import: postResponseMap is sent the record that came to it', async () => {
  const responseMapping = { fields: [{ extract: 'id', generate: 'got' }], lists: [] };
  const hooks = { preMap: 'prepare', postResponseMap: 'show' };
  const { journey } = await run({ module: same, export: { records: [{ id: 1 }] }, import: { responseMapping, hooks } });
  const { output } = journey[0]?.stages.at(-1) ?? {};
  expect(output).toEqual({ id: 1, got: '0-0', shown: { id: 1, got: '0-0' } });
});
