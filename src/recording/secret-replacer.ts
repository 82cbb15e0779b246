import { createSecretSearch, createTextRedactor, listNeedles } from '../shared/text-redactor.ts';
import { createStartTrimmer } from '../shared/trim-secret-start.ts';
import { isSearched, type NamedSecret } from './list-secrets.ts';
import { SECRET_PLACEHOLDERS, toPlaceholder } from './placeholder.ts';

/** Replaces known secrets by their placeholders. */
export interface SecretReplacer {
  /** Replaces the secrets of a text, in every form that log lines are cleaned of. */
  readonly replaceText: (text: string) => string;
  /** Takes the first part of a secret, in whatever form, from the end of a text that was cut. */
  readonly trimStart: (text: string) => string;
  /** Replaces the secrets of JSON data: in texts, numbers and keys. Data without a secret is returned as it is. */
  readonly replaceValue: <T>(value: T) => T;
  /** Returns the path of the first value or key in which a secret is left; undefined if none is. */
  readonly findLeft: (value: unknown, path: string) => string | undefined;
}

// Unicode keeps these two for a program's own use: no text has them, and no secret is found in them.
const [OPEN, CLOSE] = ['\uFDD0', '\uFDD1'];
const MARKS = /\uFDD0(\d+)\uFDD1/g;

/** Makes the replacer of some secrets. A part of a secret, such as a line of a PEM, has the placeholder of the whole. */
export function createSecretReplacer(secrets: readonly NamedSecret[]): SecretReplacer {
  const searched = secrets.filter(({ value }) => isSearched(value));
  const values = searched.map(({ value }) => value);
  const holds = createSecretSearch(values);
  let marks: ReadonlyMap<string, string> | undefined;
  // A placeholder may hold a word that is a secret: marks stand for them until the whole text has been searched.
  const redactText = createTextRedactor(values, (needle) => {
    marks ??= markNeedles(searched);
    return marks.get(needle) ?? '[redacted]';
  });
  const replaceText = (text: string) =>
    redactText(text).replace(MARKS, (mark, index: string) => {
      const secret = searched[Number(index)];
      return secret ? toPlaceholder(secret.name) : mark;
    });
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return replaceText(value);
    if (typeof value === 'number') return replaceNumber(value, replaceText);
    if (typeof value !== 'object' || value === null || !holds(joinTexts(value))) return value;
    if (Array.isArray(value)) return value.map(visit);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [replaceText(key), visit(inner)]));
  };
  const known = new Set(secrets.map(({ name }) => name));
  const findLeft = (value: unknown, path: string): string | undefined => {
    const json = JSON.stringify(value) ?? '';
    if (!holds(json.replace(SECRET_PLACEHOLDERS, (text, name) => (known.has(name) ? ' ' : text)))) return undefined;
    if (typeof value !== 'object' || value === null) return path;
    for (const [key, inner] of Object.entries(value)) {
      const isPublic = /^\w{1,40}$/.test(key) && !holds(key);
      const found = findLeft(inner, `${path}.${isPublic ? key : '*'}`);
      if (found !== undefined) return found;
    }
    return path;
  };
  if (values.length === 0)
    return {
      replaceText: (text) => text,
      trimStart: (text) => text,
      replaceValue: (value) => value,
      findLeft: () => undefined,
    };
  return {
    replaceText,
    trimStart: createStartTrimmer(values),
    replaceValue: (value) => visit(value) as typeof value,
    findLeft,
  };
}

function markNeedles(secrets: readonly NamedSecret[]): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  for (const [index, { value }] of secrets.entries()) marks.set(value, `${OPEN}${index}${CLOSE}`);
  for (const [index, { value }] of secrets.entries())
    for (const needle of listNeedles([value])) if (!marks.has(needle)) marks.set(needle, `${OPEN}${index}${CLOSE}`);
  return marks;
}

function replaceNumber(value: number, replaceText: (text: string) => string): number | string {
  const text = String(value);
  const replaced = replaceText(text);
  return replaced === text ? value : replaced;
}

/** Joins the texts, numbers and keys of JSON data by a character that is in no encoded form. */
function joinTexts(value: object): string {
  const texts: string[] = [];
  const visit = (item: unknown): void => {
    if (typeof item === 'string' || typeof item === 'number') texts.push(String(item));
    else if (Array.isArray(item)) item.forEach(visit);
    else if (typeof item === 'object' && item !== null)
      for (const [key, inner] of Object.entries(item)) {
        texts.push(key);
        visit(inner);
      }
  };
  visit(value);
  return texts.join('\0');
}
