import { describe, expect, it } from 'vitest';
import { compileTransform1 } from '../../../src/simulator/mapper1/transform1.ts';
import { compileDocument } from './compile-document.ts';

function transform(rules: unknown, record: unknown) {
  const { compiled, findings } = compileDocument((scope) => compileTransform1(rules, scope));
  expect(findings.refusals).toEqual([]);
  return { made: compiled ? compiled(record) : record, warnings: findings.warnings() };
}

const record = { id: 1, note: '', items: [{ name: 'A' }, { name: 'B' }], a: [{ b: 5 }], 'Internal ID': 7 };
const rows = [{ id: 1, 'Internal ID': 7 }, { id: 2 }];

describe('a transformation 1.0', () => {
  it.each<[what: string, extract: string, generate: string, from: unknown, made: unknown]>([
    ['a field, and no other', 'id', 'no', record, { no: 1 }],
    ['paths with dots', 'a.0.b', 'c.d', record, { c: { d: 5 } }],
    ['an element', 'a[0]', 'first', record, { first: { b: 5 } }],
    ['a whole list', 'items', 'all', record, { all: record.items }],
    [
      'pairs of lists',
      'items[*].name',
      'people[*].firstName',
      record,
      { people: [{ firstName: 'A' }, { firstName: 'B' }] },
    ],
    ['all rows', '*.id', 'ids', rows, { ids: [1, 2] }],
    ['names with signs, of all rows', '*.[Internal ID]', 'ids[*]', rows, { ids: [7, null] }],
    ['rows as rows', '*.id', '[*].no', rows, [{ no: 1 }, { no: 2 }]],
    ['a missing field', 'x', 'y', record, {}],
    ['an empty text', 'note', 'text', record, { text: '' }],
  ])('makes %s', (_, extract, generate, from, made) => {
    expect(transform([[{ extract, generate, key: 'k1' }]], from).made).toEqual(made);
  });

  it('repeats a plain field in each element', () => {
    const rules = [
      [
        { extract: 'id', generate: 'people[*].id' },
        { extract: 'items[*].name', generate: 'people[*].name' },
      ],
    ];
    expect(transform(rules, record).made).toEqual({
      people: [
        { id: 1, name: 'A' },
        { id: 1, name: 'B' },
      ],
    });
  });

  it.each([[undefined], [null], [[]], [[[]]], [[null]]])('of %j changes nothing', (rules) => {
    expect(transform(rules, record)).toEqual({ made: record, warnings: [] });
  });

  it('takes the first list of rules alone, and warns of others', () => {
    const rules = [[{ extract: 'id', generate: 'a' }], [{ extract: 'id', generate: 'b' }]];
    expect(transform(rules, record)).toEqual({
      made: { a: 1 },
      warnings: [
        {
          document: 'imports/d1.json',
          path: '[1]',
          message: 'found a list of rules after the first, which has no effect; expected one list of rules',
        },
      ],
    });
    expect(transform([[{ extract: 'id', generate: 'a' }], []], record).warnings).toEqual([]);
  });

  it.each<[what: string, rules: unknown, path: string, message: string]>([
    ['rules that are no list', { a: 1 }, '', 'found {"a":1}, expected a list in a list: [[{ extract, generate }]]'],
    [
      'rules without the list around them',
      [{ extract: 'a', generate: 'b' }],
      '[0]',
      'found {"extract":"a","generate":"b"}, expected a list of { extract, generate } within the list',
    ],
    [
      'a path of XML',
      [[{ extract: '/Order/Id', generate: 'b' }]],
      '[0][0].extract',
      'found /Order/Id, a path of XML, expected a path like customer.name, or [/Order/Id] for a name',
    ],
    [
      'a setting of a mapper',
      [[{ extract: 'a', generate: 'b', default: '' }]],
      '[0][0].default',
      'found default, expected only extract and generate in a transformation; a hook can do more',
    ],
    [
      'an expression',
      [[{ extract: '{{a}}', generate: 'b' }]],
      '[0][0].extract',
      'found {{a}}, which no expression is compiled for here; expected a path',
    ],
  ])('is refused for %s', (_, rules, path, message) => {
    const { findings } = compileDocument((scope) => compileTransform1(rules, scope));
    expect(findings.refusals).toEqual([{ document: 'imports/d1.json', path, message }]);
  });
});
