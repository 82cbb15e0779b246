import { describe, expect, it } from 'vitest';
import { type EntryDocument, mapOne } from './map-record.ts';

describe('an array', () => {
  const order = {
    first: { n: 1 },
    main: [{ n: 1 }, { n: 2 }],
    other: [{ n: 3 }],
    tags: ['a', 'b'],
    lines: [{ tags: ['c'] }, { tags: ['d', 'e'] }],
    rows: [[{ n: 4 }], [{ n: 5 }]],
  };
  const helpers = (...buildArrayHelper: unknown[]) => ({ dataType: 'objectarray', buildArrayHelper });
  const number = { generate: 'm', dataType: 'number', extract: '$.main.n' };

  it.each<[what: string, entry: EntryDocument, x: unknown]>([
    ['elements as they are', helpers({ extract: '$.main[*]' }), [{ n: 1 }, { n: 2 }]],
    ['a single object', helpers({ extract: '$.first' }), [{ n: 1 }]],
    [
      'one object of its own',
      helpers({ mappings: [{ generate: 'k', dataType: 'string', extract: 'v' }] }),
      [{ k: 'v' }],
    ],
    ['one object for each element', helpers({ extract: '$.main[*]', mappings: [number] }), [{ m: 1 }, { m: 2 }]],
    [
      'several sources, one after another',
      helpers(
        { extract: '$.other[*]' },
        { mappings: [{ generate: 'k', dataType: 'string', extract: 'v' }] },
        { extract: '$.main[*]', mappings: [number] },
        { extract: '$.none[*]' },
        { extract: '$.first' },
      ),
      [{ n: 3 }, { k: 'v' }, { m: 1 }, { m: 2 }, { n: 1 }],
    ],
    ['texts of each element', { dataType: 'stringarray', buildArrayHelper: [{ extract: '$.main[*].n' }] }, ['1', '2']],
    [
      'texts of several sources',
      { dataType: 'stringarray', buildArrayHelper: [{ extract: '$.tags[*]' }, { extract: '$.first.n' }] },
      ['a', 'b', '1'],
    ],
    ['a list that its extract finds', { dataType: 'stringarray', extract: '$.tags' }, ['a', 'b']],
    ['what a path through a list finds', { dataType: 'numberarray', extract: '$.main[*].n' }, [1, 2]],
    ['objects that a path through a list finds', { dataType: 'objectarray', extract: '$.main[*]' }, order.main],
  ])('takes %s', (_, entry, x) => {
    const { output, refusals, failure } = mapOne(entry, order);
    expect({ output, refusals, failure }).toEqual({ output: { x }, refusals: [], failure: undefined });
  });

  it('takes the elements of lists at the end of a path without [*], which is a reading', () => {
    const cases = [
      [helpers({ extract: '$.main' }), order.main],
      [helpers({ extract: '$.main', mappings: [number] }), [{ m: 1 }, { m: 2 }]],
      [{ dataType: 'stringarray', buildArrayHelper: [{ extract: '$.lines[*].tags' }] }, ['c', 'd', 'e']],
      [{ dataType: 'stringarray', extract: '$.lines[*].tags' }, ['c', 'd', 'e']],
    ] as const;
    for (const [entry, x] of cases) {
      expect(mapOne(entry, order)).toMatchObject({ output: { x }, readings: ['elementsOfList'] });
    }
    expect(mapOne(helpers({ extract: '$.rows[*]' }), order).failure?.message).toBe(
      'x[0]: expected an object, found [{"n":4}] at $.rows[*]',
    );
  });

  it('to which nothing adds an element is left out, which is a reading, or is the default', () => {
    for (const helper of [{ extract: '$.none[*]' }, { extract: '$.none[*]', mappings: [number] }]) {
      expect(mapOne(helpers(helper))).toMatchObject({ output: {}, readings: ['emptyList'] });
      expect(mapOne({ ...helpers(helper), default: '' })).toMatchObject({ output: { x: [] }, readings: [] });
      expect(mapOne({ ...helpers(helper), default: null }).output).toEqual({ x: null });
      expect(mapOne({ ...helpers(helper), conditional: { when: 'extract_not_empty' } }).output).toEqual({});
    }
  });

  it('takes the default of a helper that finds no element', () => {
    for (const more of [{}, { mappings: [number] }]) {
      const helper = (fallback: unknown) => ({ extract: '$.none[*]', default: fallback, ...more });
      expect(mapOne(helpers(helper(''))).output).toEqual({ x: [] });
      expect(mapOne(helpers(helper(null))).output).toEqual({ x: null });
      expect(mapOne(helpers(helper(null), { extract: '$.other[*]' }), order).output).toEqual({ x: order.other });
      const conditional = { when: 'extract_not_empty' };
      expect(mapOne(helpers({ ...helper(''), conditional })).output).toEqual({});
    }
    const texts = { dataType: 'stringarray', buildArrayHelper: [{ extract: '$.none[*]', default: 'a, b' }] };
    expect(mapOne(texts).output).toEqual({ x: ['a', 'b'] });
  });

  it('takes an empty element by the condition and the default of its helper', () => {
    const record = { l: [1, null, '', 2] };
    const list = (helper: EntryDocument) =>
      mapOne({ dataType: 'stringarray', buildArrayHelper: [{ extract: '$.l[*]', ...helper }] }, record);
    expect(list({})).toMatchObject({ output: { x: ['1', null, '', '2'] }, readings: ['emptyValue'] });
    expect(list({ default: 'd' }).output).toEqual({ x: ['1', 'd', 'd', '2'] });
    expect(list({ default: '' }).output).toEqual({ x: ['1', '2'] });
    expect(list({ default: null }).output).toEqual({ x: ['1', null, null, '2'] });
    expect(list({ conditional: { when: 'extract_not_empty' } })).toMatchObject({
      output: { x: ['1', '2'] },
      readings: ['conditionLeavesField'],
    });
    expect(list({ conditional: { when: 'extract_not_empty' }, default: 'd' })).toMatchObject({
      output: { x: ['1', '2'] },
      readings: ['conditionLeavesField', 'conditionBeforeDefault'],
    });
  });

  it('makes an object of an empty element, unless its helper says otherwise', () => {
    const record = { main: [null, { n: 1 }] };
    const list = (helper: EntryDocument) =>
      mapOne(helpers({ extract: '$.main[*]', mappings: [number], ...helper }), record);
    expect(list({}).output).toEqual({ x: [{}, { m: 1 }] });
    expect(list({ default: null }).output).toEqual({ x: [null, { m: 1 }] });
    expect(list({ default: '' }).output).toEqual({ x: [{ m: 1 }] });
    expect(list({ conditional: { when: 'extract_not_empty' } }).output).toEqual({ x: [{ m: 1 }] });
  });

  it('names the element that fails', () => {
    const entry = { dataType: 'numberarray', buildArrayHelper: [{ extract: '$.a' }, { extract: '$.l[*]' }] };
    expect(mapOne(entry, { a: 1, l: [2, 'z'] }).failure?.message).toBe('x[2]: expected a number, found "z" at $.l[*]');
    const bad = { dataType: 'numberarray', buildArrayHelper: [{ extract: '$.a', default: 'z' }] };
    expect(mapOne(bad).failure?.message).toBe('x[0]: expected a number, found "z" at default');
  });

  it('is warned of a helper without extract and mappings, and of an extract beside helpers', () => {
    expect(mapOne(helpers({}))).toMatchObject({
      output: {},
      warnings: ['[0].buildArrayHelper[0]: found neither extract nor mappings, expected one of them'],
    });
    expect(mapOne({ ...helpers({ extract: '$.other[*]' }), extract: '$.main[*]' }, order)).toMatchObject({
      output: { x: order.other },
      warnings: ['[0]: found extract beside buildArrayHelper, expected one of them'].map((one) =>
        one.replace('[0]', '[0].extract'),
      ),
    });
  });
});
