import type { Reading } from '../scope/scope.ts';
import { readings } from './readings.ts';

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)? ?(?:(Z)|([+-]\d\d):?(\d\d))?)?$/i;
const SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}:\d\d(?::\d\d)?)(?: ?([ap]m))?)?$/i;
const MAIL = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) \d\d:\d\d(?::\d\d)? (?:GMT|UTC|Z|[+-]\d{4})$/i;
const DIGITS = /^\d{12,14}$/;

/**
 * Parses a text date into milliseconds since 1970: ISO 8601, `1/31/2024 9:30 am`, the form of mail headers, or
 * milliseconds in digits. NaN for any other text, and for a day that no month has.
 * @param rely is called with the reading that decided
 */
export function parseTime(text: string, rely: (reading: Reading) => void): number {
  const iso = ISO.exec(text);
  if (iso) {
    const [, year = '', month = '', day = '', time = '00:00', seconds = ':00', zulu, hours, minutes] = iso;
    if (!isDay(year, month, day)) return Number.NaN;
    const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
    if (iso[4] !== undefined && zulu === undefined && hours === undefined) rely(readings.timeWithoutZone);
    return Date.parse(`${year}-${month}-${day}T${time}${seconds}${zone}`);
  }
  const slashes = SLASHES.exec(text);
  if (slashes) {
    const [, month = '', day = '', year = '', time = '00:00', half = ''] = slashes;
    rely(readings.monthFirst);
    return isDay(year, month, day) ? Date.parse(`${month}/${day}/${year} ${time} ${half} UTC`) : Number.NaN;
  }
  if (MAIL.test(text)) return Date.parse(text);
  if (!DIGITS.test(text)) return Number.NaN;
  rely(readings.digitsAsTime);
  return Number(text);
}

function isDay(year: string, month: string, day: string): boolean {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return at.getUTCMonth() === Number(month) - 1;
}
