import type { LifeDocument } from '../life-facts.ts';

/**
 * Reads the settings of an integration by their names: its custom settings in 2.0, and the values of all fields beside
 * them in 1.0.
 */
export function readSettings({ settings }: LifeDocument): ReadonlyMap<string, unknown> {
  const { sections, ...own } = Object(settings) as LifeDocument;
  return new Map([...Object.entries(own), ...listFields(sections)]);
}

function listFields(part: unknown): [name: string, value: unknown][] {
  if (typeof part !== 'object' || part === null) return [];
  const { name, value } = part as LifeDocument;
  const inner = Object.values(part).flatMap(listFields);
  return typeof name === 'string' ? [[name, value], ...inner] : inner;
}
