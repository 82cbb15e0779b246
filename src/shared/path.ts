import { stringify } from './intrinsics.ts';

/** Formats a place in a value as code: `response.data[3]["ship to"]`. */
export function formatPath(root: string, keys: readonly PropertyKey[]): string {
  const parts = keys.map((key) =>
    /^[a-z_$][\w$]*$/i.test(String(key)) ? `.${String(key)}` : `[${stringify(key) ?? String(key)}]`,
  );
  return root + parts.join('');
}
