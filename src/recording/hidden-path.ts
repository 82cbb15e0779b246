/** A part of a path: a name, an index, or `*` for every element. */
export type HiddenPath = readonly string[];

/** The parts of a recording that hold personal fields. */
const ROOTS = ['options', 'response', 'problems', 'logs', 'http'];

const PART = /^(?:\.?([\p{L}_$][\p{L}\p{N}_$-]*)|\[(\*|\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\.(\*))/u;

/**
 * Reads the path of personal fields: `options.data[*].email`, `response[0].data["e-mail"]`.
 * @throws Error naming what was found and what is expected
 */
export function readHiddenPath(text: string): HiddenPath {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest) {
    const found = PART.exec(rest);
    if (!found) throw refuse(text, `found \`${rest}\``);
    const [all, name, index, quoted, every] = found;
    parts.push(quoted === undefined ? String(name ?? index ?? every) : JSON.parse(`"${quoted}"`));
    rest = rest.slice(all.length);
  }
  if (!ROOTS.includes(parts[0] ?? '')) throw refuse(text, `found \`${parts[0] ?? ''}\` at its start`);
  if (parts.length < 2) throw refuse(text, 'found no field');
  return parts;
}

function refuse(text: string, found: string): Error {
  return new Error(`hidden path ${text}: ${found}, expected such as options.data[*].email, from ${ROOTS.join(', ')}`);
}

/** Visits the texts and numbers at and below a path of JSON data. */
export function* findAtPath(value: unknown, path: HiddenPath): Generator<string | number> {
  const [first, ...rest] = path;
  if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
    if (first === undefined) yield value;
  } else if (typeof value === 'object' && value !== null) {
    const isEvery = first === undefined || first === '*';
    const inner = isEvery ? Object.values(value) : Object.hasOwn(value, first) ? [value[first as never]] : [];
    for (const one of inner) yield* findAtPath(one, rest);
  }
}
