/** A fixed offset from UTC, and the name by which it is known as a time zone. */
export interface ZoneOffset {
  readonly name: string;
  readonly isWest: boolean;
  readonly hours: number;
  readonly minutes: number;
}

const LABEL = /^\s*\((?:GMT|UTC)\s*(?:([+-])(\d{1,2}):?([0-5]\d))?\)/i;
/** The digits of moment's packed time zones, which are numbers to the base of 60. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX';

/** Reads the offset of a label that the platform shows for a time zone: `(GMT+05:30) Chennai, Kolkata`. */
export function readOffset(label: string): ZoneOffset | undefined {
  const match = LABEL.exec(label);
  if (!match) return undefined;
  const [, sign = '+', hours = '0', minutes = '00'] = match;
  if (Number(hours) > 14) return undefined;
  return {
    name: `Offset${sign}${hours.padStart(2, '0')}:${minutes}`,
    isWest: sign === '-',
    hours: Number(hours),
    minutes: Number(minutes),
  };
}

/** Packs an offset as a time zone of moment, which counts minutes to the west. */
export function packZone({ name, isWest, hours, minutes }: ZoneOffset): string {
  const offset = `${isWest ? '' : '-'}${DIGITS.charAt(hours)}${DIGITS.charAt(minutes)}`;
  return `${name}|${name.slice(6)}|${offset}|0|`;
}
