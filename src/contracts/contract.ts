import type * as z from 'zod/mini';
import type { Complaints } from '../core/kind.ts';

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
