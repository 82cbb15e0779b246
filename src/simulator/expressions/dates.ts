import type moment from 'moment-timezone';
import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

const ISO = 'YYYY-MM-DDTHH:mm:ss.SSS';
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;
const WITH_OFFSET =
  /\b(?:GMT|UTC?|[ECMP][SD]T)\b|:\d\d(?:\.\d+)?\s*(?:[AP]M\s*)?(?:Z|[+-]\d\d:?\d\d)(?:\s*\([^)]*\))?\s*$/i;

/**
 * The helpers of dates, as the platform documents them: with the tokens of moment, and names of the IANA database as
 * time zones.
 */
export const dates = {
  dateFormat: inline(
    [2, 4],
    (host) =>
      ([output, date, input, zone]) =>
        readDate(host, date, host.text(input), readZone(host, zone), (found, name) => {
          return write(found, host.text(output), name);
        }),
    {
      check(host, [, , input, zone]) {
        if (typeof input === 'string' && input !== '' && host.tools.moment.tz.zone(input) !== null) {
          throw host.failure(`the format of the date in the third place, and the time zone in the fourth`, input);
        }
        readZone(host, zone);
      },
    },
  ),
  dateAdd: inline(
    [1, 3],
    (host) =>
      ([date, milliseconds, zone]) =>
        readDate(host, date, '', readZone(host, zone), (found, name) => {
          const offset = isMissing(milliseconds) ? 0 : host.number(milliseconds);
          return write(found.add(offset, 'milliseconds'), '', name);
        }),
    { check: (host, [, , zone]) => void readZone(host, zone) },
  ),
  timestamp: inline(
    [0, 2],
    (host) =>
      ([format, zone]) => {
        if (isMissing(zone)) host.rely(readings.timestampZone);
        const name = readZone(host, zone);
        return write(host.tools.moment.tz(host.tools.now(), name), host.text(format), name);
      },
    { check: (host, [, zone]) => void readZone(host, zone) },
  ),
} as const satisfies Record<string, Helper>;

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Reads the name of a time zone; UTC without one. It throws for a name that the IANA database lacks. */
function readZone(host: HelperHost, value: unknown): string {
  if (isMissing(value)) return 'UTC';
  const { tz } = host.tools.moment;
  if (typeof value === 'string' && tz.zone(value) !== null) return value;
  throw host.failure('a time zone such as Europe/Berlin', value, tz.names());
}

function write(date: moment.Moment, format: string, zone: string): string {
  if (format !== '') return date.format(format);
  return zone === 'UTC' ? date.toISOString() : date.format(`${ISO}Z`);
}

function readDate(
  host: HelperHost,
  value: unknown,
  format: string,
  zone: string,
  use: (date: moment.Moment, zone: string) => string,
): string {
  if (isMissing(value)) {
    host.rely(readings.missingDate);
    return '';
  }
  const date = parse(host, value, format, zone);
  if (date.isValid()) return use(date, zone);
  host.rely(readings.invalidDate);
  throw host.failure(format === '' ? 'a date' : `a date in the format ${format}`, value);
}

function parse(host: HelperHost, value: unknown, format: string, zone: string): moment.Moment {
  const { moment } = host.tools;
  const milliseconds = format === '' ? readInstant(value) : undefined;
  if (milliseconds !== undefined) return zone === 'UTC' ? moment.utc(milliseconds) : moment.tz(milliseconds, zone);
  const text = typeof value === 'number' ? String(value) : host.text(value);
  const tokens = format === '' ? moment.ISO_8601 : format;
  const date = moment.tz(text, tokens, format === '', zone);
  if (!date.isValid() && format === '') return parseLoosely(host, text, zone);
  if (zone !== 'UTC' && date.valueOf() !== moment.utc(text, tokens, format === '').valueOf()) {
    host.rely(readings.localDate);
  }
  return date;
}

/**
 * Reads the commonest form of a date without the library, which takes ten times as long. Days that not all months have
 * are left to the library, which checks them.
 */
function readInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : undefined;
}

/** Reads a date as the language does, but never in the time zone of this machine. */
function parseLoosely(host: HelperHost, text: string, zone: string): moment.Moment {
  host.rely(readings.looseDate);
  return host.tools.moment.tz(Date.parse(WITH_OFFSET.test(text) ? text : `${text} UTC`), zone);
}
