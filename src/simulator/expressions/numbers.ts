import { isArray } from '../../shared/intrinsics.ts';
import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

const MANY = Number.POSITIVE_INFINITY;

function unary(compute: (value: number) => number): Helper {
  return inline([1, 1], (host) => (values) => compute(host.number(values[0])));
}

function binary(compute: (one: number, other: number) => number): Helper {
  return inline([2, 2], (host) => (values) => compute(host.number(values[0]), host.number(values[1])));
}

function fold(start: number, compute: (total: number, value: number) => number): Helper {
  return inline([1, MANY], (host) => (values) => {
    let total = start;
    for (const value of values) total = compute(total, host.number(value));
    return total;
  });
}

/** Reads numbers of a helper that takes lists as well. */
function readNumbers(host: HelperHost, values: readonly unknown[]): number[] {
  return values.flatMap((value) => (isArray(value) ? value.map((one) => host.number(one)) : host.number(value)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Writes a number with digits, which are a whole number within the language's limits. */
function format(least: number, preset: number | undefined, write: (value: number, digits?: number) => string): Helper {
  return inline([1, 2], (host) => (values) => {
    const value = host.number(values[0]);
    if (values.length === 1) {
      host.rely(readings.digits);
      return write(value, preset);
    }
    const digits = host.count(values[1], 100);
    if (digits < least) throw host.failure(`at least ${least} digit`, digits);
    return write(value, digits);
  });
}

/** The helpers of arithmetic, as the platform documents them. */
export const numbers = {
  abs: unary(Math.abs),
  ceil: unary(Math.ceil),
  floor: unary(Math.floor),
  round: unary(Math.round),
  add: fold(0, (total, value) => total + value),
  multiply: fold(1, (total, value) => total * value),
  subtract: binary((one, other) => one - other),
  divide: binary((one, other) => one / other),
  modulo: binary((one, other) => one % other),
  sum: inline([1, MANY], (host) => (values) => sum(readNumbers(host, values))),
  avg: inline([1, MANY], (host) => (values) => {
    const found = readNumbers(host, values);
    return found.length === 0 ? 0 : sum(found) / found.length;
  }),
  toFixed: format(0, 0, (value, digits) => value.toFixed(digits)),
  toExponential: format(0, undefined, (value, digits) => value.toExponential(digits)),
  toPrecision: format(1, 1, (value, digits) => value.toPrecision(digits)),
  addCommas: inline([1, 1], (host) => ([value]) => {
    host.number(value);
    const text = String(value);
    if (/\.\d{4}/.test(text)) host.rely(readings.classicCommas);
    return text.replaceAll(/(\d)(?=(\d{3})+(?!\d))/g, '$1,');
  }),
  bytes: inline([1, 2], (host) => ([value, precision]) => {
    host.rely(readings.classicBytes);
    return formatBytes(countBytes(host, value), precision === undefined ? 2 : host.count(precision, 20));
  }),
  ordinalize: inline(
    [1, 1],
    (host) =>
      ([value]) =>
        `${value}${findOrdinal(host.number(value))}`,
  ),
} as const satisfies Record<string, Helper>;

/** The size that a number names; for another text, its length. */
function countBytes(host: HelperHost, value: unknown): number {
  const text = typeof value === 'number' ? '' : host.text(value);
  const isText = typeof value !== 'number' && (text.trim() === '' || Number.isNaN(Number(text)));
  const size = isText ? text.length : host.number(value);
  if (size < 0) throw host.failure('a size of at least 0', value);
  return size;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB'] as const;

function formatBytes(size: number, precision: number): string {
  const fits = UNITS.findLastIndex((_, power) => 1000 ** power <= size + 1);
  const scale = 10 ** precision;
  return `${Math.round((size * scale) / 1000 ** fits) / scale} ${UNITS[fits]}`;
}

const ORDINALS: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };

function findOrdinal(number: number): string {
  const whole = Math.abs(Math.round(number));
  const teens = whole % 100;
  return teens >= 11 && teens <= 13 ? 'th' : (ORDINALS[whole % 10] ?? 'th');
}
