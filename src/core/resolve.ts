import { ExtensionError, type Problem, toText } from '../shared/errors.ts';
import {
  functionNotText,
  noDiy,
  noFunction,
  noModuleNamed,
  noOptions,
  notAFunction,
  unknownConnector,
  unknownType,
} from '../shared/failures.ts';
import { getPrototypeOf, hasOwn, isObject } from '../shared/intrinsics.ts';
import type { Invocation } from '../shared/invocation.ts';
import type { ResolvedConfig } from './config.ts';
import { toGroup } from './groups.ts';

/** The extension options that address a call, still unchecked. */
export interface Address {
  readonly type?: unknown;
  readonly function?: unknown;
  readonly diy?: unknown;
  readonly _connectorId?: unknown;
  readonly maxResponseSize?: unknown;
  readonly _reqId?: unknown;
  readonly traceId?: unknown;
}

// biome-ignore lint/complexity/noBannedTypes: Reflect.apply calls it, with any parameters
export type AnyFunction = Function;

/** The function of a call, with the object that holds it: its `this`. */
export interface Target {
  readonly self: object;
  readonly fn: AnyFunction;
  readonly name: string;
}

/** Reads an address; values other than objects have no fields. */
export function readAddress({ address }: Pick<Invocation, 'address'>): Address {
  return Object(address);
}

/**
 * Finds the function of an invocation.
 * @throws ExtensionError with every problem: of the configuration alone, else of module, function and options together,
 * else of the type or the missing function
 */
export function resolveTarget(config: ResolvedConfig, invocation: Invocation): Target {
  if (config.failure) throw config.failure;
  const address = readAddress(invocation);
  const { type, function: name } = address;
  const problems: Problem[] = [];
  const module = findModule(config, address);
  if (!module) problems.push(address.diy ? noDiy() : address._connectorId ? unknownConnector() : noModuleNamed());
  if (!name) problems.push(noFunction());
  else if (typeof name !== 'string') problems.push(functionNotText());
  if (!invocation.options) problems.push(noOptions());
  if (problems.length) throw new ExtensionError(problems);

  // A list is no type, even if its text is one: it is the key of its own group.
  const self = type ? findFunction(module, typeof type === 'string' ? toGroup(type) : toText(type)) : module;
  if (!self) throw new ExtensionError(unknownType(toText(type)));
  const fn = findFunction(self, name as string);
  // A generator only makes an iterator: it would never answer.
  if (typeof fn !== 'function' || readTag(fn).includes('Generator')) throw new ExtensionError(notAFunction());
  return { self: self as object, fn, name: name as string };
}

function findModule({ diy, connectors = {} }: ResolvedConfig, address: Address): unknown {
  if (address.diy) return diy;
  const id = toText(address._connectorId);
  return address._connectorId && hasOwn(connectors, id) && (connectors as Record<string, unknown>)[id];
}

/**
 * Finds the property of an object or function, own or inherited from the author's classes. It never finds the
 * language's members of objects, functions, arrays or maps, nor the links between a class and its prototype.
 */
export function findFunction(holder: unknown, key: string): unknown {
  // The members of a string or a number are the language's, never the author's.
  if (!isObject(holder)) return undefined;
  for (let owner = holder as AnyFunction | null; owner; owner = getPrototypeOf(owner)) {
    if (!hasOwn(owner, key)) continue;
    // Tests the constructor's source, not its identity: that works for objects of other realms too.
    const creator = owner !== holder && hasOwn(owner, 'constructor') && owner.constructor;
    if (typeof creator === 'function' && /\[native code] }$/.test(toSource(creator))) return undefined;
    const value = (holder as Record<string, AnyFunction>)[key];
    return value?.prototype === owner || owner.prototype === value ? undefined : value;
  }
  return undefined;
}

/** The language's name for a value's type: `[object AsyncFunction]`. */
export function readTag(value: unknown): string {
  return Object.prototype.toString.call(value);
}

/** A function's source text. */
export function toSource(fn: AnyFunction): string {
  return Function.prototype.toString.call(fn);
}
