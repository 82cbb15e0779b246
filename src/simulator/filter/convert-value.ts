import { isArray, isFiniteNumber } from '../../shared/intrinsics.ts';
import type { Reading } from '../scope/scope.ts';
import { parseTime } from './parse-time.ts';
import { readings } from './readings.ts';

export const VALUE_TYPES = ['string', 'number', 'boolean', 'epochtime'] as const;

/** A type to which a filter converts a value. */
export type ValueType = (typeof VALUE_TYPES)[number];

/** Where a conversion reports what it did. */
export interface ConversionReport {
  readonly rely: (reading: Reading) => void;
  /** @throws always: the value cannot be converted */
  readonly fail: (found: unknown, expected: string) => never;
}

/** Converts a value; undefined where the field is missing or null. */
export type ConvertValue = (value: unknown, report: ConversionReport) => string | number | boolean | undefined;

const BOOLEANS = new Map([
  ['true', true],
  ['t', true],
  ['1', true],
  ['false', false],
  ['f', false],
  ['0', false],
]);

/** The platform's conversions of a filter's values, by type. */
export const convertValue: Readonly<Record<ValueType, ConvertValue>> = {
  string(value, { rely, fail }) {
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object') return String(value);
    if (!isArray(value) || value.some((element) => typeof element === 'object' && element !== null)) {
      rely(readings.objectText);
      return fail(value, 'a text; name a field of the object, or use a filter of type script');
    }
    rely(readings.listText);
    return value.join(',');
  },
  number(value, { rely, fail }) {
    if (isFiniteNumber(value)) return value;
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') {
      if (value.trim() === '') return void rely(readings.blankNumber);
      const number = Number(value);
      if (isFiniteNumber(number)) return number;
    }
    if (typeof value === 'boolean') rely(readings.booleanNumber);
    return fail(value, 'a number');
  },
  boolean(value, { fail }) {
    if (value === undefined || value === null) return undefined;
    const found = typeof value === 'object' ? undefined : BOOLEANS.get(String(value).trim().toLowerCase());
    return found ?? fail(value, 'a boolean: true, t, 1, false, f or 0');
  },
  epochtime(value, report) {
    if (isFiniteNumber(value)) return value;
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') {
      const text = value.trim();
      if (text === '') return void report.rely(readings.blankNumber);
      const time = parseTime(text, report.rely);
      if (isFiniteNumber(time)) return time;
      report.rely(readings.unreadableTime);
    }
    return report.fail(value, 'milliseconds or a date such as 2024-01-31T09:30:00Z');
  },
};
