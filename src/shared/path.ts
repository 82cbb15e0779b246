import { stringify } from './intrinsics.ts';
/** A place in a value as one would write it in code: `response.data[3]["ship to"]`. */
export function formatPath(root: string, keys: readonly PropertyKey[]): string {
  const steps = keys.map((key) => (/^[a-z_$][\w$]*$/i.test(String(key)) ? `.${String(key)}` : `[${stringify(key)}]`));
  return root + steps.join('');
}
