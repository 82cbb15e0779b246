import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';
import { type Case, render } from './render.ts';

const record = {
  on: true,
  zero: 0,
  textZero: '0',
  empty: '',
  none: [],
  bare: {},
  five: 5,
  tags: ['priority', 'new', 7],
  lines: [
    { sku: 'A', tag: 'custom', at: { bin: 1 } },
    { sku: 'B', tag: 'plain', at: { bin: 2 } },
    { sku: 'C', tag: 'custom', at: { bin: 2 } },
  ],
};

/** A block that says whether its condition holds. */
function tell(condition: string): string {
  const [name] = condition.split(' ');
  return `{{#${condition}}}yes{{else}}no{{/${name}}}`;
}

const conditions: readonly Case[] = [
  ['if record.on', 'yes'],
  ['if record.none', 'no'],
  ['if record.zero', 'no'],
  ['if record.zero includeZero=true', 'yes'],
  ['unless record.gone', 'yes'],
  ['compare record.five "==" "5"', 'yes'],
  ['compare record.five "===" "5"', 'no'],
  ['compare record.five "!=" "5"', 'no'],
  ['compare record.five "!==" "5"', 'yes'],
  ['compare "9" ">" "10"', 'yes'],
  ['compare 9 ">" 10', 'no'],
  ['compare 1 "<" 2', 'yes'],
  ['compare 2 "<=" 2', 'yes'],
  ['compare 1 ">=" 2', 'no'],
  ['compare 9 ">" "10"', 'no', 'mixedComparison'],
  ['compare 5 "<" "6"', 'yes'],
  ['and record.on record.five', 'yes'],
  ['and record.on record.empty', 'no'],
  ['and record.on record.zero', 'no', 'zeroIsFalse'],
  ['and record.textZero record.none', 'yes'],
  ['or record.gone record.five', 'yes'],
  ['or record.gone record.empty', 'no'],
  ['not record.none', 'no'],
  ['not record.zero', 'yes', 'zeroIsFalse'],
  ['neither record.gone record.empty', 'yes'],
  ['neither record.gone record.on', 'no'],
  ['contains record.tags "new"', 'yes'],
  ['contains record.tags "7"', 'no'],
  ['contains "12345" "34"', 'yes'],
  ['contains record.gone "a"', 'no'],
  ['inArray record.tags "priority"', 'yes'],
  ['inArray record.tags "7"', 'no'],
  ['inArray record.gone "a"', 'no', 'notList'],
  ['startsWith "Hello" "Hello, world!"', 'yes'],
  ['startsWith "hello" "Hello"', 'no'],
  ['ifEven "4"', 'yes'],
  ['ifEven 5', 'no'],
  ['isEmpty record.none', 'yes'],
  ['isEmpty record.bare', 'yes'],
  ['isEmpty record.gone', 'yes'],
  ['isEmpty record.empty', 'yes', 'emptyText'],
  ['isEmpty record.tags', 'no'],
  ['isEmpty record.zero', 'no'],
  ['filter record.lines "custom" "tag"', 'yesyes'],
  ['filter record.tags "priority"', 'yes'],
  ['filter record.lines "2" "at.bin"', 'no'],
  ['filter record.lines "custom" record.gone', 'no'],
  ['some record.tags isNumber', 'yes'],
  ['some record.tags "isString"', 'yes'],
  ['some record.tags isBoolean', 'no'],
  ['some record.tags isFalsy', 'no'],
  ['some record.tags isTruthy', 'yes'],
  ['some record.tags isArray', 'no'],
  ['some record.lines isObject', 'yes'],
  ['with record.bare', 'yes'],
  ['with record.gone', 'no'],
  ['each record.tags', 'yesyesyes'],
  ['each record.none', 'no'],
].map(([condition, text, ...relied]) => [tell(condition as string), text, ...relied] as unknown as Case);

const values: readonly Case[] = [
  ['{{typeOf record.tags}} {{typeOf record.five}} {{typeOf record.bare}}', 'array number object'],
  ['{{typeOf null}} {{typeOf record.gone}} {{typeOf "x"}} {{typeOf true}}', 'object undefined string boolean'],
  ['{{isTruthy "hello"}} {{isTruthy record.zero}} {{isTruthy record.none}}', 'true false true'],
  ['{{isFalsey ""}} {{isFalsey "a"}}', 'true false'],
  ['{{eq 5 5}} {{eq "a" "b"}}', 'true false'],
  ['{{eq 5 "5"}}', 'true', 'looseEquality'],
  ['{{#filter record.lines "custom" "tag"}}{{sku}}{{/filter}}', 'AC'],
  ['{{#filter record.lines 2 "at.bin"}}{{sku}}{{/filter}}', 'BC'],
  ['{{#if (eq record.five 5)}}a{{else compare record.five ">" 5}}b{{else}}c{{/if}}', 'a'],
  ['{{#if record.gone}}a{{else compare record.five ">" 4}}b{{else}}c{{/if}}', 'b'],
  ['{{#each record.lines as |line at|}}{{at}}{{line.sku}}{{/each}}', '0A1B2C'],
  ['{{#each record.lines as |first|}}{{first.sku}}{{/each}}', 'ABC'],
  ['{{#each record.tags as |last|}}{{last}}{{/each}}', 'prioritynew7'],
  [
    '{{#each record.lines}}{{@index}}{{@key}}{{../record.five}}{{@root.record.five}}{{/each}}',
    '005511552255',
    'joinedValues',
  ],
  ['{{#each record.lines}}{{#if @first}}[{{/if}}{{this.sku}}{{#if @last}}]{{else}},{{/if}}{{/each}}', '[A,B,C]'],
  ['{{#with record.lines.[1]}}{{sku}}{{at.bin}}{{/with}}', 'B2'],
  ['{{#record.lines}}{{sku}}{{/record.lines}}{{^record.gone}}!{{/record.gone}}', 'ABC!'],
  ['{{lookup record.lines 1}}{{lookup record.bare "toString"}}', '[object Object]'],
];

describe('the blocks', () => {
  it.each(conditions)('render %s as %s', (template, text, ...relied) => {
    expect(render(template, { record })).toMatchObject({ text, failure: undefined, refusals: [], readings: relied });
  });

  it.each(values)('and helpers of values render %s as %s', (template, text, ...relied) => {
    expect(render(template, { record })).toMatchObject({ text, failure: undefined, refusals: [], readings: relied });
  });

  it.each([
    ['{{#compare 1 "=" 2}}{{/compare}}', '{{compare}}: found "=", expected one of ==, ===, !=, !==, <, >, <=, >='],
    ['{{#some a isNumbr}}{{/some}}', '{{some}}: found "isNumbr", expected one of isTruthy'],
    ['{{#some a (first b)}}{{/some}}', '{{some}}: found nothing, expected one of isTruthy'],
    ['{{#and a b c}}{{/and}}', 'found and with 3 values, expected 2'],
    ['{{#some a}}{{/some}}', 'found some with 1 value, expected 2'],
    ['{{#if}}{{/if}}', 'found if with 0 values, expected 1'],
    ['{{#filter a}}{{/filter}}', 'found filter with 1 value, expected 2 to 3'],
  ])('are refused for %s', (template, message) => {
    expect(render(template).refusals.join()).toContain(message);
  });

  it('fail the record when an operator of the record is unknown', () => {
    const template = '{{#compare 1 record.on 2}}{{/compare}}';
    expect(render(template, { record }).failure?.message).toContain('{{compare}}: found true, expected one of ==');
  });

  it('compare any two values as JavaScript does', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(render(tell('compare a "<" b'), { a, b }).text).toBe((a as number) < (b as number) ? 'yes' : 'no');
        expect(render(tell('compare a "===" b'), { a, b }).text).toBe(a === b ? 'yes' : 'no');
        expect(render(tell('and a b'), { a, b }).text).toBe(a && b ? 'yes' : 'no');
        expect(render(tell('neither a b'), { a, b }).text).toBe(a || b ? 'no' : 'yes');
      }),
      { numRuns: 100 },
    );
  });
});

describe('a lookup', () => {
  const lookups = new Map([
    ['states', (value: unknown) => (value === 'Texas' ? 'TX' : undefined)],
    [
      'strict',
      () => {
        throw new RecordFailure('lookup', 'lookup_failed', 'no hit');
      },
    ],
  ]);

  it('gives the value it finds by the name of the lookup, and an empty text for none', () => {
    expect(render('{{lookup "states" s}}', { s: 'Texas' }, { lookups }).text).toBe('TX');
    expect(render('{{lookup n s}}', { n: 'states', s: 'Texas' }, { lookups }).text).toBe('TX');
    expect(render('{{lookup "states" s}}', { s: 'Ohio' }, { lookups }).text).toBe('');
  });

  it('fails the record as the lookup says', () => {
    expect(render('{{lookup "strict" s}}', {}, { lookups }).failure).toMatchObject({
      source: 'lookup',
      message: 'no hit',
    });
  });

  it('is refused with a name that the document lacks, and fails the record when the record names it', () => {
    const message = '{{lookup}}: found "state", expected the name of a lookup; did you mean states?';
    expect(render('{{lookup "state" s}}', {}, { lookups }).refusals).toEqual([message]);
    expect(render('{{lookup n s}}', { n: 'state' }, { lookups }).failure?.message).toBe(message);
  });

  it('is refused where its results are read as fields, which dynamic lookups have', () => {
    const message =
      'found {{lookup.states}}, the result of a dynamic lookup, which cannot be simulated; ' +
      'expected a lookup with a map or a cache: {{lookup "states" value}}';
    for (const template of [
      '{{lookup.states}}',
      '{{#if lookup.states}}{{/if}}',
      '{{#lookup.states}}{{/lookup.states}}',
    ]) {
      expect(render(template, {}, { lookups }).refusals).toEqual([message]);
    }
    expect(render('{{this.lookup.states}}', { lookup: { states: 1 } }).text).toBe('1');
  });
});
