import { isObject } from '../shared/intrinsics.ts';
import { typeOf } from './groups.ts';
import { lookUp, resolve, type Target } from './resolve.ts';

/** A function of a module, with the address it can be called at. */
export interface Found extends Target {
  /** The group's type where modules are grouped (1.0); absent for a function at the top of the module (2.0). */
  readonly type?: string;
}

/**
 * Every function of a module that a call can reach: those at its top, then those of its groups, inherited ones included,
 * in the order in which the author wrote them. Anything of a module that holds functions is a group to the platform,
 * whether it was meant so or not.
 */
export function* functionsOf(module: object): Generator<Found> {
  yield* found(module, module, {});
  for (const key of namesOf(module)) {
    const type = typeOf(key);
    if (type === undefined) continue;
    const group = attempt(() => lookUp(module, key));
    if (isObject(group)) yield* found(module, group, { type });
  }
}

/** The functions of a group, as far as the resolver finds them: what is listed is what can be called. */
function* found(module: object, group: object, address: { type?: string }): Generator<Found> {
  for (const name of namesOf(group)) {
    const invocation = { address: { ...address, function: name, diy: true }, options: {} };
    const target = attempt(() => resolve({ diy: module }, invocation));
    if (target) yield { ...address, ...target };
  }
}

/** Nothing where it throws: no function is there, or a getter of the author's fails, and a call would fail just so. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The names of all properties, own ones first and inherited ones after them, each once. */
function namesOf(holder: object): Set<string> {
  const names = new Set<string>();
  for (let owner: object | null = holder; owner !== null; owner = Object.getPrototypeOf(owner)) {
    for (const name of Object.getOwnPropertyNames(owner)) names.add(name);
  }
  return names;
}
