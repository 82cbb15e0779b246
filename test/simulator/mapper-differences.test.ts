import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMapper1, type Mapper1Document } from '../../src/simulator/mapper1/mapper1.ts';
import { compileMapper2, type Mapper2Entry } from '../../src/simulator/mapper2/mapper2.ts';
import { Findings } from '../../src/simulator/scope/findings.ts';
import { RecordFailure } from '../../src/simulator/scope/record-failure.ts';

/** The same mapping, as each of the two mappers writes it. */
interface BothWays {
  readonly first: Mapper1Document;
  readonly second: readonly Mapper2Entry[];
}

/** One field of a mapping, before it is written in either way. */
interface Wanted {
  readonly type: 'string' | 'number';
  /** Where the value comes from; undefined for a fixed value. */
  readonly from: readonly string[] | undefined;
  readonly fixed: string | number;
  readonly default: string | number | undefined;
}

/** Fields that hold objects, and fields that hold values: of any text, or of what a number can be made of. */
const holder = fc.constantFrom('body', 'constructor', 'ship');
const leaves = { string: ['name', 'note', 'toString'], number: ['id', 'count'] } as const;

const digits = fc.integer({ min: -999, max: 999 }).map(String);
const text = fc.oneof(digits, fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('x', 'é', ' ', '9') }));

const wanted: fc.Arbitrary<Wanted> = fc.constantFrom('string' as const, 'number' as const).chain((type) =>
  fc
    .record({
      from: fc.option(fc.tuple(fc.array(holder, { maxLength: 2 }), fc.constantFrom(...leaves[type])), {
        nil: undefined,
      }),
      fixed: type === 'number' ? digits : text,
      hasDefault: fc.boolean(),
    })
    .map(({ from, fixed, hasDefault }) => ({
      type,
      from: from && [...from[0], from[1]],
      fixed,
      default: hasDefault && from ? fixed : undefined,
    })),
);

/** The targets of a mapping: a name with a field, an object of fields, or a list of elements with fields. */
const fields = fc.dictionary(fc.constantFrom('f', 'g', 'h'), wanted, { minKeys: 1, maxKeys: 3 });
const lists = fc.dictionary(
  fc.constantFrom('f', 'g'),
  wanted.filter(({ from }) => from !== undefined),
  { minKeys: 1 },
);

const toDotted = (names: readonly string[]) => names.join('.');

function writeFirst(generate: string, { type, from, fixed, default: fallback }: Wanted) {
  const source = from ? { extract: toDotted(from) } : { hardCodedValue: fixed };
  return { generate, dataType: type, ...source, ...(fallback !== undefined && { default: fallback }) };
}

function writeSecond(generate: string, { type, from, fixed, default: fallback }: Wanted, root = '$'): Mapper2Entry {
  const source = from ? { extract: `${root}.${toDotted(from)}` } : { hardCodedValue: fixed };
  const entry = { generate, dataType: type, status: 'Active', ...source };
  return { ...entry, ...(fallback !== undefined && { default: fallback }) } as Mapper2Entry;
}

/** Fields at the top and within an object. */
const plain: fc.Arbitrary<BothWays> = fc.tuple(fields, fields).map(([top, inner]) => ({
  first: {
    fields: [
      ...Object.entries(top).map(([key, one]) => writeFirst(key, one)),
      ...Object.entries(inner).map(([key, one]) => writeFirst(`inner.deep.${key}`, one)),
    ],
  },
  second: [
    ...Object.entries(top).map(([key, one]) => writeSecond(key, one)),
    toObject('inner', [
      toObject(
        'deep',
        Object.entries(inner).map(([key, one]) => writeSecond(key, one)),
      ),
    ]),
  ],
}));

function toObject(generate: string, mappings: readonly Mapper2Entry[]): Mapper2Entry {
  return { generate, dataType: 'object', status: 'Active', mappings };
}

/** A list of elements with fields: each line has its own element. */
const lined: fc.Arbitrary<BothWays> = fc.tuple(fields, lists).map(([top, inner]) => ({
  first: {
    fields: Object.entries(top).map(([key, one]) => writeFirst(key, one)),
    lists: [
      { generate: 'rows', jsonPath: 'lines', fields: Object.entries(inner).map(([key, one]) => writeFirst(key, one)) },
    ],
  },
  second: [
    ...Object.entries(top).map(([key, one]) => writeSecond(key, one)),
    {
      generate: 'rows',
      dataType: 'objectarray',
      status: 'Active',
      buildArrayHelper: [
        {
          extract: '$.lines[*]',
          mappings: Object.entries(inner).map(([key, one]) => writeSecond(key, one, '$.lines')),
        },
      ],
    },
  ],
}));

// The two read an empty text as a number in different ways, and objects as text.
const texts = fc.oneof(text, fc.integer(), fc.constant(null), fc.constant(''));
const numbers = fc.oneof(digits, fc.integer(), fc.constant(null), fc.constant('no number'));
const values = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...leaves.string), texts, { noNullPrototype: true }),
    fc.dictionary(fc.constantFrom(...leaves.number), numbers, { noNullPrototype: true }),
  )
  .map((both): Record<string, unknown> => Object.assign({}, ...both));
const { record } = fc.letrec<{ record: Record<string, unknown> }>((tie) => ({
  record: fc.oneof(
    { maxDepth: 3 },
    values,
    fc
      .tuple(values, fc.dictionary(holder, tie('record'), { maxKeys: 2, noNullPrototype: true }))
      .map((both) => Object.assign({}, ...both)),
  ),
}));
const recordWithLines = fc
  .tuple(record, fc.array(record, { minLength: 1, maxLength: 3 }))
  .map(([one, lines]) => ({ ...one, lines }));

/** What a mapper makes of a record: the mapped record, or that it failed. */
function outcomeOf(map: ((one: unknown) => object) | undefined, one: unknown): unknown {
  if (!map) throw new Error('expected a mapping');
  try {
    return { mapped: JSON.parse(JSON.stringify(map(one))) };
  } catch (thrown) {
    if (!(thrown instanceof RecordFailure)) throw thrown;
    return { failed: thrown.source };
  }
}

function expectSame({ first, second }: BothWays, one: unknown): void {
  const findings = new Findings();
  const scope = findings.scopeOf('imports/d1.json');
  const [one1, one2] = [compileMapper1(first, scope), compileMapper2(second, scope)];
  expect(findings.refusals).toEqual([]);
  expect(outcomeOf(one2, one)).toEqual(outcomeOf(one1, one));
}

describe('Mapper 1.0 and Mapper 2.0 make the same record', () => {
  it('of plain fields, dotted paths, nested objects, fixed values, types and defaults', () => {
    fc.assert(fc.property(plain, record, expectSame), { numRuns: 500 });
  });

  it('of a list of lines with fields', () => {
    fc.assert(fc.property(lined, recordWithLines, expectSame), { numRuns: 500 });
  });
});
