import { describe, expect, it } from 'vitest';
import type { Mapper2Settings } from '../../../src/simulator/mapper2/mapper2.ts';
import { type EntryDocument, mapOne, mapRecord } from './map-record.ts';

describe('a mapping', () => {
  it('without entries is none', () => {
    expect(mapRecord([], { a: 1 }).output).toBeUndefined();
  });

  it('that is no list is refused', () => {
    expect(mapRecord({} as [], {}).refusals).toEqual([': found {}, expected a list of entries']);
  });

  it('of drafts only gives an empty record, and is warned of', () => {
    const mappings = [{ generate: 'x', dataType: 'string', extract: '$.a', status: 'Draft' }];
    const warnings = [': found drafts only, expected an entry with the status Active; the output is empty'];
    expect(mapRecord(mappings, { a: 1 })).toMatchObject({ output: {}, warnings });
    expect(mapRecord(mappings, { a: 1 }, { writesRows: true })).toMatchObject({ output: [], warnings });
  });

  it('reads rows by $[*] and $[0], where a step gets grouped records', () => {
    const mappings = [
      { generate: 'po', dataType: 'string', extract: '$[*].po' },
      { generate: 'second', dataType: 'string', extract: '$[1].po' },
      { generate: 'bare', dataType: 'string', extract: '$.po' },
    ];
    expect(mapRecord(mappings, [{ po: 'A' }, { po: 'B' }]).output).toEqual({ po: 'A', second: 'B' });
  });

  it('whose paths all begin with $.record. is warned of, if the record has no such field', () => {
    const mappings = [{ generate: 'x', dataType: 'string', extract: '$.record.a' }];
    expect(mapRecord(mappings, { a: 1 }).warnings).toContain(
      ': found paths that all begin with $.record., but the record has no field record; write $.x for its field x',
    );
    expect(mapRecord(mappings, { record: { a: 1 } })).toMatchObject({ output: { x: '1' }, warnings: [] });
    const mixed = [...mappings, { generate: 'y', dataType: 'string', extract: '$.a' }];
    expect(mapRecord(mixed, { a: 1 }).warnings.some((one) => one.includes('found paths'))).toBe(false);
  });

  it('lets errors that are no failure of the record pass', () => {
    const settings: Mapper2Settings = {
      compileExpression: () => () => {
        throw new TypeError('broken');
      },
    };
    expect(() => mapOne({ extract: '{{x}}' }, {}, settings)).toThrow(new TypeError('broken'));
  });
});

describe('a mapping whose output is rows', () => {
  const sku = { generate: 'sku', dataType: 'number', extract: '$.items.sku' };
  const row = { dataType: 'objectarray', buildArrayHelper: [{ extract: '$.items[*]', mappings: [sku] }] };
  const writesRows = true;

  it('is one array of objects without a name', () => {
    const draft = { generate: 'd', dataType: 'string', status: 'Draft' };
    const record = { items: [{ sku: 1 }, { sku: '2' }] };
    expect(mapRecord([draft, row], record, { writesRows })).toMatchObject({
      output: [{ sku: 1 }, { sku: 2 }],
      refusals: [],
    });
    expect(mapRecord([row], {}, { writesRows }).output).toEqual([]);
  });

  it('names the row that fails', () => {
    const record = { items: [{ sku: 1 }, { sku: 'x' }] };
    expect(mapRecord([row], record, { writesRows }).failure?.message).toBe(
      '[1].sku: expected a number, found "x" at $.items.sku',
    );
  });

  it.each<[what: string, mappings: EntryDocument[], found: string]>([
    ['a name', [{ ...row, generate: 'rows' }], 'rows'],
    ['another type', [{ dataType: 'object' }], 'an entry of dataType object'],
    ['several entries', [row, { generate: 'x', dataType: 'string' }], 'an entry of dataType objectarray, x'],
  ])('is refused with %s', (_, mappings, found) => {
    expect(mapRecord(mappings, {}, { writesRows }).refusals).toEqual([
      `: found ${found}, expected one entry of dataType objectarray without generate, as the output of this import is rows`,
    ]);
  });

  it('is refused where the output is no rows', () => {
    expect(mapRecord([row], {}).refusals).toEqual(['[0].generate: found none, expected the name of the field']);
  });
});
