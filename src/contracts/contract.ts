import type * as z from 'zod/mini';

/** What a contract says of a call: nothing, or where and what is wrong, one sentence each. */
export type Complaints = readonly string[];

/** One call, judged: its options when it begins, its response when it has answered. */
export interface Judgement {
  readonly options: Complaints;
  readonly judge: (response: unknown) => Complaints;
}

/** The part of a call's logger that a judge needs. */
export interface Warn {
  readonly warn: (message: string, fields: Record<string, unknown>) => void;
}

/** Holds calls to the contract of their function's kind. */
export interface Judge {
  /** What the contract says of a call. The options are read when it opens: functions reassign them. */
  readonly open: (kind: string, options: unknown) => Judgement;
  /**
   * Acts on what the contract says of a call: of its options at once, of its response when what is returned is given it.
   * @throws ExtensionError, here and there, if it enforces the contract
   */
  readonly hold: (kind: string, options: unknown, log: Warn) => (response: unknown) => void;
}

/** Which docs a kind of function stems from: flat modules, grouped modules, or both. */
export type Generation = '1.0' | '2.0' | 'both';

/**
 * Reads the options of a call and returns the rule for its response, which the options' later changes no longer reach.
 * The rule returns what is wrong, without the kind's name: `response: 1 element for 2 in options.data`.
 */
// biome-ignore lint/suspicious/noExplicitAny: a rule is only called with what its own options schema has accepted
export type Rule = (options: any) => (response: any) => Complaints;

/** A call that a contract must refuse, and the complaint it must give. What is left out is the sample's. */
export interface Refused {
  readonly options?: unknown;
  readonly response?: unknown;
  readonly because: string;
}

/** Everything said about one kind of function, but for what its family says of it. */
export interface Spec<O extends z.ZodMiniType = z.ZodMiniType, R extends z.ZodMiniType = z.ZodMiniType> {
  /** When it is called and what for. */
  readonly summary: string;
  readonly options: O;
  readonly response: R;
  readonly check?: Rule;
  /** What a thrown error does. */
  readonly failure: string;
  /** Further rules of the platform, a sentence each. */
  readonly rules?: readonly string[];
  /** An example as it is on the wire: JSON. */
  readonly sample: { readonly options: Record<string, unknown>; readonly response: unknown };
  readonly refused: readonly Refused[];
}

/** How the functions of a family are addressed. */
interface Common {
  readonly generation: Generation;
  /** The `type` such a function is called with where modules are grouped (1.0). Without one: flat modules only. */
  readonly type?: string;
}

/** A spec with what its family adds. */
export interface Contract<O extends z.ZodMiniType = z.ZodMiniType, R extends z.ZodMiniType = z.ZodMiniType>
  extends Spec<O, R>,
    Common {}

/** A function that calls the one it is given once, when it is first called, and keeps what that returned. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A spec, said when it is first asked for: to make the schemas of all kinds would be a third of a cold start. */
export function spec<O extends z.ZodMiniType, R extends z.ZodMiniType>(say: () => Spec<O, R>): () => Spec<O, R> {
  return once(say);
}

type Specs = Readonly<Record<string, () => Spec>>;
type Family<S extends Specs> = {
  readonly [K in keyof S]: S[K] extends () => Spec<infer O, infer R> ? Contract<O, R> : never;
};

/** The contracts of functions that are addressed alike; each is made when it is first read. */
export function family<S extends Specs>(common: Common, specs: S): Family<S> {
  const contracts = {};
  for (const [kind, said] of Object.entries(specs)) {
    Object.defineProperty(contracts, kind, { enumerable: true, get: once(() => ({ ...common, ...said() })) });
  }
  return contracts as Family<S>;
}

/** The contracts of several families in one table, none of which is made by that. */
export function together<A, B, C, D>(...families: [A, B, C, D]): A & B & C & D {
  const all = families.map((one) => Object.getOwnPropertyDescriptors(one));
  return Object.defineProperties({}, Object.assign({}, ...all)) as A & B & C & D;
}

const MARK = Symbol.for('integrator.io/kind');

/** What an author has declared about a function beside its kind. */
export interface Traits {
  /** It changes the options it is given; `check` then doesn't hold that against it. */
  readonly mutates?: boolean;
}

interface Mark extends Traits {
  readonly kind: string;
}

/**
 * Marks a function with its kind; returns the function itself. The mark is found by every copy of this package that a
 * process has loaded.
 */
export function mark<F extends object>(fn: F, kind: string, traits: Traits = {}): F {
  Object.defineProperty(fn, MARK, { value: { ...traits, kind } satisfies Mark, configurable: true });
  return fn;
}

/** The kind a function was defined with, if it was. */
export function kindOf(fn: object): string | undefined {
  return (fn as { [MARK]?: Mark })[MARK]?.kind;
}

/** What was declared about a function that was defined with a kind. */
export function traitsOf(fn: object): Traits {
  return (fn as { [MARK]?: Mark })[MARK] ?? {};
}
