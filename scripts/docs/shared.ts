import * as z from 'zod/mini';
import { describeSchema, type Field, formatFields } from '../../src/contracts/render/describe.ts';
import { connection, context, exportContext, importContext, recordError } from '../../src/contracts/schemas.ts';

/** Fields that many functions are sent: listed once on the page, and linked to. */
interface Context {
  readonly title: string;
  /** How the options of a function name it. */
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

/** The sections that explain what many functions share. */
export function sharedSections(): string[] {
  return [
    ...contexts.flatMap(({ title, said, fields }) => [`### ${title}`, said, list(fields)]),
    ...shapes.flatMap(({ name, said, fields }) => [`### ${name}`, said, list(fields)]),
  ];
}

/** The lines of what every function is sent. */
export function everyFunctionsFields(): string {
  return list(everywhere.fields);
}

/** The options of a function: the contexts it is sent, as links, and the fields that are its own. */
export function splitContext(fields: readonly Field[]): { links: string[]; own: Field[] } {
  const specific = contexts.filter((one) => isWithin(one.fields, fields));
  const found = specific.length > 0 || !isWithin(everywhere.fields, fields) ? specific : [everywhere];
  const shared = found.flatMap((one) => one.fields);
  return {
    links: found.map(({ link }) => link),
    own: fields.filter((field) => !shared.some((one) => isSame(one, field))),
  };
}

/** A field may be said otherwise by a function; it is then listed there too. */
function isWithin(shared: readonly Field[], fields: readonly Field[]): boolean {
  const has = (wanted: Field) => fields.some((field) => field.name === wanted.name);
  return shared.every(has) && shared.some((one) => fields.some((field) => isSame(one, field)));
}

/** Fields as a Markdown list in which a shape that is explained elsewhere is named, and linked to. */
export function list(fields: readonly Field[]): string {
  return formatFields(fields.map(named)).map(linked).join('\n');
}

function named(field: Field): Field {
  const shape = shapes.find((one) => isSame(one.fields, field.fields));
  if (!shape) return { ...field, fields: field.fields.map(named) };
  return { ...field, type: field.type.replace('object', shape.name), fields: [] };
}

/** Markdown has no link within code, so all of the field is the link. */
function linked(line: string): string {
  const shape = shapes.find(({ name }) => new RegExp(`^[^—]*\\b${name}\\b`).test(line));
  return shape ? line.replace(/`[^`]*`/, (code) => `[${code}](#${shape.name.toLowerCase()})`) : line;
}

/** Whether two descriptions say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function listFields(schema: z.ZodMiniType): readonly Field[] {
  return describeSchema(schema).fields;
}
