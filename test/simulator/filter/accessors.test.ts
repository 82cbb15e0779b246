import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/simulator/filter/readings.ts';
import { compiledRules, field } from './compiled-filter.ts';

/** The text that a path finds, as the only literal that it equals. */
function finds(path: string, record: unknown, text: string): boolean {
  const { test, refusals } = compiledRules(['equals', field('string', path), text]);
  expect(refusals).toEqual([]);
  return test(record);
}

describe('the accessor extract', () => {
  const lines = [{ sku: 'A', serials: ['x'] }, { serials: ['y', 'z'] }, { sku: 'C' }];

  it.each<[path: string, record: unknown, text: string]>([
    ['a', { a: 'v' }, 'v'],
    ['a.b.c', { a: { b: { c: 'v' } } }, 'v'],
    ['a b#', { 'a b#': 'v' }, 'v'],
    ['[a.b]', { 'a.b': 'v' }, 'v'],
    ['a[b.c].d', { a: { 'b.c': { d: 'v' } } }, 'v'],
    ['a.[b c]', { a: { 'b c': 'v' } }, 'v'],
    ['[a\\]b]', { 'a]b': 'v' }, 'v'],
    ['a[1]', { a: ['u', 'v'] }, 'v'],
    ['a.1', { a: ['u', 'v'] }, 'v'],
    ['a.[1].b', { a: [{}, { b: 'v' }] }, 'v'],
    ['lines[*].sku', { lines }, 'A,C'],
    ['lines[*].serials[*]', { lines }, 'x,y,z'],
    ['lines[*].sku', { lines: { sku: 'A' } }, 'A'],
    ['[1].a', [{ a: 'u' }, { a: 'v' }], 'v'],
    ['1.a', [{ a: 'u' }, { a: 'v' }], 'v'],
    ['[*].a', [{ a: 'u' }, { a: 'v' }], 'u,v'],
    ['*.a', [{ a: 'u' }, { a: 'v' }], 'u,v'],
    ['*.[a b]', [{ 'a b': 'u' }], 'u'],
    ['__proto__', JSON.parse('{"__proto__":"v"}'), 'v'],
    ['length', { length: 'v' }, 'v'],
  ])('%s reads %j', (path, record, text) => {
    expect(finds(path, record, text)).toBe(true);
  });

  it.each<[path: string, record: unknown]>([
    ['a', {}],
    ['a', null],
    ['a', 'text'],
    ['a.b', { a: 'text' }],
    ['a.length', { a: [1] }],
    ['a.length', { a: 'text' }],
    ['a.b', { a: [{ b: 'v' }] }],
    ['a[0]', { a: 'text' }],
    ['a.b', { 'a.b': 'v' }],
    ['lines[*].sku', {}],
    ['lines[*].sku', { lines: null }],
    ['lines[*].sku', { lines: [] }],
    ['lines[*].sku', { lines: [{}] }],
    ['constructor', {}],
    ['__proto__', {}],
    ['toString.name', {}],
    ['a', []],
  ])('%s finds nothing in %j', (path, record) => {
    expect(compiledRules(['empty', field('string', path)]).test(record)).toBe(true);
  });

  it.each<[path: string, words: string]>([
    ['a..b', 'found "..b", expected a path like customer.name'],
    ['.a', 'found ".a", expected a path'],
    ['.[a]', 'found ".[a]", expected a path'],
    ['a.', 'found ".", expected a path'],
    ['a[', 'found "[", expected a path'],
    ['a[]', 'found "[]", expected a path'],
    ['a]', 'found "]", expected a path'],
    ['[0]a', 'found "a", expected a path'],
    ['a.*.b', 'found .*, expected [*] for each element of a list'],
    ['["Email"]', 'found ["Email"], expected the name alone: [Email]'],
    ["a['Email']", "found ['Email'], expected the name alone: [Email]"],
  ])('the path %s is refused', (path, words) => {
    const { refusals } = compiledRules(['empty', field('string', path)]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toContain(`filter.rules[1][1]: ${words}`);
  });

  it('reads the first row of a grouped record, by a reading and with a warning', () => {
    const { test, warnings, readings: relied } = compiledRules(['equals', field('string', 'a'), 'u']);
    expect(test({ a: 'u' })).toBe(true);
    expect(relied()).toEqual([]);
    expect(test([{ a: 'u' }, { a: 'v' }])).toBe(true);
    expect(test([{ a: 'v' }, { a: 'u' }])).toBe(false);
    expect(relied()).toEqual([readings.firstRow]);
    expect(warnings()).toEqual(["filter.rules[1][1]: found a grouped record, of which only the first row's a is read"]);
  });

  it.each([
    ['$.total', 'found the path $.total, which finds nothing; expected total'],
    ['$', 'found the path $, which finds nothing; expected the name of a field'],
  ])('the path %s finds nothing, with a warning', (path, warning) => {
    const { test, warnings } = compiledRules(['notempty', field('string', path)]);
    expect(test({ total: 5 })).toBe(false);
    expect(warnings()).toContain(`filter.rules[1][1]: ${warning}`);
  });

  it('a field that no record has is warned of, with the nearest name', () => {
    const { test, warnings } = compiledRules(['and', ['equals', field('string', 'stauts'), 'open']]);
    test({ status: 'open' });
    test({ status: 'closed' });
    expect(warnings()).toEqual(['filter.rules[1][1][1]: stauts was found in none of 2 records; did you mean status?']);
  });
});

describe('the accessor settings', () => {
  const settings = {
    flow: { a: 'EU', 'b.c': 5 },
    export: { a: 1 },
    import: { a: 2 },
    integration: { a: { b: 3 } },
    connection: { a: 4 },
  };

  it.each<[type: string, name: string, value: unknown]>([
    ['string', 'flow.a', 'EU'],
    ['number', 'flow[b.c]', 5],
    ['number', 'flow.[b.c]', 5],
    ['number', 'export.a', 1],
    ['number', 'import.a', 2],
    ['number', 'integration.a.b', 3],
    ['number', 'connection.a', 4],
  ])('reads a %s from %s', (type, name, value) => {
    const { test, warnings } = compiledRules(['equals', field(type, 'x'), [type, ['settings', name]]], { settings });
    expect(test({ x: value })).toBe(true);
    expect(test({ x: 9 })).toBe(false);
    expect(warnings()).toEqual([]);
  });

  it.each([[undefined], [settings]])('a setting that is not there is missing, with a warning', (given) => {
    const { test, warnings } = compiledRules(
      ['empty', ['string', ['settings', 'flow.z']]],
      given && { settings: given },
    );
    expect(test({})).toBe(true);
    expect(warnings()).toEqual(['filter.rules[1][1]: found no setting flow.z, expected one in the given settings']);
  });

  it('the value of a setting fails the record by its name', () => {
    const { test } = compiledRules(['lessthan', field('number', 'x'), ['number', ['settings', 'flow.a']]], {
      settings,
    });
    expect(() => test({ x: 1 })).toThrow('rules: found "EU" at settings flow.a, expected a number');
  });

  it.each([
    ['flw.a', 'found the setting "flw.a", expected a name in one of flow, export, import, integration, connection'],
    ['flw.a', '; did you mean flow?'],
    ['flow', 'found the setting "flow"'],
    ['flow.', 'found the setting "flow."'],
    ['', 'found the setting ""'],
    ['flow.a..b', 'found "..b", expected a path'],
  ])('the setting %j is refused', (name, words) => {
    const { refusals, test } = compiledRules(['empty', ['string', ['settings', name]]], { settings });
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toContain(words);
    expect(test({})).toBe(true);
  });
});

describe('the accessor context', () => {
  const page = {
    pageIndex: 2,
    lastExportDateTime: '2024-01-01T00:00:00Z',
    currentExportDateTime: '2024-01-02T00:00:00Z',
  };

  it.each<[rule: unknown]>([
    [['equals', ['number', ['context', 'pageIndex']], 2]],
    [['greaterthan', field('epochtime', 'x'), ['epochtime', ['context', 'lastExportDateTime']]]],
    [['lessthan', field('epochtime', 'x'), ['epochtime', ['context', 'currentExportDateTime']]]],
  ])('%j reads the page', (rule) => {
    expect(compiledRules(rule, { page }).test({ x: '2024-01-01T12:00:00Z' })).toBe(true);
  });

  it('a name that the page has not is refused', () => {
    const { refusals, test } = compiledRules(['empty', ['string', ['context', 'pageindex']]]);
    expect(refusals).toEqual([
      'filter.rules[1][1]: found the context "pageindex", expected lastExportDateTime, currentExportDateTime, pageIndex; did you mean pageIndex?',
    ]);
    expect(test({})).toBe(true);
  });
});
