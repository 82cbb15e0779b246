import { describe, expect, it } from 'vitest';
import {
  compileTransform2,
  type Transform2Document,
  type Transform2Settings,
} from '../../../src/simulator/mapper2/transform2.ts';
import { observe } from './map-record.ts';

function transform(document: Transform2Document, record: unknown, settings?: Transform2Settings) {
  return observe((findings) => {
    const map = compileTransform2(document, findings.scopeOf('exports/e1.json').at('rulesTwoDotZero'), settings);
    return map?.(record);
  });
}

const total = { generate: 'total', dataType: 'number', extract: '$.sum', status: 'Active' };

describe('a transformation', () => {
  it.each(['create', undefined, null, ''])('in mode %j has only what is mapped', (mode) => {
    expect(transform({ mode, mappings: [total] }, { sum: '5', id: 1 })).toMatchObject({
      output: { total: 5 },
      readings: mode ? [] : ['noMode'],
    });
  });

  it('in mode modify keeps the rest, and replaces fields of the same name', () => {
    const record = { sum: '5', total: 1, id: 1 };
    expect(transform({ mode: 'modify', mappings: [total] }, record)).toMatchObject({
      output: { sum: '5', total: 5, id: 1 },
      readings: [],
    });
    expect(record).toEqual({ sum: '5', total: 1, id: 1 });
  });

  it('in mode modify replaces an object as a whole, which is a reading where a merge would differ', () => {
    const inner = { generate: 'city', dataType: 'string', extract: '$.town' };
    const deep = { generate: 'geo', dataType: 'object', mappings: [{ ...inner, generate: 'lat' }] };
    const change = (mappings: (typeof inner)[], ship: unknown) =>
      transform(
        { mode: 'modify', mappings: [{ generate: 'ship', dataType: 'object', mappings }] },
        { town: 'Rome', ship },
      );
    expect(change([inner], { city: 'Oslo', zip: 1 })).toMatchObject({
      output: { town: 'Rome', ship: { city: 'Rome' } },
      readings: ['modifyReplaces'],
    });
    expect(change([inner], { city: 'Oslo' }).readings).toEqual([]);
    expect(change([inner], ['Oslo']).readings).toEqual([]);
    expect(change([deep] as unknown as (typeof inner)[], { geo: { lat: 1, lon: 2 } }).readings).toEqual([
      'modifyReplaces',
    ]);
  });

  it.each([[[{ sum: 1 }]], [null], ['text']])('in mode modify fails %j', (record) => {
    expect(transform({ mode: 'modify', mappings: [total] }, record).failure).toEqual({
      source: 'transformation',
      code: 'mapping_error',
      message: 'found rows or no object, expected a record in mode modify; use mode create, or a script',
    });
  });

  it.each([{}, { mappings: [] }, { mode: 'modify', mappings: null }])('without mappings is none: %j', (document) => {
    expect(transform(document, { a: 1 }).output).toBeUndefined();
  });

  it('of another mode is refused', () => {
    expect(transform({ mode: 'modfy', mappings: [total] }, {}).refusals).toEqual([
      'rulesTwoDotZero.mode: found "modfy", expected create or modify; did you mean modify?',
    ]);
  });

  it('fails a record with its own source', () => {
    expect(transform({ mappings: [total] }, { sum: 'x' }).failure).toEqual({
      source: 'transformation',
      code: 'mapping_error',
      message: 'total: expected a number, found "x" at $.sum',
    });
  });

  it('names the places of its mappings', () => {
    expect(transform({ mappings: [{ ...total, dataType: 'date' }] }, {}).refusals).toEqual([
      expect.stringContaining('rulesTwoDotZero.mappings[0].dataType: found date'),
    ]);
  });

  it('has lookups of its own, unless the caller has compiled them', () => {
    const mappings = [{ generate: 'x', dataType: 'string', extract: '$.a', lookupName: 'l' }];
    const lookups = [{ name: 'l', map: { a: 'own' } }];
    expect(transform({ mappings, lookups }, { a: 'a' }).output).toEqual({ x: 'own' });
    const given = new Map([['l', () => 'given']]);
    expect(transform({ mappings, lookups }, { a: 'a' }, { lookups: given }).output).toEqual({ x: 'given' });
    const cached = [{ name: 'l', _lookupCacheId: 'c' }];
    const sources = { caches: new Map([['c', new Map([['a', 'cached']])]]), tables: {} };
    expect(transform({ mappings, lookups: cached }, { a: 'a' }, { sources }).output).toEqual({ x: 'cached' });
    expect(transform({ mappings, lookups: cached }, { a: 'a' }).refusals).toEqual([
      expect.stringContaining('rulesTwoDotZero.lookups[0]: found the lookup cache c'),
    ]);
  });
});
