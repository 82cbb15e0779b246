import * as z from 'zod/mini';

/** What a schema says of a value, for a person to read. */
export interface Description {
  /**
   * Its type, much as in TypeScript: `string`, `object[]`, `"delta" | "once"`, `Record<string, object>`, and the words
   * of the domain: `record` for an object or an array of rows, `nothing` where no value is expected.
   */
  readonly type: string;
  /** What it means; empty where nothing is said. */
  readonly text: string;
  /** The fields of the object, of each element of the array, or of each value of the Record. */
  readonly fields: readonly Field[];
}

/** One field of an object. */
export interface Field extends Description {
  readonly name: string;
  readonly optional: boolean;
  /** `1.0` on a field that only the older generation's documentation has. */
  readonly generation?: string;
}

/** What zod writes for a schema, as far as it is read here; `shape` and `generation` are the vocabulary's own. */
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

/** Describes what a schema accepts. Built on JSON Schema, which zod writes of any schema and keeps stable. */
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

/** A dictionary has no properties of its own, a loose object at least an empty list of them. */
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
 * Fields as lines of a Markdown list, each with its own fields two spaces further in:
 * ``- `errors?: object[]` (1.0) — What it means.``
 */
export function formatFields(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => [formatField(field), ...formatFields(field.fields).map((line) => `  ${line}`)]);
}

function formatField({ name, optional, type, generation, text }: Field): string {
  const mark = generation ? ` (${generation})` : '';
  return `- \`${name}${optional ? '?' : ''}: ${type}\`${mark}${text ? ` — ${text}` : ''}`;
}
