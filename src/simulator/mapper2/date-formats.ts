import type { DateFormats } from './dates.ts';

/** Whether an entry rewrites a date: it has a format to read it by, or to write it in. */
export function hasDates({ extractDateFormat, generateDateFormat }: DateFormats): boolean {
  return Boolean(extractDateFormat || generateDateFormat);
}
