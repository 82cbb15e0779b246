import type moment from 'moment-timezone';
import { isArray, stringify } from '../../shared/intrinsics.ts';
import { suggest } from '../../shared/nearest.ts';
import { RecordFailure } from '../scope/record-failure.ts';
import type { Reading, Scope } from '../scope/scope.ts';
import { readings } from './readings.ts';

/** The library of dates, with its time zones. */
export type Moment = typeof moment;

/** What the helpers of one template share. */
export interface TemplateTools {
  readonly scope: Scope;
  readonly moment: Moment;
  readonly lookups: ReadonlyMap<string, (value: unknown) => unknown>;
  readonly now: () => number;
  /** The next number of the seeded series, from 0 up to 1. */
  readonly random: () => number;
}

/**
 * Reads the values of one helper of a template, and makes its failures. Those that the platform does not document are
 * reported as readings.
 */
export class HelperHost {
  readonly name: string;
  readonly tools: TemplateTools;

  constructor(name: string, tools: TemplateTools) {
    this.name = name;
    this.tools = tools;
  }

  rely(reading: Reading): void {
    this.tools.scope.rely(reading);
  }

  /** Makes the failure of a record: `{{add}}: found "x", expected a number`. */
  failure(expected: string, found: unknown, names: readonly string[] = []): RecordFailure {
    const near = typeof found === 'string' ? suggest(found, names) : '';
    const message = `{{${this.name}}}: found ${describe(found)}, expected ${expected}${near}`;
    return new RecordFailure('mapping', 'expression_error', message);
  }

  /** Reads a text; a missing value is an empty one. It throws for lists and objects. */
  text(value: unknown): string {
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return '';
    if (typeof value === 'object') {
      this.rely(readings.notText);
      throw this.failure('a text', value);
    }
    this.rely(readings.numberAsText);
    return String(value);
  }

  /** Reads a number, or a text of one. It throws for anything else. */
  number(value: unknown): number {
    if (typeof value === 'number') return value;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    if (!Number.isNaN(number)) return number;
    this.rely(readings.notNumeric);
    throw this.failure('a number', value);
  }

  /** Reads a whole number from 0 up to a limit. It throws for anything else. */
  count(value: unknown, limit: number): number {
    const number = this.number(value);
    if (Number.isInteger(number) && number >= 0 && number <= limit) return number;
    throw this.failure(`a whole number from 0 to ${limit}`, value);
  }

  /** Reads a list; a missing value is an empty one. It throws for anything else. */
  list(value: unknown): readonly unknown[] {
    if (isArray(value)) return value;
    this.rely(readings.notList);
    if (value === undefined || value === null) return [];
    throw this.failure('a list', value);
  }

  /** Reads one of several names. It throws for anything else, with the nearest name. */
  choose<Name extends string>(value: unknown, names: readonly Name[]): Name {
    const name = names.find((one) => one === value);
    if (name !== undefined) return name;
    throw this.failure(names.length < 12 ? `one of ${names.join(', ')}` : 'a known name', value, names);
  }
}

/** Describes a value within a message. A long text is cut, and objects are not shown: connections hold secrets. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return isArray(value) ? `a list of ${value.length}` : 'an object';
  const text = stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
