import * as fc from 'fast-check';
import type { Field } from '../contracts/render/describe.ts';
import { dissimilarTo, id, listValues, moment, similarNumbers, similarTo, text, token } from './arbitraries.ts';
import { type Examples, type Generated, TOKEN } from './examples.ts';

/** The most records of a page. */
const MANY = 50;

/**
 * Never generated: functions connect to the connection, and only the function itself can have answered with a state.
 */
const KEPT = ['connection', 'state'];

/** Chosen in a form of the author's, which admits only what the author wants. */
const CHOSEN = ['settings', 'configuration'];

/**
 * Generates options as the platform may send them to functions of a kind: pages of no, one or many records, optional
 * fields present or absent, texts of all sorts. In a quarter of them, the author's parts are unlike the examples:
 * records with nulls and gaps, records that are arrays of rows.
 */
export function generate(seed: Examples): fc.Arbitrary<Generated> {
  const drawn = (resemblesExamples: boolean) =>
    // As after a round trip through JSON: without -0 and undefined.
    generateOptions(seed, resemblesExamples).map((made) => ({
      options: JSON.parse(JSON.stringify(made)),
      resemblesExamples,
    }));
  return fc.oneof({ arbitrary: drawn(true), weight: 3 }, { arbitrary: drawn(false), weight: 1 });
}

/** The settings of one generator. */
interface Manner {
  /** Whether the author's parts resemble the examples. */
  readonly resemblesExamples: boolean;
  /** Records to imitate where no example has any. */
  readonly records: readonly unknown[];
}

function generateOptions(
  { examples, fields, pages: names }: Examples,
  resemblesExamples: boolean,
): fc.Arbitrary<object> {
  const pages = fields.filter((field) => names.has(field.name) && isGenerated(field, examples, resemblesExamples));
  const manner: Manner = { resemblesExamples, records: pages.flatMap(({ name }) => listValues(examples, name).flat()) };
  const elements = pages.map((field) => {
    const found = listValues(examples, field.name).flat();
    return [field.name, generateFrom(toElement(field), found, manner)] as const;
  });
  const records = fc.array(fc.record(Object.fromEntries(elements)), { maxLength: MANY, size: 'max' });
  const there = fc.subarray(pages.filter(({ optional }) => optional).map(({ name }) => name));
  const single = fields.filter(({ name }) => !names.has(name));
  const rest = generateObject(single, omitPages(examples, names), manner);
  return fc.tuple(records, there, rest).map(([list, optional, sent]) => {
    const lists = pages.filter(({ name, optional: may }) => !may || optional.includes(name));
    return { ...sent, ...Object.fromEntries(lists.map(({ name }) => [name, list.map((each) => each[name])])) };
  });
}

function omitPages(examples: readonly object[], pages: ReadonlySet<string>): object[] {
  return examples.map((one) => Object.fromEntries(Object.entries(one).filter(([name]) => !pages.has(name))));
}

/** The author's fields that no example has are only generated if options need not resemble the examples. */
function isGenerated(
  { name, type, fields, optional }: Field,
  examples: readonly object[],
  resemblesExamples: boolean,
): boolean {
  const isAuthors = /^(unknown|record|object)(\[\])*$/.test(type) && fields.length === 0;
  if (optional && KEPT.includes(name)) return listValues(examples, name).length > 0;
  return !optional || !resemblesExamples || !isAuthors || listValues(examples, name).length > 0;
}

function generateObject(fields: readonly Field[], examples: readonly object[], manner: Manner): fc.Arbitrary<object> {
  const drawn = fields.filter((field) => isGenerated(field, examples, manner.resemblesExamples));
  // Fields beyond the contract are the author's own, and stay as in the examples.
  const others = listKeys(examples).filter((key) => !fields.some(({ name }) => name === key));
  const model = [
    ...drawn.map((field) => [field.name, generateField(field, listValues(examples, field.name), manner)] as const),
    ...others.map((key) => [key, fc.constantFrom(...listValues(examples, key))] as const),
  ];
  // The platform's own errors have a source, which the contract lets be absent.
  const isError = fields.some(({ name, optional }) => name === 'code' && !optional);
  const required = drawn.filter(({ name, optional }) => !optional || (isError && name === 'source'));
  const everywhere = others.filter((key) => listValues(examples, key).length === examples.length);
  return fc.record(Object.fromEntries(model), { requiredKeys: [...required.map(({ name }) => name), ...everywhere] });
}

function generateField(field: Field, examples: readonly unknown[], manner: Manner): fc.Arbitrary<unknown> {
  const { name } = field;
  if (name === TOKEN) return token;
  if (examples.length > 0) {
    if (KEPT.includes(name) || (manner.resemblesExamples && CHOSEN.includes(name))) return fc.constantFrom(...examples);
  } else if (/^_\w*id$/i.test(name)) return id;
  return generateFrom(field, examples, manner);
}

function generateFrom(field: Field, examples: readonly unknown[], manner: Manner): fc.Arbitrary<unknown> {
  const { type, fields } = field;
  if (type.endsWith('[]')) return fc.array(generateFrom(toElement(field), examples.flat(), manner), { maxLength: 3 });
  if (type.startsWith('Record<')) {
    const value = { ...field, type: type.slice('Record<string, '.length, -1) };
    return fc.dictionary(text, generateFrom(value, examples.filter(isObject).flatMap(Object.values), manner), {
      maxKeys: 3,
    });
  }
  if (/^("|\d)/.test(type)) return fc.constantFrom(...type.split(' | ').map((choice) => JSON.parse(choice)));
  return fields.length > 0
    ? generateObject(fields, examples.filter(isObject), manner)
    : generateLeaf(type, examples, manner);
}

function generateLeaf(
  type: string,
  examples: readonly unknown[],
  { resemblesExamples, records }: Manner,
): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return examples.length > 0 ? similarTo(examples) : text;
    case 'number':
      // Counts, codes and times are never negative.
      return examples.length > 0 ? similarNumbers(examples as number[]).map(Math.abs) : fc.nat({ max: 100 });
    case 'boolean':
      return fc.boolean();
    case 'Date':
      return moment;
    case 'record':
      return generateRecord([examples, records, [{}]].find(({ length }) => length > 0) ?? [], resemblesExamples);
    case 'object':
      return resemblesExamples ? similarTo(examples) : dissimilarTo(examples.filter(isObject));
    default:
      return resemblesExamples ? similarTo(examples) : fc.jsonValue({ maxDepth: 2 });
  }
}

function generateRecord(examples: readonly unknown[], resemblesExamples: boolean): fc.Arbitrary<unknown> {
  if (resemblesExamples) return similarTo(examples);
  const objects = examples.filter(isObject);
  // Rows that belong together, such as the items of an order.
  return fc.oneof(dissimilarTo(objects), fc.array(similarTo(objects), { minLength: 1, maxLength: 3 }));
}

function toElement(field: Field): Field {
  return { ...field, type: field.type.replace(/\[\]$/, '').replace(/^\((.*)\)$/, '$1') };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listKeys(examples: readonly object[]): string[] {
  return [...new Set(examples.flatMap(Object.keys))];
}
