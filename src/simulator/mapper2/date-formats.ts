import type { Scope } from '../scope/scope.ts';
import type { DateFormats } from './dates.ts';

/** Whether an entry rewrites a date: it has a format to read it by, or to write it in. */
export function hasDates({ extractDateFormat, generateDateFormat }: DateFormats): boolean {
  return Boolean(extractDateFormat || generateDateFormat);
}

/** Warns of time zones beside which no format is: the platform leaves the value as it is. */
export function warnLoneZones(formats: DateFormats, scope: Scope): void {
  if (hasDates(formats)) return;
  for (const key of ['extractDateTimezone', 'generateDateTimezone'] as const) {
    if (!formats[key]) continue;
    const expected = 'extractDateFormat or generateDateFormat beside it';
    scope.at(key).warn(`found a time zone without a date format, expected ${expected}: the value stays as it is`);
  }
}
