import { describe, expect, it } from 'vitest';
import { closeOptions, readOptions } from '../../src/core/options.ts';
import type { ExtensionError } from '../../src/shared/errors.ts';
import { thrownValues } from './values.ts';

const invalid = (field: string) => ({
  message: `The ${field} field in the function options isn't a valid date.`,
  code: 'invalid_field',
});

describe('the options that a function gets', () => {
  it('are a copy of the top level', () => {
    const sent = { data: [{ id: 1 }], settings: {}, ...JSON.parse('{"__proto__":{"a":1}}') };
    const got = readOptions(sent) as typeof sent;
    expect(got).toEqual(sent);
    expect(got).not.toBe(sent);
    expect(got.data).toBe(sent.data);
    expect(Object.keys(got)).toEqual(['data', 'settings', '__proto__']);
  });

  it.each([['a text'], [42], [true]])('are passed unchanged: %j', (options) => {
    expect(readOptions(options)).toBe(options);
  });

  it('are passed unchanged: an array', () => {
    const options = [{ lastExportDateTime: 'junk' }];
    expect(readOptions(options)).toBe(options);
  });
});

describe('the dates of an export', () => {
  const text = '2026-01-31T16:40:00.000Z';

  it('are text on the wire and Dates in the function', () => {
    const sent = { lastExportDateTime: text, currentExportDateTime: text, otherDateTime: text };
    const date = new Date(text);
    expect(readOptions(sent)).toEqual({
      lastExportDateTime: date,
      currentExportDateTime: date,
      otherDateTime: text,
    });
    expect(sent.lastExportDateTime).toBe(text);
  });

  it.each([
    ['milliseconds', 1_769_877_600_000],
    ['a Date', new Date(1_769_877_600_000)],
  ])('may be %s', (_, date) => {
    expect(readOptions({ lastExportDateTime: date })).toEqual({ lastExportDateTime: new Date(1_769_877_600_000) });
  });

  it.each([[undefined], [null], [''], [0], [false]])('may be absent: %j', (absent) => {
    expect(readOptions({ lastExportDateTime: absent })).toEqual({ lastExportDateTime: absent });
  });

  it.each([['junk'], [Number.POSITIVE_INFINITY], [{}], [JSON.parse('{"toString":1,"valueOf":1}')], [Symbol('now')]])(
    'are refused if invalid: %s',
    (date) => {
      const error = thrownValues<ExtensionError>(() =>
        readOptions({ lastExportDateTime: date, currentExportDateTime: text }),
      );
      expect(error.problems).toEqual([invalid('lastExportDateTime')]);
    },
  );

  it('are both named if both are invalid', () => {
    const error = thrownValues<ExtensionError>(() =>
      readOptions({ currentExportDateTime: 'y', lastExportDateTime: 'x' }),
    );
    expect(error.problems).toEqual([invalid('lastExportDateTime'), invalid('currentExportDateTime')]);
  });
});

describe('the options of a call that has been answered', () => {
  const ANSWERED = Symbol.for('integrator.io/answered');

  it.each<[string, object]>([
    ['an object', { id: 1 }],
    ['an array', [1]],
    ['an object without a prototype', Object.create(null)],
  ])('are marked: %s', (_, options) => {
    const before = { ...options };
    closeOptions(options);
    closeOptions(options);
    expect(Reflect.get(options, ANSWERED)).toBe(true);
    expect({ ...options }).toEqual(before);
  });

  it.each([[Object.freeze({})], [Object.seal([])], ['a text'], [42]])(
    'cannot be marked, and stay unchanged: %j',
    (options) => {
      closeOptions(options);
      expect(Object(options)[ANSWERED]).toBeUndefined();
    },
  );
});
