import { hasDates } from './date-formats.ts';
import type { ArrayHelper, Mapper2Entry } from './entry.ts';
import { isJsonPath } from './json-path.ts';

/** Whether an entry of a mapping, at any depth, rewrites a date. */
export function needsDates(mappings: readonly Mapper2Entry[] | null | undefined): boolean {
  return hasEntry(mappings, hasDates);
}

/** Whether an entry of a mapping, at any depth, has an extract with an expression. */
export function needsExpressions(mappings: readonly Mapper2Entry[] | null | undefined): boolean {
  return hasEntry(mappings, ({ extract }) => String(extract).includes('{{') && !isJsonPath(String(extract)));
}

function hasEntry(
  mappings: readonly (Mapper2Entry | ArrayHelper)[] | null | undefined,
  test: (entry: Mapper2Entry) => boolean,
): boolean {
  return (mappings ?? []).some((entry: Mapper2Entry) => {
    return test(entry) || hasEntry(entry.mappings, test) || hasEntry(entry.buildArrayHelper, test);
  });
}
