import * as fc from 'fast-check';

/** Texts that code often does not expect. */
const ODD_TEXTS = [
  '',
  ' ',
  ' Łódź  ',
  'Ōe Kenzaburō',
  '😀',
  '"quoted"',
  "O'Brien",
  'two\nlines',
  '50%',
  '<b>&amp;',
  '__proto__',
  'null',
];

/** Letters of several scripts and widths, combining characters, and characters that formats give a meaning to. */
const SIGNS = [...'aZ9 éßŁжαאع中日ガ😀👍\u0301\u200d\u00a0\t\n"\'\\<&%+/,;{'];

export const text = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 12 }),
);

const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: count, maxLength: count });

/** An id in the platform's form. */
export const id = digits(24);

/** A secret that equals nothing else by chance. Not shrunk: a short one would. */
export const token = fc.noShrink(id).map((made) => `canary-${made}`);

const EARLIEST = Date.parse('1970-01-01T00:00:00Z');
const LATEST = Date.parse('2100-01-01T00:00:00Z');

/** A moment in ISO 8601, in the platform's form. */
export const moment = fc.integer({ min: EARLIEST, max: LATEST }).map((ms) => new Date(ms).toISOString());

/** The forms that texts keep: code may rely on them. */
const FORMS: readonly (readonly [form: RegExp, made: fc.Arbitrary<string>])[] = [
  [/^\d{4}-\d\d-\d\d$/, moment.map((iso) => iso.slice(0, 10))],
  [/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/, moment],
  [/^[0-9a-f]{24}$/, id],
  [/^-?\d+$/, fc.nat().map(String)],
  [/^-?\d+\.\d+$/, fc.nat().map((cents) => (cents / 100).toFixed(2))],
  [/^https?:\/\//, digits(6).map((part) => `https://example.com/${part}`)],
];

/**
 * Generates values similar to the examples: the same types and fields, other contents. A field that some examples lack
 * may be absent; one that is null in some may be null.
 */
export function similarTo(examples: readonly unknown[]): fc.Arbitrary<unknown> {
  const { text: texts, number, object, array, ...others } = Object.groupBy(examples, typeName);
  const kinds: fc.Arbitrary<unknown>[] = [];
  if (texts) kinds.push(similarTexts(texts as string[]));
  if (number) kinds.push(similarNumbers(number as number[]));
  if (object) kinds.push(similarObjects(object as object[]));
  if (array) kinds.push(similarArrays(array as unknown[][]));
  if (others.boolean) kinds.push(fc.boolean());
  if (others.null) kinds.push(fc.constant(null));
  return kinds.length > 0 ? fc.oneof({ withCrossShrink: true }, ...kinds) : fc.constant(null);
}

function typeName(value: unknown): 'text' | 'number' | 'boolean' | 'null' | 'array' | 'object' {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'array' : 'object';
}

function similarTexts(examples: readonly string[]): fc.Arbitrary<string> {
  const made = FORMS.find(([form]) => examples.every((example) => form.test(example)))?.[1] ?? text;
  return fc.oneof({ withCrossShrink: true }, fc.constantFrom(...examples), made);
}

/** The magnitude stays: a time in milliseconds remains one. */
export function similarNumbers(examples: readonly number[]): fc.Arbitrary<number> {
  const most = Math.min(Math.ceil(Math.max(1, ...examples.map(Math.abs))) * 10, Number.MAX_SAFE_INTEGER);
  const whole = fc.integer({ min: -most, max: most });
  if (examples.every(Number.isInteger)) return fc.oneof({ withCrossShrink: true }, fc.constantFrom(...examples), whole);
  const cents = fc.integer({ min: 0, max: 99 });
  return fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom(...examples),
    fc.tuple(whole, cents).map(([units, part]) => units + part / 100),
  );
}

function similarObjects(examples: readonly object[]): fc.Arbitrary<object> {
  const keys = new Set(examples.flatMap(Object.keys));
  const model = Array.from(keys, (key) => [key, similarTo(listValues(examples, key))] as const);
  const requiredKeys = [...keys].filter((key) => examples.every((example) => Object.hasOwn(example, key)));
  return fc.record(Object.fromEntries(model), { requiredKeys });
}

function similarArrays(examples: readonly (readonly unknown[])[]): fc.Arbitrary<unknown[]> {
  const elements = examples.flat();
  return elements.length > 0 ? fc.array(similarTo(elements), { maxLength: 4 }) : fc.constant([]);
}

/** Lists the examples' values under a key. */
export function listValues(examples: readonly object[], key: string): unknown[] {
  return examples.filter((example) => Object.hasOwn(example, key)).map((example) => (example as never)[key]);
}

/**
 * Generates objects dissimilar to the examples: with gaps, nulls and unknown fields. They are JSON, and no contract
 * refuses them.
 */
export function dissimilarTo(examples: readonly object[]): fc.Arbitrary<unknown> {
  const keys = [...new Set(examples.flatMap(Object.keys))];
  const gaps = fc.record(
    Object.fromEntries(keys.map((key) => [key, fc.oneof(similarTo(listValues(examples, key)), fc.constant(null))])),
    { requiredKeys: [] },
  );
  return fc.oneof(gaps, fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }));
}
