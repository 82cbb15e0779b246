import { isSecretLeaf } from './list-secrets.ts';

/**
 * Replaces each text and number below fields that hold secrets by its placeholder. Data without any is returned
 * as it is.
 */
export function replaceLeaves<T>(
  value: T,
  isSecret: (name: string) => boolean,
  toPlaceholder: (value: string | number, key: string) => string,
): T {
  const visit = (item: unknown, isBelow: boolean, name: string): unknown => {
    if (typeof item !== 'object' || item === null)
      return isBelow && isSecretLeaf(item) ? toPlaceholder(item, name) : item;
    if (Array.isArray(item))
      return keep(
        item,
        item.map((one) => visit(one, isBelow, name)),
      );
    const entries = Object.entries(item).map(
      ([key, inner]) => [key, visit(inner, isBelow || isSecret(key), key)] as const,
    );
    return entries.every(([key, inner]) => inner === (item as Record<string, unknown>)[key])
      ? item
      : Object.fromEntries(entries);
  };
  return visit(value, false, '') as T;
}

function keep(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((one, index) => one === before[index]) ? before : after;
}
