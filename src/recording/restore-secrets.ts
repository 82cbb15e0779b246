import type { NamedSecret } from './list-secrets.ts';
import { SECRET_PLACEHOLDERS } from './placeholder.ts';

/**
 * Puts secrets back into a recording's options, to make the call again: in memory only. A placeholder that none of the
 * secrets is named like stays.
 */
export function restoreSecrets<T>(value: T, secrets: readonly NamedSecret[]): T {
  const known = new Map(secrets.map((secret) => [secret.name, secret]));
  const restoreText = (text: string) =>
    text.replace(SECRET_PLACEHOLDERS, (placeholder, name: string) => known.get(name)?.value ?? placeholder);
  const restoreWhole = (text: string): string | number => {
    const secret = known.get(/^«secret:([^«»]+)»$/.exec(text)?.[1] ?? '');
    return secret?.isNumber ? Number(secret.value) : restoreText(text);
  };
  const visit = (item: unknown): unknown => {
    if (typeof item === 'string') return restoreWhole(item);
    if (Array.isArray(item)) return item.map(visit);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [restoreText(key), visit(inner)]));
  };
  return visit(value) as T;
}
