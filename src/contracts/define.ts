import type { Context } from '../core/context.ts';
import { markKind, type Traits } from '../core/kind.ts';
import { isObject, parse, stringify } from '../shared/intrinsics.ts';
import type { AnyRecord, Placeholders } from './author-types.ts';
import { createRecordCounter } from './count-records.ts';
import type { OptionsOf, ResponseOf } from './named-types.ts';
import type { contracts } from './registry.ts';

type Contracts = typeof contracts;

/** The kinds of extension functions that have a contract. */
export type Kind = keyof Contracts;

/** Ends a call with an error or a response. Only its first call counts. */
export type Callback<R = unknown> = (error?: unknown, response?: R) => void;

/**
 * A function of an extension: it answers by callback, by promise or by its return value. The number of its parameters
 * decides which count: see docs/writing-functions.md.
 */
export type ExtensionFunction<O, R> = (
  options: O,
  callback: Callback<R>,
  context: Context,
  // `PromiseLike` sets the promise of nothing apart: else the compiler compares a wrong response with it.
) => R | Promise<R> | void | PromiseLike<void>;

/** A function from `define`: tests may leave out the arguments that it does not use. */
export type DefinedFunction<O, R> = (
  options: O,
  callback?: Callback<R>,
  context?: Context,
) => ReturnType<ExtensionFunction<O, R>>;

/** The kinds whose response the platform ignores. A list, because `define` loads no contract. */
const WITHOUT_RESPONSE: readonly string[] = [
  'postAggregate',
  'step',
  'update',
  'changeEdition',
  'connectorInstaller',
  'connectorUpdate',
  'connectorUninstaller',
  'connectorChangeEdition',
];

// As it was when the host was loaded: some modules replace members of Object.
const freeze = Object.freeze;

/** Replaces the result of an aggregation by a frozen copy: the documentation has it read-only. */
function freezeAggregation(options: unknown): void {
  const { postAggregateData } = Object(options);
  if (!isObject(postAggregateData)) return;
  const frozen = parse(stringify(postAggregateData), (_, value) => freeze(value));
  (options as { postAggregateData: unknown }).postAggregateData = frozen;
}

/**
 * Refuses a function that can answer by its return value only, and may return nothing or records that are not in an
 * action. Where a type argument is given, TypeScript infers no type of the function, and cannot tell.
 */
type MustAnswer<F, R> = unknown extends R
  ? unknown
  : F extends (...parameters: infer P) => infer T
    ? P['length'] extends 0 | 1
      ? HoldsNothing<Awaited<T>> extends true
        ? { readonly 'Did the function forget to return?': R }
        : HoldsRecords<Awaited<T>, R> extends true
          ? { readonly 'Did you mean { data: record }?': R }
          : unknown
      : unknown
    : unknown;

/** Whether a type holds `undefined` or `void`. Not for `any`, nor for `never`: a function may only throw. */
type HoldsNothing<T> = 0 extends 1 & T ? false : [Extract<T, void>] extends [never] ? false : true;

/** Whether a type is a list of records of any fields, where one of actions `{ data, errors }` is due. */
type HoldsRecords<T, R> = [T, R] extends [readonly (infer Found)[], readonly (infer Action)[]]
  ? keyof Action extends 'data' | 'errors'
    ? HasAnyField<Found>
    : false
  : false;

/** Whether a type has fields of any name. Not `any`, nor `never`: the list is empty. */
type HasAnyField<T> = 0 extends 1 & T ? false : [T] extends [never] ? false : string extends keyof T ? true : false;

type Define = {
  readonly [K in keyof Contracts]: <
    R = AnyRecord,
    More extends Partial<Placeholders> = object,
    F extends ExtensionFunction<OptionsOf<K, R, More>, ResponseOf<K, R, More>> = ExtensionFunction<
      OptionsOf<K, R, More>,
      ResponseOf<K, R, More>
    >,
  >(
    fn: F & MustAnswer<F, ResponseOf<K, R, More>>,
    traits?: Traits,
  ) => DefinedFunction<OptionsOf<K, R, More>, ResponseOf<K, R, More>>;
};

/**
 * Types a function by the contract of its kind and marks it: `define.preMap<Order>((options) => …)`. Its contract can
 * then be enforced, its stub printed and its flow simulated. Returns the function itself and loads no schema.
 * @throws TypeError for anything but a function
 */
// Marked as pure: bundles without defined functions leave it out.
export const define: Define = /* @__PURE__ */ new Proxy(/* @__PURE__ */ Object.create(null), {
  get: (_, kind) => (fn: unknown, traits?: Traits) => {
    if (typeof fn === 'function')
      return markKind(fn, String(kind), {
        ...traits,
        ignoresResponse: WITHOUT_RESPONSE.includes(String(kind)),
        count: createRecordCounter(String(kind)),
        prepare: kind === 'postAggregate' ? freezeAggregation : undefined,
      });
    throw new TypeError(`define.${String(kind)}: expected a function, found ${fn === null ? 'null' : typeof fn}.`);
  },
});
