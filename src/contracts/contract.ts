import type * as z from 'zod/mini';
import type { Issue } from '../core/kind.ts';

/** Which docs a kind of function stems from: flat modules, grouped modules, or both. */
export type Generation = '1.0' | '2.0' | 'both';

/** What the platform does when a function of a kind fails. */
export type ErrorEffect = 'stop' | 'page' | 'page and stop' | 'fatal' | 'show' | 'ignore';

/** A call that a contract must refuse, and the complaint it must give. What is left out is the sample's. */
export interface InvalidExample {
  readonly options?: unknown;
  readonly response?: unknown;
  readonly issue: string;
}

/** Everything said about one kind of function, but for what its family says of it. */
export interface ContractDefinition<O extends z.ZodMiniType = z.ZodMiniType, R extends z.ZodMiniType = z.ZodMiniType> {
  /** When it is called and what for. */
  readonly summary: string;
  readonly options: O;
  readonly response: R;
  /** The list in the options that the response answers element by element: as many, in the same order. */
  readonly perRecord?: string;
  /** The lists in the options that have one element for each record. */
  readonly pages?: readonly string[];
  /** A further rule for a response of the right shape. */
  readonly check?: (response: never) => readonly Issue[];
  readonly onError: ErrorEffect;
  /** Further rules of the platform, a sentence each. */
  readonly rules?: readonly string[];
  /** An example as it is on the wire: JSON. */
  readonly sample: { readonly options: Record<string, unknown>; readonly response: unknown };
  readonly invalidExamples: readonly InvalidExample[];
}

/** How the functions of a family are addressed. */
interface GroupFields {
  readonly generation: Generation;
  /** The `type` such a function is called with where modules are grouped (1.0). Without one: flat modules only. */
  readonly type?: string;
}

/** A spec with what its family adds. */
export interface Contract<O extends z.ZodMiniType = z.ZodMiniType, R extends z.ZodMiniType = z.ZodMiniType>
  extends ContractDefinition<O, R>,
    GroupFields {}

/** A function that calls the one it is given once, when it is first called, and keeps what that returned. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A spec, said when it is first asked for: to make the schemas of all kinds would be a third of a cold start. */
export function contract<O extends z.ZodMiniType, R extends z.ZodMiniType>(
  say: () => ContractDefinition<O, R>,
): () => ContractDefinition<O, R> {
  return lazy(say);
}

type ContractDefinitions = Readonly<Record<string, () => ContractDefinition>>;
type ContractGroup<S extends ContractDefinitions> = {
  readonly [K in keyof S]: S[K] extends () => ContractDefinition<infer O, infer R> ? Contract<O, R> : never;
};

/** The contracts of functions that are addressed alike; each is made when it is first read. */
export function group<S extends ContractDefinitions>(common: GroupFields, specs: S): ContractGroup<S> {
  const contracts = {};
  for (const [kind, said] of Object.entries(specs)) {
    Object.defineProperty(contracts, kind, { enumerable: true, get: lazy(() => ({ ...common, ...said() })) });
  }
  return contracts as ContractGroup<S>;
}

/** The contracts of several families in one table, none of which is made by that. */
export function mergeGroups<A, B, C, D>(...families: [A, B, C, D]): A & B & C & D {
  const all = families.map((one) => Object.getOwnPropertyDescriptors(one));
  return Object.defineProperties({}, Object.assign({}, ...all)) as A & B & C & D;
}
