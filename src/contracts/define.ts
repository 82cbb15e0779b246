import type { Context } from '../core/context.ts';
import { markKind, type Traits } from '../core/kind.ts';
import type { AnyRecord, AuthorType, Placeholders } from './author-types.ts';
import type { contracts } from './registry.ts';

type Contracts = typeof contracts;

/** The kinds of extension functions that have a contract. */
export type Kind = keyof Contracts;

/** Ends a call: with an error, or with a response. Only the first call of it counts. */
export type Callback<R = unknown> = (error?: unknown, response?: R) => void;

// biome-ignore lint/suspicious/noConfusingVoidType: a function that calls back returns nothing at all
type Returned<R> = R | void;

/**
 * A function of an extension: it answers by its callback, by a promise or by what it returns.
 * How many parameters it declares says which: see "Writing functions" in the README.
 */
export type ExtensionFunction<O, R> = (
  options: O,
  callback: Callback<R>,
  context: Context,
) => Returned<R> | PromiseLike<Returned<R>>;

/** A function as `define` gives it back: its author's tests may leave out what it doesn't use. */
export type DefinedFunction<O, R> = (
  options: O,
  callback?: Callback<R>,
  context?: Context,
) => ReturnType<ExtensionFunction<O, R>>;

/** What a function of a kind is sent. `R` is the author's record, `More` their settings, configuration and state. */
export type OptionsOf<K extends Kind, R = AnyRecord, More extends Partial<Placeholders> = object> = AuthorType<
  Contracts[K]['options'],
  Filled<R, More>
>;

/** What a function of a kind must answer. */
export type ResponseOf<K extends Kind, R = AnyRecord, More extends Partial<Placeholders> = object> = AuthorType<
  Contracts[K]['response'],
  Filled<R, More>
>;

type Filled<R, More> = Omit<Placeholders, keyof More | 'record'> & More & { record: R };

type Define = {
  readonly [K in Kind]: <R = AnyRecord, More extends Partial<Placeholders> = object>(
    fn: ExtensionFunction<OptionsOf<K, R, More>, ResponseOf<K, R, More>>,
    traits?: Traits,
  ) => DefinedFunction<OptionsOf<K, R, More>, ResponseOf<K, R, More>>;
};

/**
 * Types a function by the contract of its kind and marks it, so that the contract can be enforced, its stub printed and
 * its flow simulated: `define.preMap<Order>((options) => …)`. Returns the function itself and loads no schema.
 *
 * @throws TypeError where what is given is no function
 */
// Pure, so that who doesn't define anything doesn't bundle it.
export const define: Define = /* @__PURE__ */ new Proxy(/* @__PURE__ */ Object.create(null), {
  get: (_, kind) => (fn: unknown, traits?: Traits) => {
    if (typeof fn === 'function') return markKind(fn, String(kind), traits);
    throw new TypeError(`define.${String(kind)}: expected a function, found ${fn === null ? 'null' : typeof fn}.`);
  },
});
