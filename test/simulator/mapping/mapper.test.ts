import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowSchema } from '../../../src/simulator/flow/schema.ts';
import { createMapper, createResponseMapper } from '../../../src/simulator/mapping/mapper.ts';
import type { FieldMapping } from '../../../src/simulator/mapping/validate.ts';
import { folderWith } from '../folder.ts';

type Field = Record<string, unknown>;

const flow = { name: 'orders', extension: { module: 'orders.mjs' }, export: { records: [] } };

/** A mapping of a flow file, checked as when the file is loaded. */
function checked(fields: readonly Field[]) {
  const written = { ...flow, import: { echo: true, mapping: { fields } } };
  return flowSchema.safeParse(written);
}

async function map(fields: readonly Field[], record: unknown): Promise<unknown> {
  const { import: destination } = flowSchema.parse({ ...flow, import: { echo: true, mapping: { fields } } });
  const mapper = await createMapper(destination.mapping ?? {});
  return mapper(record as Field);
}

const order = {
  id: 1001,
  customer: { name: 'Ada', 'e.mail': 'ada@example.com' },
  total: '19.90',
  note: '',
  gone: null,
  tags: ['new', 'gift'],
  lines: [{ sku: 'A', quantity: '2', serials: ['x', 'y'] }, { sku: 'B', quantity: 1, serials: ['z'] }, { quantity: 3 }],
};

describe('a mapping', () => {
  it.each<[what: string, field: Field, mapped: unknown]>([
    ['a field', { extract: 'id', generate: 'externalId' }, { externalId: 1001 }],
    ['a path', { extract: 'customer.name', generate: 'ship.to.name' }, { ship: { to: { name: 'Ada' } } }],
    [
      'a name with dots',
      { extract: 'customer[e.mail]', generate: 'contact[e.mail]' },
      { contact: { 'e.mail': 'ada@example.com' } },
    ],
    ['one element', { extract: 'tags[1]', generate: 'tag' }, { tag: 'gift' }],
    ['into one element', { extract: 'id', generate: 'ids[1]' }, { ids: [undefined, 1001] }],
    [
      'each element of a list',
      { extract: 'lines[*].quantity', generate: 'items[*].count' },
      { items: [{ count: '2' }, { count: 1 }, { count: 3 }] },
    ],
    [
      'elements that lack the field',
      { extract: 'lines[*].sku', generate: 'items[*].sku' },
      { items: [{ sku: 'A' }, { sku: 'B' }, {}] },
    ],
    ['a list of values', { extract: 'lines[*].sku', generate: 'skus' }, { skus: ['A', 'B'] }],
    ['values into a list', { extract: 'lines[*].sku', generate: 'skus[*]' }, { skus: ['A', 'B', null] }],
    [
      'lists within lists',
      { extract: 'lines[*].serials[*]', generate: 'items[*].numbers[*].n' },
      { items: [{ numbers: [{ n: 'x' }, { n: 'y' }] }, { numbers: [{ n: 'z' }] }, { numbers: [] }] },
    ],
    [
      'lists within lists, as one',
      { extract: 'lines[*].serials[*]', generate: 'numbers[*].n' },
      { numbers: [{ n: 'x' }, { n: 'y' }, { n: 'z' }] },
    ],
    [
      'a single object for a list',
      { extract: 'customer[*].name', generate: 'people[*].name' },
      { people: [{ name: 'Ada' }] },
    ],
    ['no list', { extract: 'parcels[*].id', generate: 'boxes[*].id' }, {}],
    ['nothing', { extract: 'customer.phone.home', generate: 'phone' }, {}],
    ['null', { extract: 'gone', generate: 'gone' }, { gone: null }],
    ['an inherited name', { extract: 'constructor', generate: 'made' }, {}],
    ['a constant', { generate: 'type', hardCodedValue: 'order' }, { type: 'order' }],
    ['false as a constant', { generate: 'open', hardCodedValue: false }, { open: false }],
    ['a constant in a list of its own', { generate: 'items[*].type', hardCodedValue: 'x' }, { items: [{ type: 'x' }] }],
    ['a default for nothing', { extract: 'phone', generate: 'phone', default: '-' }, { phone: '-' }],
    ['a default for an empty text', { extract: 'note', generate: 'note', default: '-' }, { note: '-' }],
    ['null as a default', { extract: 'note', generate: 'note', default: null }, { note: null }],
    ['a default that is not needed', { extract: 'id', generate: 'id', default: 5 }, { id: 1001 }],
    [
      'a default in a list',
      { extract: 'lines[*].sku', generate: 'items[*].sku', default: '?' },
      { items: [{ sku: 'A' }, { sku: 'B' }, { sku: '?' }] },
    ],
    ['a default alone', { generate: 'kind', default: 'order' }, { kind: 'order' }],
  ])('maps %s', async (_, field, mapped) => {
    expect(await map([field], order)).toEqual(mapped);
  });

  it('puts the fields of a list into the same elements, and constants into each of them', async () => {
    const fields = [
      { generate: 'items[*].type', hardCodedValue: 'line' },
      { extract: 'id', generate: 'items[*].order.id' },
      { extract: 'lines[*].sku', generate: 'items[*].sku' },
      { extract: 'lines[*].quantity', generate: 'items[*].count', dataType: 'number' },
    ];
    const rest = { type: 'line', order: { id: 1001 } };
    expect(await map(fields, order)).toEqual({
      items: [
        { ...rest, sku: 'A', count: 2 },
        { ...rest, sku: 'B', count: 1 },
        { ...rest, count: 3 },
      ],
    });
    expect(await map(fields, { id: 2, lines: [] })).toEqual({ items: [] });
    expect(await map(fields, { id: 2 })).toEqual({});
  });

  it('reads the first row of a record of rows, or each row', async () => {
    const rows = [
      { id: 1, sku: 'A' },
      { id: 1, sku: 'B' },
    ];
    expect(
      await map(
        [
          { extract: 'id', generate: 'id' },
          { extract: '[*].sku', generate: 'items[*].sku' },
          { extract: '[1].sku', generate: 'second' },
        ],
        rows,
      ),
    ).toEqual({ id: 1, items: [{ sku: 'A' }, { sku: 'B' }], second: 'B' });
    expect(await map([{ extract: '[*].sku', generate: '[*].item' }], rows)).toEqual([{ item: 'A' }, { item: 'B' }]);
  });

  it.each<[dataType: string, from: unknown, to: unknown]>([
    ['string', 5, '5'],
    ['string', false, 'false'],
    ['string', '', ''],
    ['number', ' 19.90 ', 19.9],
    ['number', 7, 7],
    ['number', '', undefined],
    ['number', null, null],
    ['boolean', 'TRUE', true],
    ['boolean', 1, true],
    ['boolean', '0', false],
    ['boolean', false, false],
    ['object', { a: 1 }, { a: 1 }],
    ['stringarray', [1, 'a'], ['1', 'a']],
    ['stringarray', 'a', ['a']],
    ['numberarray', ['1', 2, null], [1, 2, null]],
    ['numberarray', null, null],
    ['booleanarray', ['true'], [true]],
    ['objectarray', { a: 1 }, [{ a: 1 }]],
    ['objectarray', undefined, undefined],
  ])('makes a %s of %j', async (dataType, from, to) => {
    expect(await map([{ extract: 'from', generate: 'to', dataType }], { from })).toEqual(
      to === undefined ? {} : { to },
    );
  });

  it.each<[dataType: string, extract: string, generate: string, message: string]>([
    ['number', 'customer.name', 'a.b', 'a.b: expected a number, found "Ada" at customer.name'],
    ['number', 'lines[*].sku', 'items[*].n', 'items[0].n: expected a number, found "A" at lines[*].sku'],
    ['numberarray', 'tags', 'tags', 'tags[0]: expected a number, found "new" at tags'],
    ['boolean', 'id', 'id', 'id: expected a boolean, found 1001 at id'],
    ['object', 'tags', 'tags', 'tags: expected an object, found ["new","gift"] at tags'],
    [
      'string',
      'lines',
      'lines',
      'lines: expected a string, found [{"sku":"A","quantity":"2","serials":["x","y"]},{"sku":"B","… at lines',
    ],
  ])('names the place of a value that is no %s', async (dataType, extract, generate, message) => {
    await expect(map([{ extract, generate, dataType }], order)).rejects.toMatchObject({
      problems: [{ code: 'mapping_error', message }],
    });
  });

  it('gives fields of any name to the record alone', async () => {
    const record = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}');
    const mapped = await map(
      [
        { extract: '__proto__.polluted', generate: '__proto__.polluted' },
        { extract: 'constructor.prototype.polluted', generate: 'constructor.prototype.polluted' },
      ],
      record,
    );
    expect(JSON.stringify(mapped)).toBe(JSON.stringify(record));
    expect({}).not.toHaveProperty('polluted');
  });

  it('never throws, leaves the record alone and pollutes nothing, for any paths and records', () => {
    const part = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'prototype', 'length', '[*]', '[0]', '[a.b]');
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.').replaceAll('.[', '['));
    const field = fc.record({ extract: path, generate: path }) as fc.Arbitrary<FieldMapping & Field>;
    const record = fc.object({
      key: fc.constantFrom('a', 'b', '__proto__', 'constructor'),
      withNullPrototype: true,
      maxDepth: 3,
      maxKeys: 3,
    });
    const natives = () =>
      [Object.prototype, Array.prototype, Object].map((one) => Object.getOwnPropertyNames(one).length);
    const before = natives();
    const property = fc.asyncProperty(
      fc.array(field, { maxLength: 3 }),
      fc.oneof(record, fc.array(record, { maxLength: 3 })),
      async (fields, one) => {
        const { data } = checked(fields);
        fc.pre(data !== undefined);
        const mapper = await createMapper(data.import.mapping ?? {});
        const text = JSON.stringify(one);
        const mapped = mapper(one);
        expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(mapped));
        expect(JSON.stringify(one)).toBe(text);
        expect(natives()).toEqual(before);
      },
    );
    return fc.assert(property, { numRuns: 200 });
  });
});

describe('a mapping that the simulator does not support', () => {
  it.each<[what: string, fields: Field[], path: PropertyKey[], message: string]>([
    [
      'an expression',
      [{ extract: '{{record.id}}', generate: 'id' }],
      [0, 'extract'],
      'the simulator doesn’t model expressions: {{record.id}}',
    ],
    [
      'an expression in a constant',
      [{ hardCodedValue: '{{now}}', generate: 'at' }],
      [0, 'hardCodedValue'],
      'the simulator doesn’t model expressions: {{now}}',
    ],
    ['JSONPath', [{ extract: '$.id', generate: 'id' }], [0, 'extract'], 'the simulator doesn’t model JSONPath: $.id'],
    [
      'a path that is none',
      [{ extract: 'a..b', generate: 'id' }],
      [0, 'extract'],
      'found "..b", expected a path like customer.name or lines[*].sku',
    ],
    [
      'a bracket that stays open',
      [{ extract: 'id', generate: 'a[*' }],
      [0, 'generate'],
      'found "[*", expected a path like customer.name or lines[*].sku',
    ],
    [
      'a large index',
      [{ extract: 'id', generate: 'a[1000]' }],
      [0, 'generate'],
      'found [1000], expected [999] at most',
    ],
    ['no value', [{ generate: 'id' }], [0], 'found none of extract, hardCodedValue and default, expected one'],
    [
      'two values',
      [{ extract: 'id', hardCodedValue: 1, generate: 'id' }],
      [0, 'hardCodedValue'],
      'found extract as well, expected one of the two',
    ],
    [
      'a constant of another type',
      [{ hardCodedValue: 'x', dataType: 'number', generate: 'id' }],
      [0, 'hardCodedValue'],
      'expected a number, found "x"',
    ],
    [
      'more lists than there are',
      [{ extract: 'a[*].b', generate: 'c[*].d[*].e' }],
      [0, 'generate'],
      'found 2 lists in c[*].d[*].e, expected no more than the 1 in a[*].b',
    ],
    [
      'a field twice',
      [
        { extract: 'a', generate: 'id' },
        { extract: 'b', generate: 'id' },
      ],
      [1, 'generate'],
      'found id, which id of another field would overwrite or be overwritten by',
    ],
    [
      'a field within a value',
      [
        { extract: 'a', generate: 'a' },
        { extract: 'b', generate: 'a.b' },
      ],
      [1, 'generate'],
      'found a.b, which a of another field would overwrite or be overwritten by',
    ],
    [
      'a list that is an object too',
      [
        { extract: 'a', generate: 'a.b' },
        { extract: 'b[*]', generate: 'a[*]' },
      ],
      [1, 'generate'],
      'found a[*], which a.b of another field would overwrite or be overwritten by',
    ],
  ])('is refused for %s', (_, fields, path, message) => {
    const { error } = checked(fields);
    expect(error?.issues).toMatchObject([{ path: ['import', 'mapping', 'fields', ...path], message }]);
  });
});

describe('a mapping by a function', () => {
  it('is the default export of the module', async () => {
    const load = async (path: string) => ({ default: (record: Field) => ({ path, id: record.id }) });
    const mapper = await createMapper({ function: '/flows/map.mjs' }, load);
    expect(mapper({ id: 7 })).toEqual({ path: '/flows/map.mjs', id: 7 });
  });

  it('is loaded from the given path', async () => {
    const folder = folderWith({ 'map.mjs': 'export default ({ id }) => ({ externalId: id });' });
    const mapper = await createMapper({ function: join(folder, 'map.mjs') });
    expect(mapper({ id: 7 })).toEqual({ externalId: 7 });
  });

  it('is refused if that is no function', async () => {
    await expect(createMapper({ function: 'map.mjs' }, async () => ({}))).rejects.toThrow(
      'map.mjs: found undefined as the default export, expected a function (record) => mapped',
    );
  });
});

describe('a response mapping', () => {
  const checkedResponse = (fields: readonly Field[]) =>
    flowSchema.safeParse({ ...flow, import: { echo: true, responseMapping: { fields } } });
  const responseMapping = (...fields: Field[]) =>
    createResponseMapper(checkedResponse(fields).data?.import.responseMapping ?? { fields: [] });

  it("copies the import's response into a copy of the record", () => {
    const toRecord = responseMapping(
      { extract: 'id', generate: 'imported.id' },
      { extract: '_json.lines[*].number', generate: 'numbers' },
      { extract: 'errors[0].message', generate: 'why' },
    );
    const record = { id: 1, imported: { at: 'noon' } };
    expect(toRecord(record, { id: '77', _json: { lines: [{ number: 5 }, { number: 6 }] } })).toEqual({
      id: 1,
      imported: { at: 'noon', id: '77' },
      numbers: [5, 6],
    });
    expect(record).toEqual({ id: 1, imported: { at: 'noon' } });
  });

  it('leaves the record as it is without a response', () => {
    const record = { id: 1 };
    expect(responseMapping({ extract: 'id', generate: 'imported' })(record, undefined)).toBe(record);
  });

  it('replaces other types on the path by objects', () => {
    expect(responseMapping({ extract: 'id', generate: 'a[1].b' })({ a: 'text' }, { id: 5 })).toEqual({
      a: [undefined, { b: 5 }],
    });
    expect(responseMapping({ extract: 'id', generate: 'a[1]' })({ a: [1, 2, 3] }, { id: 5 })).toEqual({ a: [1, 5, 3] });
  });

  it('writes into each row of a record of rows, or into the named one', () => {
    const rows = [{ id: 1 }, { id: 2 }] as unknown as Field;
    expect(responseMapping({ extract: 'id', generate: 'to' })(rows, { id: 5 })).toEqual([
      { id: 1, to: 5 },
      { id: 2, to: 5 },
    ]);
    expect(responseMapping({ extract: 'id', generate: '[1].to' })(rows, { id: 5 })).toEqual([
      { id: 1 },
      { id: 2, to: 5 },
    ]);
  });

  it.each([
    ['items[*].id', 'found items[*].id, expected a path without [*]'],
    ['items[', 'found "[", expected a path like customer.name or lines[*].sku'],
  ])('is refused where it goes to %s', (generate, message) => {
    const { error } = checkedResponse([{ extract: 'ids[*]', generate }]);
    expect(error?.issues).toMatchObject([{ path: ['import', 'responseMapping', 'fields', 0, 'generate'], message }]);
  });
});
