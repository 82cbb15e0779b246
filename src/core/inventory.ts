import { isObject } from '../shared/intrinsics.ts';
import { toGroup, toType } from './groups.ts';
import { kindOf } from './kind.ts';
import { findFunction, resolveTarget, type Target } from './resolve.ts';

/** A function of a module, with its address. */
export interface FunctionEntry extends Target {
  /** The group's type in a grouped module (1.0); absent at the top of a module (2.0). */
  readonly type?: string;
  /** The kind that `define` gave it. */
  readonly kind: string | undefined;
}

/** Formats a function's name with its group: `hooks.trimSkus`; the name alone in a flat module. */
export function formatFunctionPath({ type, name }: Pick<FunctionEntry, 'type' | 'name'>): string {
  return type ? `${toGroup(type)}.${name}` : name;
}

/**
 * Lists every function that a call can reach: the top of the module, then its groups, in the author's order. Inherited
 * functions are included. The platform treats every object that holds functions as a group.
 */
export function* listFunctions(module: object): Generator<FunctionEntry> {
  yield* listEntries(module, module, {});
  for (const key of listNames(module)) {
    const type = toType(key);
    if (type === undefined) continue;
    const group = tryRead(() => findFunction(module, key));
    if (isObject(group)) yield* listEntries(module, group, { type });
  }
}

/** Lists the functions of a group that the resolver finds: a listed function can be called. */
function* listEntries(module: object, group: object, address: { type?: string }): Generator<FunctionEntry> {
  for (const name of listNames(group)) {
    const invocation = { address: { ...address, function: name, diy: true }, options: {} };
    const target = tryRead(() => resolveTarget({ diy: module }, invocation));
    if (target) yield { ...address, ...target, kind: kindOf(target.fn) };
  }
}

/** Returns undefined if reading throws: there is no function, or a getter fails, and a call would fail too. */
function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A property of a holder or its classes: its value, or what its getter threw. */
export interface Member {
  readonly name: string;
  readonly value?: unknown;
  readonly failure?: { readonly thrown: unknown };
}

/** Lists the members of an object and of its author's classes, each read as a call reads it. */
export function listMembers(holder: object): Member[] {
  const names = [...listNames(holder)].filter((name) => !isNativeMember(holder, name));
  return names.map((name) => {
    try {
      return { name, value: Reflect.get(holder, name) };
    } catch (thrown) {
      return { name, failure: { thrown } };
    }
  });
}

/** Whether a property belongs to the language itself, as `constructor` and the members of all objects do. */
function isNativeMember(holder: object, name: string): boolean {
  if (name === 'constructor') return true;
  let owner: object | null = holder;
  while (owner && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
  return owner === Object.prototype || owner === Function.prototype || owner === Array.prototype;
}

/** Lists all property names, own ones before inherited ones, each once. */
function listNames(holder: object): Set<string> {
  const names = new Set<string>();
  for (let owner: object | null = holder; owner !== null; owner = Object.getPrototypeOf(owner)) {
    for (const name of Object.getOwnPropertyNames(owner)) names.add(name);
  }
  return names;
}
