import { describe, expect, it } from 'vitest';
import { compileLookups, type LookupDocument, type LookupSources } from '../../../src/simulator/mapper2/lookups.ts';
import { observe } from './map-record.ts';

const none: LookupSources = { caches: new Map(), tables: {} };

/** Looks up one value with the only lookup of a document. */
function find(lookup: Partial<LookupDocument>, value: unknown, sources: Partial<LookupSources> = {}) {
  return observe((findings) => {
    const scope = findings.scopeOf('imports/d1.json').at('lookups');
    const lookups = compileLookups([{ name: 'region', ...lookup }], scope, { ...none, ...sources });
    return lookups.get('region')?.(value);
  });
}

const map = { EU: 'DE', '1': 'one', true: 'yes', n: 5, b: false };

describe('a lookup with a map', () => {
  it.each([
    ['EU', 'DE'],
    [1, 'one'],
    [true, 'yes'],
    ['n', '5'],
    ['b', 'false'],
  ])('finds the value of %j by its text: %j', (key, value) => {
    expect(find({ map }, key)).toMatchObject({ output: value, refusals: [], readings: [] });
  });

  it.each([
    ['eu', 'lookup region: found no entry for "eu", and allowFailures is not true; did you mean EU?'],
    ['US', 'lookup region: found no entry for "US", and allowFailures is not true'],
    [7, 'lookup region: found no entry for 7, and allowFailures is not true'],
    [undefined, 'lookup region: found no entry for no value, and allowFailures is not true'],
    [null, 'lookup region: found no entry for null, and allowFailures is not true'],
    [['EU'], 'lookup region: found no entry for ["EU"], and allowFailures is not true'],
    ['toString', 'lookup region: found no entry for "toString", and allowFailures is not true'],
    ['__proto__', 'lookup region: found no entry for "__proto__", and allowFailures is not true'],
  ])('fails the record for %j without allowFailures', (key, message) => {
    const expected = { source: 'lookup', code: 'lookup_error', message };
    for (const allowFailures of [false, undefined]) {
      expect(find({ map: { EU: 'DE' }, allowFailures }, key).failure).toMatchObject({
        ...expected,
        message: expect.stringContaining(message),
      });
    }
  });

  it.each([['text'], [''], [null], [undefined]])('with allowFailures gives its default %j', (fallback) => {
    const mapped = find({ map, allowFailures: true, default: fallback }, 'US');
    expect(mapped).toMatchObject({ output: fallback, failure: undefined, readings: [] });
  });

  it('without allowFailures gives its default, which is a reading; null is none', () => {
    expect(find({ map, default: 'd' }, 'US')).toMatchObject({ output: 'd', readings: ['lookupDefault'] });
    expect(find({ map, default: null }, 'US').failure?.source).toBe('lookup');
    expect(find({ map, default: 'd' }, 'EU')).toMatchObject({ output: 'DE', readings: [] });
  });

  it('needs no table, and is warned of one', () => {
    expect(find({ map }, 'EU', { tables: { region: { EU: 'other' } } })).toMatchObject({
      output: 'DE',
      warnings: ["lookups[0]: found a table for region in simulation.yaml, which the lookup's own map makes needless"],
    });
  });

  it('may be empty', () => {
    expect(find({ map: {}, allowFailures: true, default: 'd' }, 'EU')).toMatchObject({ output: 'd', refusals: [] });
  });

  it('suggests no key among very many', () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`key${index}`, 'v']));
    expect(find({ map: many }, 'key501').failure?.message).toBe(
      'lookup region: found no entry for "key501", and allowFailures is not true',
    );
  });
});

describe('a lookup of a lookup cache', () => {
  const id = '7000000000000000000000a1';
  const caches = new Map([
    [
      id,
      new Map<string, unknown>([
        ['text', 'plain'],
        ['number', '1.0'],
        ['object', '{"price": {"amount": 9.5}, "list": [1, 2]}'],
        ['value', { price: { amount: 7 } }],
        ['broken', '{not JSON'],
        ['list', ' [1]'],
      ]),
    ],
  ]);

  it.each([
    ['text', 'plain'],
    ['number', '1.0'],
    ['object', { price: { amount: 9.5 }, list: [1, 2] }],
    ['value', { price: { amount: 7 } }],
    ['broken', '{not JSON'],
    ['list', [1]],
  ])('finds the stored value of %j, parsed where it is an object or a list', (key, value) => {
    expect(find({ _lookupCacheId: id }, key, { caches }).output).toEqual(value);
  });

  it.each([
    ['$.price.amount', 'object', 9.5, []],
    ['$.price.amount', 'value', 7, []],
    ['$.list[*]', 'object', 1, ['firstMatch']],
    ['$.price[*]', 'object', 9.5, ['wildcardOnObject']],
  ])('reads %s in the value of %s', (extract, key, value, readings) => {
    expect(find({ _lookupCacheId: id, extract }, key, { caches })).toMatchObject({ output: value, readings });
  });

  it('finds nothing where the value lacks the field, which is a reading', () => {
    const lookup = { _lookupCacheId: id, extract: '$.none', allowFailures: true, default: 'd' };
    expect(find(lookup, 'object', { caches })).toMatchObject({ output: 'd', readings: ['lookupExtract'] });
    expect(find(lookup, 'missing', { caches })).toMatchObject({ output: 'd', readings: [] });
  });

  it('has keys in which the case of letters counts', () => {
    expect(find({ _lookupCacheId: id }, 'Text', { caches }).failure?.message).toBe(
      'lookup region: found no entry for "Text", and allowFailures is not true; did you mean text?',
    );
  });

  it('can be given as a table, which comes before its data', () => {
    const tables = { region: { text: { price: { amount: 3 } } } };
    const lookup = { _lookupCacheId: id, map: {}, extract: '$.price.amount' };
    expect(find(lookup, 'text', { tables })).toMatchObject({ output: 3, refusals: [] });
    expect(find(lookup, 'text', { tables, caches }).output).toBe(3);
  });

  it('parses a value once', () => {
    const lookup = { name: 'region', _lookupCacheId: id };
    const { output } = observe((findings) => {
      const found = compileLookups([lookup], findings.scopeOf('imports/d1.json'), { ...none, caches }).get('region');
      return [found?.('object'), found?.('object')];
    });
    const [first, second] = output as unknown[];
    expect(first).toBe(second);
  });

  it('is refused without its data', () => {
    expect(find({ _lookupCacheId: id }, 'text').refusals).toEqual([
      `lookups[0]: found the lookup cache ${id}, whose data is not in lookupcaches/${id}.data.json; ` +
        'fetch it with pull --lookup-data, or give its results in simulation.yaml: lookups: { region: { key: value } }',
    ]);
  });

  it.each([
    ['price', 'found price, expected a JSON path; did you mean $.price?'],
    ['$.', 'found "$.", expected a JSON path such as'],
  ])('is refused with the extract %j', (extract, message) => {
    const { refusals } = find({ _lookupCacheId: id, extract, allowFailures: true }, 'text', { caches });
    expect(refusals).toEqual([expect.stringContaining(`lookups[0].extract: ${message}`)]);
  });
});

describe('a dynamic lookup', () => {
  const dynamic = { relativeURI: '/customers?id={{record.id}}', method: 'GET', extract: '$.id' };

  it('is refused, with what to give instead', () => {
    expect(find(dynamic, 'a').refusals).toEqual([
      'lookups[0]: found a dynamic lookup (relativeURI, method), expected map or _lookupCacheId; ' +
        'give its results in simulation.yaml: lookups: { region: { key: value } }',
    ]);
    expect(find({ query: 'SELECT 1', map: {} }, 'a').refusals).toEqual([
      expect.stringContaining('found a dynamic lookup (query)'),
    ]);
  });

  it('finds what a table of its name holds', () => {
    const tables = { region: { a: { id: 5 } } };
    expect(find(dynamic, 'a', { tables })).toMatchObject({ output: { id: 5 }, refusals: [] });
    expect(find({ ...dynamic, allowFailures: true }, 'b', { tables }).output).toBeUndefined();
    expect(find({ ...dynamic, allowFailures: true }, 'constructor', { tables }).output).toBeUndefined();
  });

  it('without any source of values is refused', () => {
    expect(find({}, 'a').refusals).toEqual([
      expect.stringContaining('lookups[0]: found a lookup without map, expected map or _lookupCacheId'),
    ]);
  });
});

describe('the lookups of a document', () => {
  it('have a name each', () => {
    const { output, refusals, warnings } = observe((findings) => {
      const lookups = [
        { name: 'a', map },
        { name: 'a', map },
        { name: '', map },
      ];
      return [...compileLookups(lookups, findings.scopeOf('imports/d1.json').at('lookups'), none).keys()];
    });
    expect(output).toEqual(['a']);
    expect(refusals).toEqual(['lookups[1].name: found a twice, expected one lookup of it']);
    expect(warnings).toEqual(['lookups[2]: found a lookup without a name, which no entry can use']);
  });
});
