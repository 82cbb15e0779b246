/** What a field may hold beside null: one of some words, or a value of a kind. */
export type ValueKind = keyof typeof KINDS | readonly string[];

interface Kind {
  readonly expected: string;
  readonly isRight: (value: unknown) => boolean;
}

const isText = (value: unknown) => typeof value === 'string';
const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const isObject = (value: unknown) => typeof value === 'object' && !Array.isArray(value);

const KINDS = {
  text: { expected: 'a text', isRight: isText },
  flag: { expected: 'true or false', isRight: (value) => typeof value === 'boolean' },
  count: { expected: 'a number such as 2', isRight: (value) => Number.isInteger(value) },
  /** What stands in a field as it is: the platform keeps it as text. */
  literal: { expected: 'a text, or null', isRight: isScalar },
  table: {
    expected: 'an object with a text for each key',
    isRight: (value) => isObject(value) && Object.values(Object(value)).every(isScalar),
  },
  part: { expected: 'an object, or a list of objects', isRight: (value) => typeof value === 'object' },
} as const satisfies Record<string, Kind>;

/** Says what was expected of a field, where its value is of another kind; undefined where it is right. */
export function findWrongKind(value: unknown, kind: ValueKind | undefined): string | undefined {
  if (kind === undefined || value === undefined || value === null || value === '') return undefined;
  if (typeof kind !== 'string') return kind.includes(value as string) ? undefined : `one of ${kind.join(', ')}`;
  const { expected, isRight } = KINDS[kind];
  return isRight(value) ? undefined : expected;
}

/** Lists the kinds of fields of one kind: `allOf('flag', 'immutable useFirstRow')`. */
export function allOf(kind: ValueKind, names: string): Readonly<Record<string, ValueKind>> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, kind]));
}
