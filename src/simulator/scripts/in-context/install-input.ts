import type { Realm, ScriptAccess } from './realm.ts';

/**
 * Gives a context what freezes the options of a call, as the platform does, and what notes writes to them: outside of
 * strict code such a write is lost without a word.
 */
export function installInput(realm: Realm, access: ScriptAccess): void {
  const { freeze, isFrozen, keys } = Object;
  const { isArray } = Array;
  const { stringify } = JSON;
  let root: unknown;
  /** The path of each object of the options; made by the first write to a frozen object. */
  let paths: Map<unknown, string> | undefined;
  const lost = new Set<string>();
  const targets: unknown[] = [];

  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

  const freezeDeep = (value: Record<string, unknown>): void => {
    for (const key of keys(value)) {
      const inner = value[key];
      if (isObject(inner)) freezeDeep(inner);
    }
    freeze(value);
  };

  const append = (path: string, key: unknown, isIndex: boolean): string => {
    if (isIndex) return `${path}[${String(key)}]`;
    return /^[a-z_$][\w$]*$/i.test(String(key)) ? `${path}.${String(key)}` : `${path}[${stringify(String(key))}]`;
  };

  const listPaths = (value: unknown, path: string, found: Map<unknown, string>): Map<unknown, string> => {
    if (!isObject(value)) return found;
    found.set(value, path);
    for (const key of keys(value)) listPaths(value[key], append(path, key, isArray(value)), found);
    return found;
  };

  const note = (object: unknown, key: unknown): void => {
    if (!isObject(object) || !isFrozen(object)) return;
    paths ??= listPaths(root, 'options', new Map());
    const path = paths.get(object);
    if (path !== undefined) lost.add(append(path, key, isArray(object) && /^\d+$/.test(String(key))));
  };

  access.writeTo = (object, key) => {
    if (key === undefined) targets.push(object);
    else note(object, key);
    return object;
  };
  access.key = (key) => {
    // A key is converted once, before the write: its `toString` may have effects.
    const name = typeof key === 'symbol' || typeof key === 'number' ? key : String(key);
    note(targets.pop(), name);
    return name;
  };

  realm.takeInput = (options) => {
    root = options;
    paths = undefined;
    targets.length = 0;
    lost.clear();
    if (isObject(options)) freezeDeep(options);
  };
  realm.listLostWrites = () => [...lost];
}
