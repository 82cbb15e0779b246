import { isArray } from '../../shared/intrinsics.ts';
import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

// The longest text that a helper may make from a number in a template.
const LONGEST = 1_000_000;

function text(write: (text: string) => string): Helper {
  return inline(
    [1, 1],
    (host) =>
      ([value]) =>
        write(host.text(value)),
  );
}

function pad(write: (text: string, length: number, filler: string) => string): Helper {
  return inline([2, 3], (host) => ([value, length, filler]) => {
    return write(host.text(value), host.count(length, LONGEST), filler === undefined ? ' ' : host.text(filler));
  });
}

/** The helpers of texts, as the platform documents them. What they look for is plain text, no pattern. */
export const texts = {
  trim: text((value) => value.trim()),
  trimLeft: text((value) => value.trimStart()),
  trimRight: text((value) => value.trimEnd()),
  chop: inline([1, 1], (host) => ([value]) => {
    host.rely(readings.classicChop);
    return host.text(value).replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/gi, '');
  }),
  sanitize: text((value) => value.replaceAll(/<!--[\s\S]*?-->|<[/!]?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi, '')),
  padLeft: pad((value, length, filler) => value.padStart(length, filler)),
  padRight: pad((value, length, filler) => value.padEnd(length, filler)),
  replace: inline([3, 3], (host) => ([value, from, to]) => {
    const sought = host.text(from);
    const replacement = host.text(to);
    return sought === '' ? host.text(value) : host.text(value).replaceAll(sought, () => replacement);
  }),
  replacefirst: inline([3, 3], (host) => ([value, from, to]) => {
    const replacement = host.text(to);
    return host.text(value).replace(host.text(from), () => replacement);
  }),
  removefirst: inline(
    [2, 2],
    (host) =>
      ([value, part]) =>
        host.text(value).replace(host.text(part), ''),
  ),
  occurrences: inline([2, 2], (host) => ([value, part]) => {
    const sought = host.text(part);
    return sought === '' ? 0 : host.text(value).split(sought).length - 1;
  }),
  split: inline([2, 3], (host) => (values) => {
    const parts = host.text(values[0]).split(host.text(values[1]));
    if (values.length === 3) return parts[host.count(values[2], LONGEST)];
    host.rely(readings.splitAsList);
    return parts;
  }),
  substring: inline([2, 3], (host) => (values) => {
    const start = host.number(values[1]);
    if (values.length === 2) host.rely(readings.openSubstring);
    const end = values.length === 2 ? undefined : host.number(values[2]);
    if (start < 0 || (end !== undefined && end < start)) host.rely(readings.oddSubstring);
    return host.text(values[0]).substring(start, end);
  }),
  join: inline([1, Number.POSITIVE_INFINITY], (host) => ([separator, ...values]) => {
    const items = values.flat(Number.POSITIVE_INFINITY);
    if (items.includes(undefined) || items.includes(null)) host.rely(readings.missingItem);
    return items.join(host.text(separator));
  }),
  reverse: inline([1, 1], (host) => ([value]) => {
    return isArray(value) ? value.toReversed() : host.text(value).split('').reverse().join('');
  }),
  truncateWords: inline([2, 3], (host) => ([value, limit, suffix]) => {
    const end = suffix === undefined ? '…' : host.text(suffix);
    return truncate(host, host.text(value), host.count(limit, LONGEST), end);
  }),
} as const satisfies Record<string, Helper>;

function truncate(host: HelperHost, value: string, limit: number, suffix: string): string {
  const words = value.split(/[ \t]/);
  if (limit < words.length) return words.slice(0, limit).join(' ').trim() + suffix;
  host.rely(readings.fewWords);
  return value;
}
