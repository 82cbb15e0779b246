import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/simulator/filter/readings.ts';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';
import { compiledRules, field } from './compiled-filter.ts';

type ReadingName = keyof typeof readings;

/** Whether a field of a type equals a literal, and on which readings that stands. */
function isEqual(type: string, x: unknown, literal: unknown): { is: boolean; by: readonly unknown[] } {
  const { test, readings: relied } = compiledRules(['equals', field(type, 'x'), literal]);
  return { is: test({ x }), by: relied() };
}

describe('the types of a filter', () => {
  it.each<[type: string, value: unknown, literal: unknown]>([
    ['string', 5, '5'],
    ['string', true, 'true'],
    ['number', ' 12.50 ', 12.5],
    ['number', '1e3', 1000],
    ['boolean', true, true],
    ['boolean', ' TRUE ', true],
    ['boolean', 't', true],
    ['boolean', 1, true],
    ['boolean', '1', true],
    ['boolean', 'F', false],
    ['boolean', 'false', false],
    ['boolean', 0, false],
    ['epochtime', 5, 5],
    ['epochtime', '2024-01-31', 1706659200000],
    ['epochtime', '2024-01-31T10:00:00.5Z', 1706695200500],
    ['epochtime', '2024-01-31T10:00+02:00', 1706688000000],
    ['epochtime', '2024-01-31 10:00:00 +0200', 1706688000000],
    ['epochtime', 'Wed, 31 Jan 2024 10:00:00 GMT', 1706695200000],
    ['epochtime', '31 Jan 2024 10:00 +0200', 1706688000000],
  ])('%s: %j becomes %j', (type, value, literal) => {
    expect(isEqual(type, value, literal)).toEqual({ is: true, by: [] });
  });

  it.each<[reading: ReadingName, type: string, value: unknown, literal: unknown]>([
    ['listText', 'string', ['a', 1, null], 'a,1,'],
    ['timeWithoutZone', 'epochtime', '2024-01-31 10:00', 1706695200000],
    ['monthFirst', 'epochtime', '1/31/2024', 1706659200000],
    ['monthFirst', 'epochtime', '01/31/2024 1:30pm', 1706707800000],
    ['digitsAsTime', 'epochtime', '1706659200000', 1706659200000],
    ['missingText', 'string', undefined, ''],
    ['missingText', 'string', null, ''],
  ])('%s: a %s of %j becomes %j', (reading, type, value, literal) => {
    expect(isEqual(type, value, literal)).toEqual({ is: true, by: [readings[reading]] });
  });

  it.each<[type: string, value: unknown, expected: string, reading?: ReadingName]>([
    ['string', { a: 1 }, 'a text', 'objectText'],
    ['string', [{ a: 1 }], 'a text', 'objectText'],
    ['number', 'abc', 'a number'],
    ['number', '1,000', 'a number'],
    ['number', 'Infinity', 'a number'],
    ['number', [5], 'a number'],
    ['number', true, 'a number', 'booleanNumber'],
    ['boolean', 'yes', 'a boolean'],
    ['boolean', '', 'a boolean'],
    ['boolean', 2, 'a boolean'],
    ['boolean', [true], 'a boolean'],
    ['epochtime', 'tomorrow', 'milliseconds or a date', 'unreadableTime'],
    ['epochtime', 'order 5', 'milliseconds or a date', 'unreadableTime'],
    ['epochtime', '2024-02-30', 'milliseconds or a date', 'unreadableTime'],
    ['epochtime', '2024-13-01', 'milliseconds or a date', 'unreadableTime'],
    ['epochtime', '2024-01-31T25:00Z', 'milliseconds or a date', 'unreadableTime'],
    ['epochtime', true, 'milliseconds or a date'],
    ['epochtime', '2/30/2024', 'milliseconds or a date'],
  ])('%s: %j fails the record: expected %s', (type, x, expected, reading) => {
    const { test, readings: relied } = compiledRules(['and', ['notequals', field(type, 'x'), field(type, 'y')]]);
    let thrown: unknown;
    try {
      test({ x });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(RecordFailure);
    expect(thrown).toMatchObject({ source: 'output_filter', code: 'filter_error' });
    expect((thrown as Error).message).toContain(`rules[1]: found ${JSON.stringify(x)} at x, expected ${expected}`);
    expect(reading === undefined || relied().includes(readings[reading])).toBe(true);
  });

  it('the message about a long value has its beginning', () => {
    const { test } = compiledRules(['equals', field('number', 'x'), 1]);
    expect(() => test({ x: 'a'.repeat(100) })).toThrow(`found "${'a'.repeat(59)}… at x`);
  });

  it.each<[type: string, value: unknown, reading: ReadingName]>([
    ['number', undefined, 'missingValue'],
    ['number', null, 'missingValue'],
    ['number', ' ', 'blankNumber'],
    ['boolean', undefined, 'missingValue'],
    ['epochtime', null, 'missingValue'],
    ['epochtime', '', 'blankNumber'],
  ])('every comparison of a missing %s (%j) is false, by a reading', (type, x, reading) => {
    for (const operator of ['equals', 'notequals']) {
      const { test, readings: relied } = compiledRules([operator, field(type, 'x'), type === 'boolean' ? false : 0]);
      expect(test({ x })).toBe(false);
      expect(relied()).toContain(readings[reading]);
    }
  });

  it('a missing text relies on its reading only where that decides', () => {
    const { test, readings: relied } = compiledRules(['equals', field('string', 'x'), 'EU']);
    expect(test({})).toBe(false);
    expect(relied()).toEqual([]);
    const other = compiledRules(['notequals', field('string', 'x'), 'EU']);
    expect(other.test({})).toBe(true);
    expect(other.readings()).toEqual([readings.missingText]);
  });

  it.each<[one: unknown, other: unknown, warning: string]>([
    [field('number', 'x'), '5', 'found x (number) beside "5" (string), expected equal types'],
    [field('string', 'x'), 5, 'found x (string) beside 5 (number), expected equal types'],
    [field('number', 'x'), field('string', 'y'), 'found x (number) beside y (string), expected equal types'],
    [
      field('epochtime', 'x'),
      '1970-01-01T00:00:00.005Z',
      'found x (epochtime) beside "1970-01-01T00:00:00.005Z" (string)',
    ],
  ])('%j beside %j is warned of, and converted to the type of the first', (one, other, warning) => {
    const { test, warnings } = compiledRules(['equals', one, other]);
    expect(test({ x: 5, y: '5' })).toBe(true);
    expect(warnings()[0]).toContain(`filter.rules: ${warning}`);
  });

  it.each<[type: string, literal: unknown]>([
    ['number', 'abc'],
    ['number', ''],
    ['boolean', 'yes'],
    ['epochtime', 'tomorrow'],
    ['epochtime', true],
  ])('a %s beside the literal %j is refused', (type, literal) => {
    expect(compiledRules(['equals', field(type, 'x'), literal]).refusals).toEqual([
      `filter.rules[2]: found the literal ${JSON.stringify(literal)}, expected one that is a ${type}`,
    ]);
  });
});

describe('the operands of a filter', () => {
  it.each<[rule: unknown, record: object]>([
    [['equals', ['lowercase', field('string', 'x')], 'eu'], { x: 'EU' }],
    [['equals', ['uppercase', field('string', 'x')], 'EU'], { x: 'eu' }],
    [['equals', ['abs', field('number', 'x')], 5], { x: '-5' }],
    [['equals', ['ceiling', field('number', 'x')], 5], { x: 4.1 }],
    [['equals', ['floor', field('number', 'x')], 4], { x: 4.9 }],
    [['equals', ['ceiling', ['abs', field('number', 'x')]], 5], { x: -4.1 }],
    [['equals', field('string', 'x'), ['lowercase', field('string', 'y')]], { x: 'eu', y: 'EU' }],
    [['equals', 'EU', field('string', 'x')], { x: 'EU' }],
    [['equals', 5, field('number', 'x')], { x: '5' }],
    [['greaterthan', ['epochtime', '2024-01-02'], field('epochtime', 'x')], { x: '2024-01-01' }],
  ])('%j is true of %j', (rule, record) => {
    const { test, refusals, readings: relied } = compiledRules(rule);
    expect(refusals).toEqual([]);
    expect(test(record)).toBe(true);
    expect(relied()).toEqual([]);
  });

  it('a function of a missing value is missing', () => {
    expect(compiledRules(['equals', ['abs', field('number', 'x')], 0]).test({})).toBe(false);
    expect(compiledRules(['equals', ['lowercase', field('string', 'x')], '']).test({})).toBe(true);
  });

  it('types and functions have any letter case, with a warning', () => {
    const { test, warnings } = compiledRules(['equals', ['LowerCase', ['String', ['extract', 'x']]], 'eu']);
    expect(test({ x: 'EU' })).toBe(true);
    expect(warnings()).toEqual([
      'filter.rules[1]: found LowerCase, expected lowercase: the names of filters are lower case',
      'filter.rules[1][1]: found String, expected string: the names of filters are lower case',
    ]);
  });

  it.each<[operand: unknown, refusal: string]>([
    [null, ': found null, expected a literal or ["string", ["extract", "NAME"]], or the operators empty and notempty'],
    [{ a: 1 }, ': found {"a":1}, expected a literal or ["string", ["extract", "NAME"]]'],
    [[], ': found [], expected a literal'],
    [[1, 2], ': found [1,2], expected a literal'],
    [['string'], ': found 0 values after string, expected one'],
    [['string', ['extract', 'x'], 'y'], ': found 2 values after string, expected one'],
    [['strng', ['extract', 'x']], ': found "strng", expected one of string, number'],
    [['strng', ['extract', 'x']], '; did you mean string?'],
    [['get', 'x'], '; did you mean extract?'],
    [['Extract', 'x'], ': found "Extract", expected one of'],
    [['Extract', 'x'], '; did you mean extract?'],
    [['add', 20, 1], ': found the arithmetic of add, expected one of'],
    [['add', 20, 1], '; compute the value in a transformation, or use a filter of type script'],
    [['and', ['extract', 'x']], ': found "and", expected one of'],
    [['string', 'EU'], '[1]: found "EU" in string, expected an accessor; write the literal alone'],
    [['string', field('string', 'x')], '[1]: found ["string",["extract","x"]], expected an accessor such as'],
    [
      ['number', ['floor', field('number', 'x')]],
      '[1]: found ["floor",["number",["extract","x"]]], expected an accessor',
    ],
    [['string', ['extrct', 'x']], '; did you mean extract?'],
    [['string', ['extract', 5]], '[1]: found ["extract",5], expected an accessor'],
    [['string', ['extract', 'x', 'y']], '[1]: found ["extract","x","y"], expected an accessor'],
    [['string', [5]], '[1]: found [5], expected an accessor'],
    [['string', null], '[1]: found null, expected an accessor'],
    [['extract', 5], ': found ["extract",5], expected an accessor'],
    [['lowercase', 'EU'], '[1]: found "EU" in lowercase, expected a string such as ["string", ["extract", "NAME"]]'],
    [['lowercase', ['extract', 'x']], '[1]: found ["extract","x"] in lowercase, expected a string such as'],
    [['lowercase', field('number', 'x')], 'in lowercase, expected a string such as ["string", ["extract", "NAME"]]'],
    [['abs', field('string', 'x')], 'in abs, expected a number such as ["number", ["extract", "NAME"]]'],
    [['abs', ['abz', 'x']], '[1]: found "abz", expected one of'],
    [['extract', ''], ': found "", expected a path like customer.name'],
  ])('the operand %j is refused: %s', (operand, refusal) => {
    for (const [place, rule] of [
      [1, ['equals', operand, 'a']],
      [2, ['equals', ['extract', 'z'], operand]],
      [1, ['empty', operand]],
    ] as const) {
      const { refusals, test } = compiledRules(rule);
      expect(refusals).toHaveLength(1);
      expect(refusals[0]).toMatch(new RegExp(`^filter\\.rules\\[${place}\\]`));
      expect(refusals[0]).toContain(refusal);
      expect(() => test({})).not.toThrow();
    }
  });
});
