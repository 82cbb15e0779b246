import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMapper2, type Mapper2Entry } from '../../../src/simulator/mapper2/mapper2.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';

function compile(mappings: readonly Mapper2Entry[]): (record: unknown) => object {
  const findings = new Findings();
  const map = compileMapper2(mappings, findings.scopeOf('imports/d1.json'));
  expect(findings.refusals).toEqual([]);
  if (!map) throw new Error('expected a mapping');
  return map;
}

interface Shape {
  readonly [name: string]: 'string' | 'number' | 'boolean' | 'stringarray' | 'numberarray' | Shape | readonly [Shape];
}

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'items', 'constructor', '__proto__', 'ship to', "it's", 'a.b'),
  fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' }),
);
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.dictionary(
    name,
    fc.oneof(
      { maxDepth: 3, depthIdentifier: 'shape' },
      fc.constantFrom('string', 'number', 'boolean', 'stringarray', 'numberarray'),
      tie('shape'),
      fc.tuple(tie('shape')),
    ) as fc.Arbitrary<Shape[string]>,
    { minKeys: 1, maxKeys: 3, noNullPrototype: true },
  ),
}));

function isList(shape: Shape[string]): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** Records of a shape, in which every text says whose it is. */
function recordOf(shape: Shape, owner: string): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape).map(([key, inner]) => [key, fieldOf(inner, owner)] as const);
  return fc.tuple(...fields.map(([, value]) => value)).map((values) => {
    const record = {};
    for (const [at, [key]] of fields.entries()) {
      Object.defineProperty(record, key, { value: values[at], enumerable: true, writable: true, configurable: true });
    }
    return record;
  });
}

function fieldOf(shape: Shape[string], owner: string): fc.Arbitrary<unknown> {
  const text = fc.string().map((value) => `${owner}:${value}`);
  if (shape === 'string') return text;
  if (shape === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true });
  if (shape === 'boolean') return fc.boolean();
  if (shape === 'stringarray') return fc.array(text, { minLength: 1, maxLength: 3 });
  if (shape === 'numberarray') return fc.array(fc.integer(), { minLength: 1, maxLength: 3 });
  if (isList(shape)) return fc.array(recordOf(shape[0], owner), { minLength: 1, maxLength: 3 });
  return recordOf(shape as Shape, owner);
}

/** The entries that write a record of a shape as it is. */
function identity(shape: Shape, path: string): Mapper2Entry[] {
  return Object.entries(shape).map(([generate, inner]): Mapper2Entry => {
    const extract = `${path}['${generate.replaceAll(/[\\']/g, String.raw`\$&`)}']`;
    const base = { generate, status: 'Active' };
    if (isList(inner)) {
      const mappings = identity(inner[0], extract);
      return { ...base, dataType: 'objectarray', buildArrayHelper: [{ extract: `${extract}[*]`, mappings }] };
    }
    if (typeof inner === 'object') return { ...base, dataType: 'object', mappings: identity(inner as Shape, extract) };
    if (!inner.endsWith('array')) return { ...base, dataType: inner, extract };
    return { ...base, dataType: inner, buildArrayHelper: [{ extract: `${extract}[*]` }] };
  });
}

const shaped = (owner: string) => shape.chain((one) => recordOf(one, owner).map((record) => ({ shape: one, record })));

describe('a mapping', () => {
  it('that copies each field gives the record back', () => {
    fc.assert(
      fc.property(shaped('a'), ({ shape: one, record }) => {
        expect(compile(identity(one, '$'))(record)).toEqual(record);
      }),
    );
  });

  it('of rows gives each row back', () => {
    const rows = shape.chain((one) =>
      fc.array(recordOf(one, 'a'), { minLength: 1, maxLength: 3 }).map((records) => ({ shape: one, records })),
    );
    fc.assert(
      fc.property(rows, ({ shape: one, records }) => {
        const entry = {
          dataType: 'objectarray',
          buildArrayHelper: [{ extract: '$[*]', mappings: identity(one, '$') }],
        };
        expect(compile([{ generate: 'rows', ...entry }])(records)).toEqual({ rows: records });
      }),
    );
  });

  it('does not depend on the order of its entries', () => {
    const shuffled = shaped('a').chain(({ shape: one, record }) => {
      const entries = identity(one, '$');
      return fc.shuffledSubarray(entries, { minLength: entries.length }).map((mixed) => ({ entries, mixed, record }));
    });
    fc.assert(
      fc.property(shuffled, ({ entries, mixed, record }) => {
        expect(compile(mixed)(record)).toEqual(compile(entries)(record));
      }),
    );
  });

  it('gives the same for a record whatever record came before it', () => {
    const pairs = shape.chain((one) => fc.tuple(fc.constant(one), recordOf(one, 'first'), recordOf(one, 'second')));
    fc.assert(
      fc.property(pairs, ([one, first, second]) => {
        const map = compile(identity(one, '$'));
        const before = JSON.stringify(map(first));
        const after = JSON.stringify(map(second));
        expect(after).not.toContain('first:');
        expect(after).toBe(JSON.stringify(compile(identity(one, '$'))(second)));
        expect(JSON.stringify(map(first))).toBe(before);
      }),
    );
  });

  it('leaves the record as it was', () => {
    fc.assert(
      fc.property(shaped('a'), ({ shape: one, record }) => {
        const before = structuredClone(record);
        compile(identity(one, '$'))(record);
        expect(record).toEqual(before);
      }),
    );
  });
});
