import { checkHiddenKind, HIDDEN_FORMS, type HiddenKind } from './hidden-kinds.ts';
import { findAtPath, readHiddenPath } from './hidden-path.ts';
import { PLACEHOLDERS } from './placeholder.ts';

/** The personal fields of recordings. */
export interface HiddenSettings {
  /** Paths of fields: `options.data[*].email`. Their values are hidden wherever they occur. */
  readonly hide?: readonly string[];
  /** Kinds of values that are hidden wherever they occur. */
  readonly hideValues?: readonly HiddenKind[];
}

/** Shorter values are hidden only where they are the whole value of a field. */
const SHORTEST_PART = 4;

/** Shorter values are not looked for outside of their paths: half of all fields would be hidden. */
const SHORTEST_VALUE = 3;

/** The values at the paths, with the placeholders that stand for them. */
interface HiddenValues {
  readonly placeholders: ReadonlyMap<string, string>;
  readonly toPlaceholder: (label: string, value: string) => string;
}

/**
 * Hides the personal values of JSON data: `«email:1»`. Equal values have one placeholder, numbered in the order in which
 * they are found. Data without any is equal afterwards.
 * @throws Error for a path or a kind that does not exist
 */
export function hideValues<T extends object>(data: T, { hide = [], hideValues: kinds = [] }: HiddenSettings): T {
  if (hide.length === 0 && kinds.length === 0) return data;
  kinds.forEach(checkHiddenKind);
  const values = numberValues();
  const short = hidePaths(data, hide.map(readHiddenPath), values);
  const replaceParts = createPartReplacer(values.placeholders);
  const hideText = (text: string) => hideForms(replaceParts(text), kinds, values);
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value);
      const whole = text.length >= SHORTEST_VALUE ? values.placeholders.get(text) : undefined;
      const hidden = whole ?? hideText(text);
      return hidden === text ? value : hidden;
    }
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [hideText(key), visit(inner)]));
  };
  return Object.fromEntries(Object.entries(short).map(([key, inner]) => [key, visit(inner)])) as T;
}

function numberValues(): HiddenValues {
  const placeholders = new Map<string, string>();
  const counts = new Map<string, number>();
  const toPlaceholder = (label: string, value: string) => {
    const known = placeholders.get(value);
    if (known !== undefined) return known;
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    placeholders.set(value, `«${label}:${count}»`);
    return `«${label}:${count}»`;
  };
  return { placeholders, toPlaceholder };
}

/** Numbers the values at the paths, and replaces them there: short ones are looked for nowhere else. */
function hidePaths<T extends object>(
  data: T,
  paths: readonly (readonly string[])[],
  { toPlaceholder }: HiddenValues,
): T {
  return paths.reduce<T>((before, path) => {
    const label = toLabel(path);
    for (const value of findAtPath(before, path)) if (!isHidden(value)) toPlaceholder(label, String(value));
    return replaceAtPath(before, path, (value) => (isHidden(value) ? value : toPlaceholder(label, String(value)))) as T;
  }, data);
}

/** The last name of a path, as far as a placeholder can show it. */
function toLabel(path: readonly string[]): string {
  // It begins with the name of a part of the recording.
  const last = String(path.findLast((part) => part !== '*' && !/^\d+$/.test(part)));
  return last.replaceAll(/[^\w$-]+/g, '-').slice(0, 40);
}

function isHidden(value: string | number): boolean {
  return typeof value === 'string' && new RegExp(`^(?:${PLACEHOLDERS.source})$`).test(value);
}

function replaceAtPath(
  value: unknown,
  [first, ...rest]: readonly string[],
  replace: (value: string | number) => unknown,
): unknown {
  if (typeof value === 'number' || (typeof value === 'string' && value !== ''))
    return first === undefined ? replace(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const isAt = (key: string) => first === undefined || first === '*' || first === key;
  const inner = (key: string, one: unknown) => (isAt(key) ? replaceAtPath(one, rest, replace) : one);
  if (Array.isArray(value)) return value.map((one, index) => inner(String(index), one));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(key, one)]));
}

/** Makes a function that replaces known values within longer texts, in the time that reading a text takes. */
function createPartReplacer(placeholders: ReadonlyMap<string, string>): (text: string) => string {
  const byStart = new Map<string, string[]>();
  for (const value of placeholders.keys()) {
    if (value.length < SHORTEST_PART) continue;
    const start = value.slice(0, SHORTEST_PART);
    byStart.set(start, [...(byStart.get(start) ?? []), value]);
  }
  for (const values of byStart.values()) values.sort((a, b) => b.length - a.length);
  const replacePart = (text: string) => {
    let [done, from] = ['', 0];
    for (let at = 0; at + SHORTEST_PART <= text.length; at++) {
      const found = byStart
        .get(text.slice(at, at + SHORTEST_PART))
        ?.find((value) => text.startsWith(value, at) && isWhole(text, at, at + value.length));
      if (found === undefined) continue;
      done += text.slice(from, at) + placeholders.get(found);
      from = at + found.length;
      at = from - 1;
    }
    return done + text.slice(from);
  };
  return byStart.size === 0 ? (text) => text : (text) => betweenPlaceholders(text, replacePart);
}

/** Whether a part of a text stands alone: `Anna` is no part of `Annapolis`. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !/^[\p{L}\p{N}]{2}$/u.test(text.slice(start - 1, start + 1)) &&
    !/^[\p{L}\p{N}]{2}$/u.test(text.slice(end - 1, end + 1))
  );
}

function hideForms(text: string, kinds: readonly HiddenKind[], { toPlaceholder }: HiddenValues): string {
  return kinds.reduce((before, kind) => {
    const { pattern, isOne } = HIDDEN_FORMS[kind];
    return betweenPlaceholders(before, (part) =>
      part.replace(pattern, (found) => (isOne(found) ? toPlaceholder(kind, found.replace('%40', '@')) : found)),
    );
  }, text);
}

function betweenPlaceholders(text: string, replace: (part: string) => string): string {
  if (!text.includes('«')) return replace(text);
  return text
    .split(new RegExp(`(${PLACEHOLDERS.source})`))
    .map((part, index) => (index % 2 === 1 ? part : replace(part)))
    .join('');
}
