/** Whether a place in a recording is one of those that are ignored. */
export type IsIgnored = (keys: readonly PropertyKey[]) => boolean;

/**
 * Reads the places to ignore, as they are written in code: `response.at`, `response[*].id`, `http[*].body["x-nonce"]`.
 * What is below such a place is ignored too; `*` stands for any field or element.
 * @throws Error for a place that can't be read
 */
export function readIgnored(places: readonly string[]): IsIgnored {
  const patterns = places.map(readPlace);
  return (keys) => patterns.some((pattern) => matches(pattern, keys));
}

const ROOTS = ['response', 'problems', 'http'];

const PART = /\.?([\p{L}\p{N}_$*-]+)|\[\s*(\d+|\*|"(?:[^"\\]|\\.)*"|'[^']*')\s*\]/uy;

function readPlace(place: string): readonly string[] {
  const keys: string[] = [];
  PART.lastIndex = 0;
  for (let end = 0; end < place.length; end = PART.lastIndex) {
    const [, name, inner = ''] = PART.exec(place) ?? [];
    if (PART.lastIndex === 0)
      throw new Error(`${place}: found "${place.slice(end)}", expected a place like ${EXAMPLE}`);
    keys.push(name ?? unquote(inner));
  }
  const [root = ''] = keys;
  if (!ROOTS.includes(root))
    throw new Error(`${place}: found "${root}", expected one of ${ROOTS.join(', ')} as its start`);
  return keys;
}

const EXAMPLE = 'response.at, response[*].id or http[*].body.nonce';

function unquote(text: string): string {
  if (text.startsWith('"')) return JSON.parse(text);
  return text.startsWith("'") ? text.slice(1, -1) : text;
}

function matches(pattern: readonly string[], keys: readonly PropertyKey[]): boolean {
  return pattern.length <= keys.length && pattern.every((part, index) => part === '*' || part === String(keys[index]));
}
