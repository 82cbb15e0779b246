import { describe, expect, it } from 'vitest';
import type { Mapper1Field, Mapper1Settings } from '../../../src/simulator/mapper1/mapper1.ts';
import { readings } from '../../../src/simulator/mapper1/readings.ts';
import { mapRecords } from './compile-document.ts';

const rows = [
  { id: 1, sku: 'A', 'Internal ID': 7, 2024: 'y', lines: [{ q: 1 }, { q: 2 }] },
  { id: 2, sku: 'B', 'Internal ID': 8, lines: [{ q: 3 }] },
];

const map = (fields: readonly Mapper1Field[], settings?: Mapper1Settings) =>
  mapRecords({ fields }, [rows], settings).mapped[0];

describe('a group of rows', () => {
  it.each<[what: string, field: Mapper1Field, mapped: unknown]>([
    ['a field takes the first row’s value', { extract: 'id', generate: 'id' }, { id: 1 }],
    ['useFirstRow changes nothing for a field', { extract: 'id', generate: 'id', useFirstRow: true }, { id: 1 }],
    ['*.x takes all rows’ values', { extract: '*.sku', generate: 'skus' }, { skus: ['A', 'B'] }],
    ['[*].x does too', { extract: '[*].sku', generate: 'skus' }, { skus: ['A', 'B'] }],
    ['[1].x takes one row’s value', { extract: '[1].sku', generate: 'second' }, { second: 'B' }],
    ['a quoted number is a name of the first row', { extract: "['2024']", generate: 'year' }, { year: 'y' }],
    ['1.x does too', { extract: '1.sku', generate: 'second' }, { second: 'B' }],
    ['a list gets one element per row', { extract: 'sku', generate: 'i[*].sku' }, { i: [{ sku: 'A' }, { sku: 'B' }] }],
    ['so it does of *.x', { extract: '*.sku', generate: 'i[*].sku' }, { i: [{ sku: 'A' }, { sku: 'B' }] }],
    ['and of values', { extract: '*.[Internal ID]', generate: 'ids[*]' }, { ids: [7, 8] }],
    ['and of constants', { generate: 'i[*].kind', hardCodedValue: 'x' }, { i: [{ kind: 'x' }, { kind: 'x' }] }],
    [
      'useFirstRow repeats the first row’s value',
      { extract: 'sku', generate: 'i[*].sku', useFirstRow: true },
      { i: [{ sku: 'A' }, { sku: 'A' }] },
    ],
    [
      'useFirstRow does so for *.x',
      { extract: '*.sku', generate: 'i[*].sku', useFirstRow: true },
      { i: [{ sku: 'A' }, { sku: 'A' }] },
    ],
    ['one row’s value is repeated', { extract: '[1].sku', generate: 'i[*].s' }, { i: [{ s: 'B' }, { s: 'B' }] }],
    ['a field that no row has makes no list', { extract: 'x', generate: 'i[*].x' }, {}],
    [
      'lists of all rows fill a list',
      { extract: 'lines[*].q', generate: 'i[*].q' },
      { i: [{ q: 1 }, { q: 2 }, { q: 3 }] },
    ],
    ['the first row’s list is the value of a field', { extract: 'lines[*].q', generate: 'qs' }, { qs: [1, 2] }],
    [
      'each row may have a list',
      { extract: '*.lines[*].q', generate: 'i[*].l[*].q' },
      { i: [{ l: [{ q: 1 }, { q: 2 }] }, { l: [{ q: 3 }] }] },
    ],
  ])('%s', (_, field, mapped) => {
    expect(map([field])).toEqual(mapped);
  });

  it('puts the fields of one row into one element, beside the first row’s fields', () => {
    const fields = [
      { extract: 'id', generate: 'id' },
      { extract: 'sku', generate: 'items[*].sku' },
      { extract: '*.id', generate: 'items[*].id' },
      { extract: 'sku', generate: 'after' },
    ];
    expect(map(fields)).toEqual({
      id: 1,
      items: [
        { sku: 'A', id: 1 },
        { sku: 'B', id: 2 },
      ],
      after: 'A',
    });
  });

  it('gives the elements of a row’s list that row’s fields', () => {
    const fields = [
      { extract: 'sku', generate: 'items[*].sku' },
      { extract: 'lines[*].q', generate: 'items[*].q' },
    ];
    expect(map(fields)).toEqual({
      items: [
        { sku: 'A', q: 1 },
        { sku: 'A', q: 2 },
        { sku: 'B', q: 3 },
      ],
    });
  });

  it('may become a list itself', () => {
    expect(map([{ extract: '[*].sku', generate: '[*].item' }])).toEqual([{ item: 'A' }, { item: 'B' }]);
    expect(map([{ extract: '[*].x', generate: '[*].item' }])).toEqual([]);
  });

  it('is read by a list with the jsonPath *', () => {
    const fields = [
      { extract: 'sku', generate: 'sku' },
      { extract: '*.id', generate: 'id' },
      { extract: 'id', generate: 'first', useFirstRow: true },
    ];
    expect(mapRecords({ lists: [{ generate: 'items', jsonPath: '*', fields }] }, [rows]).mapped).toEqual([
      {
        items: [
          { sku: 'A', id: 1, first: 1 },
          { sku: 'B', id: 2, first: 1 },
        ],
      },
    ]);
  });

  it('has no value of rows that are not there', () => {
    const fields = [
      { extract: 'id', generate: 'id' },
      { extract: 'id', generate: 'ids[*]' },
    ];
    expect(mapRecords({ fields }, [[], rows, []]).mapped).toEqual([{}, { id: 1, ids: [1, 2] }, {}]);
  });

  it('tells that a reading decided what lists of rows are', () => {
    const rules = (field: Mapper1Field, record: unknown) => mapRecords({ fields: [field] }, [record]).rules;
    const one = { extract: 'lines[*].q', generate: 'i[*].q' };
    expect(rules(one, rows)).toEqual([readings.listsOfRows.rule]);
    expect(rules({ ...one, generate: 'qs' }, rows)).toEqual([readings.listsOfRows.rule]);
    expect(rules(one, rows[0])).toEqual([]);
    expect(rules({ ...one, generate: 'qs' }, rows[0])).toEqual([]);
  });
});

describe('an expression', () => {
  /** Replaces names in braces. */
  const settings: Mapper1Settings = {
    compileExpression: (template) => (context) =>
      template.replaceAll(/\{\{(.+?)\}\}/g, (_, name) => String((context as Record<string, unknown>)[name] ?? '')),
  };
  const render = (extract: string, record: unknown, more: Mapper1Field = {}) =>
    mapRecords({ fields: [{ extract, generate: 'x', ...more }] }, [record], settings);

  it('has the record’s bare names', () => {
    expect(render('{{first}} {{last}}', { first: 'Ada', last: 'L' }).mapped).toEqual([{ x: 'Ada L' }]);
    expect(render('{{n}}', { n: 5 }, { dataType: 'number' }).mapped).toEqual([{ x: 5 }]);
    expect(render('{{n}}', {}, { default: '-' }).mapped).toEqual([{ x: '-' }]);
    expect(render('{{n}}', 'a text').mapped).toEqual([{ x: '' }]);
  });

  it('has the names of a row after *., in a group of rows', () => {
    const { mapped, rules } = render('{{*.sku}}-{{*.id}}', rows);
    expect(mapped).toEqual([{ x: 'A-1' }]);
    expect(rules).toEqual([readings.expressionOfRow.rule]);
    expect(render('{{*.sku}}', rows, { generate: 'i[*].s' }).mapped).toEqual([{ i: [{ s: 'A' }, { s: 'B' }] }]);
    const first = { generate: 'i[*].s', useFirstRow: true };
    expect(render('{{*.sku}}', rows, first).mapped).toEqual([{ i: [{ s: 'A' }, { s: 'A' }] }]);
    expect(render('{{*.sku}}', rows[0]).rules).toEqual([]);
  });

  it('keeps the texts in it', () => {
    const templates: string[] = [];
    const compileExpression = (template: string) => {
      templates.push(template);
      return () => '';
    };
    const extract = `*.{{uppercase *.a}}*.{{replace *.b "*." '*.'}}{{{*.c}}}{{#if *.d}}{{/if}}`;
    mapRecords({ fields: [{ extract, generate: 'x' }] }, [{}], { compileExpression });
    expect(templates).toEqual([`*.{{uppercase a}}*.{{replace b "*." '*.'}}{{{c}}}{{#if d}}{{/if}}`]);
  });

  it('has the element’s names in a list with a jsonPath', () => {
    const list = { generate: 'l', jsonPath: 'lines', fields: [{ extract: '{{q}}!', generate: 'q' }] };
    const { mapped, rules } = mapRecords({ lists: [list] }, [rows[0]], settings);
    expect(mapped).toEqual([{ l: [{ q: '1!' }, { q: '2!' }] }]);
    expect(rules).toEqual([readings.expressionOfElement.rule]);
  });

  it('is nothing in a fixed value, which stays as it is', () => {
    const { mapped, warnings } = mapRecords({ fields: [{ hardCodedValue: '{{id}}', generate: 'x' }] }, [rows[0]]);
    expect(mapped).toEqual([{ x: '{{id}}' }]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'found {{id}}, which stays as it is; expected an expression in extract only',
    ]);
  });
});
