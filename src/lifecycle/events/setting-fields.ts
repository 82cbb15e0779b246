import type { LifeDocument } from '../life-facts.ts';

type Change = (field: LifeDocument, value: unknown) => LifeDocument;

/**
 * Copies settings of 1.0 with some values changed: each goes to every field of their sections with its name, else to the
 * settings themselves.
 * @param inFieldsOnly leaves out a value for which there is no field
 */
export function changeFields(
  settings: unknown,
  values: LifeDocument,
  change: Change,
  inFieldsOnly = false,
): LifeDocument {
  const found = new Set<string>();
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    const { name } = part as { readonly name?: unknown };
    if (typeof name === 'string' && Object.hasOwn(values, name)) {
      found.add(name);
      return change(part as LifeDocument, values[name]);
    }
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, visit(value)]));
  };
  const { sections, ...rest } = Object(settings) as LifeDocument;
  const visited = sections === undefined ? {} : { sections: visit(sections) };
  const others = inFieldsOnly ? [] : Object.entries(values).filter(([name]) => !found.has(name));
  return { ...rest, ...visited, ...Object.fromEntries(others) };
}
