import { suggest } from '../../shared/nearest.ts';
import { RecordFailure } from '../scope/record-failure.ts';
import type { Scope } from '../scope/scope.ts';
import { readings } from './readings.ts';
import { packZone, readOffset } from './zone-label.ts';

/** How a date is read and written: tokens of moment, and names of time zones. */
export interface DateFormats {
  readonly extractDateFormat?: string | null | undefined;
  readonly extractDateTimezone?: string | null | undefined;
  readonly generateDateFormat?: string | null | undefined;
  readonly generateDateTimezone?: string | null | undefined;
}

/** Rewrites dates from one format and time zone to another. */
export interface DateConverter {
  /**
   * Rewrites a date; without formats its text stays.
   * @param scope is told of the readings that decided the outcome
   * @throws RecordFailure `mapping_error` for a value that is no date in the format
   */
  readonly convert: (value: unknown, formats: DateFormats, scope?: Scope) => string;
  /** Refuses formats that are no text, and time zones that are unknown. */
  readonly check: (formats: DateFormats, scope: Scope) => void;
}

interface Zone {
  readonly name: string;
  readonly isLabel: boolean;
}

type Moment = typeof import('moment-timezone');

/** Loads the time zones once, and returns the converter of dates. */
export async function loadDates(): Promise<DateConverter> {
  const { default: moment } = await import('moment-timezone');
  const findZone = createZoneFinder(moment);
  return {
    check: (formats, scope) => checkFormats(formats, scope, moment, findZone),
    convert: (value, formats, scope) => {
      const { extractDateFormat: from, generateDateFormat: to } = formats;
      if (!from && !to) return String(value);
      const read = findZone(formats.extractDateTimezone);
      const written = findZone(formats.generateDateTimezone);
      if (scope) relyOnReadings(value, formats, [read, written], scope);
      const date = parseDate(moment, value, from, read?.name ?? 'UTC');
      if (!date?.isValid()) {
        scope?.rely(readings.fixedDate);
        const expected = from ? `a date in the format ${from}` : 'an ISO 8601 date';
        const message = `expected ${expected}, found ${JSON.stringify(value)}`;
        throw new RecordFailure('mapping', 'mapping_error', message);
      }
      if (written) date.tz(written.name);
      return date.format(to || undefined);
    },
  };
}

function parseDate(moment: Moment, value: unknown, format: string | null | undefined, zone: string) {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (format) return moment.tz(String(value), format, true, zone);
  return typeof value === 'number' ? moment.tz(value, zone) : moment.tz(value, moment.ISO_8601, true, zone);
}

function relyOnReadings(
  value: unknown,
  formats: DateFormats,
  zones: readonly (Zone | undefined)[],
  scope: Scope,
): void {
  const [read, written] = zones;
  if (!formats.extractDateFormat) scope.rely(readings.dateInput);
  if (!formats.generateDateFormat) scope.rely(readings.dateOutput);
  if (read || written ? !read || !written : isInZone(value, formats)) scope.rely(readings.dateZone);
  if (read?.isLabel || written?.isLabel) scope.rely(readings.zoneLabel);
}

/** Whether a date that is read or written without a time zone depends on one: it is an instant, or shows its offset. */
function isInZone(value: unknown, { extractDateFormat: from, generateDateFormat: to }: DateFormats): boolean {
  if (!to || hasZoneToken(to)) return true;
  return from ? hasZoneToken(from) : typeof value === 'number' || /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(String(value));
}

/** Whether a format has an offset, the name of a time zone, or the time since 1970. */
function hasZoneToken(format: string): boolean {
  return /[ZzXx]/.test(format.replaceAll(/\[[^\]]*\]/g, ''));
}

/** Makes a finder of time zones by IANA name or label; it remembers what it found. */
function createZoneFinder(moment: Moment): (name: string | null | undefined) => Zone | undefined {
  const zones = new Map<string, Zone | undefined>();
  const find = (name: string): Zone | undefined => {
    const known = moment.tz.zone(name);
    if (known) return { name: known.name, isLabel: false };
    const offset = readOffset(name);
    if (offset === undefined) return undefined;
    moment.tz.add(packZone(offset));
    return { name: offset.name, isLabel: true };
  };
  return (name) => {
    if (!name) return undefined;
    if (!zones.has(name)) zones.set(name, find(name));
    return zones.get(name);
  };
}

function checkFormats(formats: DateFormats, scope: Scope, moment: Moment, findZone: (name: string) => unknown): void {
  for (const key of ['extractDateFormat', 'generateDateFormat'] as const) {
    const format: unknown = formats[key] ?? '';
    if (typeof format !== 'string') {
      scope.at(key).refuse(`found ${JSON.stringify(format)}, expected a date format such as YYYY-MM-DD`);
    }
  }
  for (const key of ['extractDateTimezone', 'generateDateTimezone'] as const) {
    const zone: unknown = formats[key] ?? '';
    if (zone === '' || (typeof zone === 'string' && findZone(zone) !== undefined)) continue;
    const nearest = typeof zone === 'string' ? suggest(zone, moment.tz.names()) : '';
    const expected = 'an IANA name such as America/New_York, or a label with an offset such as "(GMT+05:30) Chennai"';
    scope.at(key).refuse(`found the time zone ${JSON.stringify(zone)}, expected ${expected}${nearest}`);
  }
}
