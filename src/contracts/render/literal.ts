/** An expression of code within data. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A language's syntax of literals. */
interface Dialect {
  readonly key: (name: string) => string;
  readonly text: (value: string) => string;
  /** Follows the last element of a literal that takes several lines. */
  readonly last: string;
}

const JSON_DIALECT: Dialect = { key: (name) => JSON.stringify(name), text: (value) => JSON.stringify(value), last: '' };

const CODE_DIALECT: Dialect = {
  key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)),
  text: quote,
  last: ',',
};

/** A line of an example holds one record of a sample, and little more. */
const WIDTH = 132;

/** Formats JSON data for people: whatever fits on a line stays on one line. */
export function toJson(value: unknown): string {
  return write(value, JSON_DIALECT, WIDTH);
}

/** Formats JSON data as a JavaScript expression in this project's style. `Code` is inserted as it is. */
export function toLiteral(value: unknown): string {
  return write(value, CODE_DIALECT, WIDTH);
}

function write(value: unknown, dialect: Dialect, width: number): string {
  if (value instanceof Code) return value.text;
  if (typeof value === 'string') return dialect.text(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = (one: unknown) => write(one, dialect, width - 2);
  const [parts, open, close, space] = Array.isArray(value)
    ? [value.map(inner), '[', ']', '']
    : [Object.entries(value).map(([key, one]) => `${dialect.key(key)}: ${inner(one)}`), '{', '}', ' '];
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open}${space}${parts.join(', ')}${space}${close}`;
  if (line.length <= width && !line.includes('\n')) return line;
  return `${open}\n${indent(parts.join(',\n'))}${dialect.last}\n${close}`;
}

/** Indents each line of a text by two spaces. */
export function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

function quote(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1);
  return `'${inside.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
