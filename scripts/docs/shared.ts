import * as z from 'zod/mini';
import { describeSchema, type Field, formatFields } from '../../src/contracts/render/describe.ts';
import { connection, context, exportContext, importContext, recordError } from '../../src/contracts/schemas.ts';

/** Fields of many functions: listed once on the page, and linked to. */
interface Context {
  readonly title: string;
  /** The name of the field in a function's options. */
  readonly link: string;
  readonly said: string;
  readonly fields: readonly Field[];
}

const contexts: readonly Context[] = [
  {
    title: 'Context of an export',
    link: 'the [context of an export](#context-of-an-export)',
    said: 'The common options of an export’s hooks and wrappers.',
    fields: listFields(z.looseObject(exportContext())),
  },
  {
    title: 'Context of an import',
    link: 'the [context of an import](#context-of-an-import)',
    said: 'The common options of an import’s hooks and wrappers.',
    fields: listFields(z.looseObject(importContext())),
  },
];
const everywhere: Context = {
  title: '',
  link: '[`bearerToken`](#options)',
  said: '',
  fields: listFields(z.looseObject(context())),
};

const shapes = [
  { name: 'RecordError', said: 'One error, of a record or of a whole page.', fields: listFields(recordError()) },
  { name: 'Connection', said: 'The connection of a wrapper, as it was saved.', fields: listFields(connection()) },
];

/** Renders the sections about what many functions share. */
export function sharedSections(): string[] {
  return [
    ...contexts.flatMap(({ title, said, fields }) => [`### ${title}`, said, list(fields)]),
    ...shapes.flatMap(({ name, said, fields }) => [`### ${name}`, said, list(fields)]),
  ];
}

/** Renders the fields that every function gets. */
export function everyFunctionsFields(): string {
  return list(everywhere.fields);
}

/** The options of a function: links to its contexts, and the fields of its own. */
export function splitContext(fields: readonly Field[]): { links: string[]; own: Field[] } {
  const specific = contexts.filter((one) => isWithin(one.fields, fields));
  const found = specific.length > 0 || !isWithin(everywhere.fields, fields) ? specific : [everywhere];
  const shared = found.flatMap((one) => one.fields);
  return {
    links: found.map(({ link }) => link),
    own: fields.filter((field) => !shared.some((one) => isSame(one, field))),
  };
}

/** A function may describe a field differently; it is then listed there too. */
function isWithin(shared: readonly Field[], fields: readonly Field[]): boolean {
  const has = (wanted: Field) => fields.some((field) => field.name === wanted.name);
  return shared.every(has) && shared.some((one) => fields.some((field) => isSame(one, field)));
}

/** Renders fields as a Markdown list. A shape that is described elsewhere is named and linked to. */
export function list(fields: readonly Field[]): string {
  return formatFields(fields.map(named)).map(linked).join('\n');
}

function named(field: Field): Field {
  const shape = shapes.find((one) => isSame(one.fields, field.fields));
  if (!shape) return { ...field, fields: field.fields.map(named) };
  return { ...field, type: field.type.replace('object', shape.name), fields: [] };
}

/** Markdown has no link within code, so the whole field is the link. */
function linked(line: string): string {
  const shape = shapes.find(({ name }) => new RegExp(`^[^—]*\\b${name}\\b`).test(line));
  return shape ? line.replace(/`[^`]*`/, (code) => `[${code}](#${shape.name.toLowerCase()})`) : line;
}

/** Whether two descriptions are the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function listFields(schema: z.ZodMiniType): readonly Field[] {
  return describeSchema(schema).fields;
}
