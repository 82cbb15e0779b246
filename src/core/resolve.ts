import { kindOf } from '../contracts/contract.ts';
import { ExtensionError, failure, type Problem, problem } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { type Modules, soundModules } from './modules.ts';

/** The extension options a call is addressed with, before anything about them is known. */
export interface Address {
  readonly type?: unknown;
  readonly function?: unknown;
  readonly diy?: unknown;
  readonly _connectorId?: unknown;
  readonly maxResponseSize?: unknown;
  readonly _reqId?: unknown;
  readonly traceId?: unknown;
}

// biome-ignore lint/complexity/noBannedTypes: it is called by Reflect.apply, with whatever it declares
export type AnyFunction = Function;

/** The function that a call is for, and the object it was found on: its `this`. */
export interface Target {
  readonly self: object;
  readonly fn: AnyFunction;
  readonly name: string;
  readonly kind: string | undefined;
}

/** Where the groups of a 1.0 module are; any other type names its group itself. */
const GROUPS: Readonly<Record<string, string>> = {
  hook: 'hooks',
  wrapper: 'wrappers',
  setting: 'settings',
  utility: 'utilities',
};

/** An address whose fields can be read, whatever arrived. */
export function addressOf({ address }: Invocation): Address {
  return typeof address === 'object' && address !== null ? address : {};
}

/**
 * Finds the function that an invocation is for.
 * @throws ExtensionError with every problem there is: of the configuration alone, else of module, function and options
 * together, else the first of the type and the function not found.
 */
export function resolve(configured: Modules, invocation: Invocation): Target {
  const modules = soundModules(configured);
  const address = addressOf(invocation);
  const [module, moduleProblem] = findModule(modules, address);
  const problems = [moduleProblem, functionProblem(address.function), optionsProblem(invocation.options)];
  const found = problems.filter((one) => one !== undefined);
  if (found.length > 0) throw new ExtensionError(found);

  const self = address.type ? findGroup(module, address.type) : module;
  const name = address.function as string;
  const fn = lookUp(self, name);
  if (!isCallable(fn)) throw failure('EXTENSION_INCORRECT_FUNCTION');
  return { self: self as object, fn, name, kind: kindOf(fn) };
}

function findModule(
  { diy, connectors }: { diy?: unknown; connectors?: object },
  address: Address,
): [unknown, Problem?] {
  if (address.diy) return diy ? [diy] : [undefined, problem('EXTENSION_DIY_DOESNT_EXIST')];
  if (!address._connectorId) return [undefined, problem('EXTENSION_REQUIRED_DIY_OR_CONNECTOR_ID_FIELD')];
  const id = keyOf(address._connectorId);
  const module = connectors && Object.hasOwn(connectors, id) && (connectors as Record<string, unknown>)[id];
  return module ? [module] : [undefined, problem('EXTENSION_CONNECTOR_ID_DOESNT_EXIST')];
}

function functionProblem(name: unknown): Problem | undefined {
  if (!name) return problem('EXTENSION_MISSING_FUNCTION_FIELD');
  return typeof name === 'string' ? undefined : problem('EXTENSION_FUNCTION_TYPE_STRING');
}

function optionsProblem(options: unknown): Problem | undefined {
  return options ? undefined : problem('EXTENSION_MISSING_FUNCTION_OPTIONS');
}

function findGroup(module: unknown, type: unknown): unknown {
  const key = keyOf(type);
  const group = lookUp(module, Object.hasOwn(GROUPS, key) ? (GROUPS[key] as string) : key);
  if (!group) throw failure('EXTENSION_OBJECT_NOT_FOUND', key);
  return group;
}

/**
 * The property of an object or function, own or inherited from the author's classes; never one that the language gives
 * to every object, function, array or map, nor a class's link to its constructor.
 */
export function lookUp(holder: unknown, key: string): unknown {
  if ((typeof holder !== 'object' || holder === null) && typeof holder !== 'function') return undefined;
  for (let owner: object | null = holder; owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (!Object.hasOwn(owner, key)) continue;
    if (owner !== holder && isBuiltIn(owner)) return undefined;
    const value = (holder as Record<string, unknown>)[key];
    return typeof value === 'function' && value.prototype === owner ? undefined : value;
  }
  return undefined;
}

const NATIVE = /\{\s*\[native code\]\s*\}$/;

/** Asked by the constructor's source and not by identity, so that objects of another realm are known too. */
function isBuiltIn(prototype: object): boolean {
  const made = Object.hasOwn(prototype, 'constructor') && prototype.constructor;
  return typeof made === 'function' && NATIVE.test(Function.prototype.toString.call(made));
}

const GENERATORS = new Set(['[object GeneratorFunction]', '[object AsyncGeneratorFunction]']);

/** A generator only makes an iterator when called: it would never answer. */
function isCallable(value: unknown): value is AnyFunction {
  return typeof value === 'function' && !GENERATORS.has(Object.prototype.toString.call(value));
}

/** The property key that JavaScript makes of a value; the original let it be made of numbers and arrays too. */
function keyOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
