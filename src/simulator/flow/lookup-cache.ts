import { isArray, isObject } from '../../shared/intrinsics.ts';
import type { FlowProblem } from './error.ts';

/** The data of a lookup cache as it was read: what each key gives, and what is no data. */
interface CacheData {
  readonly entries: ReadonlyMap<string, unknown>;
  /** With the path of each in the data. */
  readonly problems: readonly (Pick<FlowProblem, 'message'> & { readonly path: readonly PropertyKey[] })[];
}

/** Reads the data of a lookup cache: an object, or a list of keys and values as the API answers it. */
export function readCacheData(written: unknown): CacheData {
  if (!isArray(written)) return { entries: new Map(Object.entries(Object(written))), problems: [] };
  const entries = new Map<string, unknown>();
  const problems = written.flatMap((one: unknown, index) => {
    const { key, value } = Object(one) as { readonly key?: unknown; readonly value?: unknown };
    if (isObject(one) && (typeof key === 'string' || typeof key === 'number')) {
      entries.set(String(key), value);
      return [];
    }
    return [{ path: [index], message: 'found no key, expected { key, value }' }];
  });
  return { entries, problems };
}
