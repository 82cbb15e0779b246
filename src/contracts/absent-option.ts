import type * as z from 'zod/mini';

type Schema = z.core.$ZodTypes;

/**
 * Whether an option is null that may be absent. The documentation does not say which of the two the platform sends, so a
 * call must not fail for it.
 * @param path the place of the option, from one of zod's issues
 */
export function isAbsent(schema: z.core.$ZodType, [key, ...path]: readonly PropertyKey[], value: unknown): boolean {
  const { def } = (schema as Schema)._zod;
  if (key === undefined) return value === null && def.type === 'optional';
  const inner = findSchema(def.type === 'optional' ? (def.innerType as Schema) : (schema as Schema), key);
  return inner !== undefined && isAbsent(inner, path, Object(value)[key]);
}

/** Finds the schema of a field, an element or a value; undefined within what only a function of ours checks. */
function findSchema({ _zod: { def } }: Schema, key: PropertyKey): z.core.$ZodType | undefined {
  if (def.type === 'object') return def.shape[key as string];
  if (def.type === 'array') return def.element;
  return def.type === 'record' ? def.valueType : undefined;
}
