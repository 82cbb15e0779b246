import * as z from 'zod/mini';

/** The description of a schema, for people. */
export interface Description {
  /**
   * Its type in TypeScript's words: `string`, `object[]`, `"delta" | "once"`, `Record<string, object>`. Words of the
   * domain are `record` for an object or an array of rows, and `nothing` where no value is expected.
   */
  readonly type: string;
  /** Its meaning; may be empty. */
  readonly text: string;
  /** The fields of the object, of each element of the array, or of each value of the Record. */
  readonly fields: readonly Field[];
}

/** One field of an object. */
export interface Field extends Description {
  readonly name: string;
  readonly optional: boolean;
  /** `1.0` for a field that only the older generation's documentation has. */
  readonly generation?: string;
}

/** The parts of zod's JSON Schema that are used here; `shape` and `generation` are our own. */
interface SchemaNode {
  readonly shape?: string;
  readonly generation?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
}

/**
 * Describes the values that a schema accepts. Built on JSON Schema, which zod writes for any schema and keeps stable.
 */
export function describeSchema(schema: z.core.$ZodType): Description {
  return describe(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as SchemaNode);
}

function describe(node: SchemaNode): Description {
  return { type: formatType(node), text: node.description ?? '', fields: listFields(node) };
}

function formatType(node: SchemaNode): string {
  if (node.shape) return node.shape;
  if (node.anyOf) return node.anyOf.map(formatType).join(' | ');
  const choices = node.enum ?? ('const' in node ? [node.const] : undefined);
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(' | ');
  if (node.items) return `${bracket(formatType(node.items))}[]`;
  const each = listValues(node);
  return each ? `Record<string, ${formatType(each)}>` : [node.type ?? 'unknown'].flat().join(' | ');
}

function bracket(type: string): string {
  return type.includes(' | ') ? `(${type})` : type;
}

/** A dictionary has no properties of its own; a loose object has at least an empty list. */
function listValues({ properties, additionalProperties }: SchemaNode): SchemaNode | undefined {
  return !properties && typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function listFields(node: SchemaNode): Field[] {
  if (node.anyOf) return node.anyOf.flatMap(listFields);
  const within = node.items ?? listValues(node);
  if (within) return listFields(within);
  return Object.entries(node.properties ?? {}).map(([name, field]) => ({
    name,
    optional: !node.required?.includes(name),
    ...(field.generation ? { generation: field.generation } : {}),
    ...describe(field),
  }));
}

/**
 * Formats fields as a Markdown list, nested fields indented by two spaces: ``- `errors?: object[]` (1.0) — What it
 * means.``
 */
export function formatFields(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => [formatField(field), ...formatFields(field.fields).map((line) => `  ${line}`)]);
}

function formatField({ name, optional, type, generation, text }: Field): string {
  const mark = generation ? ` (${generation})` : '';
  return `- \`${name}${optional ? '?' : ''}: ${type}\`${mark}${text ? ` — ${text}` : ''}`;
}
