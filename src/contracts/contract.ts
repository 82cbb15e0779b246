import type * as z from 'zod/mini';
import type { Issue } from '../core/kind.ts';

/** The generation of a kind: flat modules (2.0), grouped modules (1.0), or both. */
export type Generation = '1.0' | '2.0' | 'both';

/** The platform's reaction to an error of a function. */
export type ErrorEffect = 'stop' | 'page' | 'page and stop' | 'fatal' | 'show' | 'ignore';

/** A call that a contract must refuse, with the sentence that says why. Missing parts are those of the sample. */
export interface InvalidExample {
  /** The options of the call; absent: those of the sample. */
  readonly options?: unknown;
  /** The response to it; absent: that of the sample. */
  readonly response?: unknown;
  /** The sentence that a checker must say. */
  readonly issue: string;
}

/** Everything about one kind of function, except what its group has in common. */
export interface ContractDefinition<O extends z.ZodMiniType = z.ZodMiniType, R extends z.ZodMiniType = z.ZodMiniType> {
  /** When the platform calls it, and what for. */
  readonly summary: string;
  /** Where integrator.io keeps the function's name, as a phrase; undefined if the name itself is fixed. */
  readonly namedIn?: string;
  /** The schema of the options. */
  readonly options: O;
  /** The schema of the response. */
  readonly response: R;
  /** The list in the options that the response answers element by element: as many, in the same order. */
  readonly perRecord?: string;
  /** The lists in the options that have one element for each record. */
  readonly pages?: readonly string[];
  /** Whether it has written records before it answers: then a field of its own is never a violation. */
  readonly writes?: true;
  /** A further rule for a response of the right shape. */
  readonly check?: (response: never) => readonly Issue[];
  /** Demands of the documentation that the platform does not enforce, for a response of the right shape. */
  readonly advice?: (response: never) => readonly Issue[];
  /** What the platform does when the function fails. */
  readonly onError: ErrorEffect;
  /** Further rules of the platform, a sentence each. */
  readonly rules?: readonly string[];
  /** An example as on the wire: JSON. */
  readonly sample: {
    /** The options of the call. */
    readonly options: Record<string, unknown>;
    /** The response to it. */
    readonly response: unknown;
  };
  /** Calls that the contract must refuse. */
  readonly invalidExamples: readonly InvalidExample[];
}

/** The addresses of a group's functions. */
interface GroupFields {
  /** The generation of modules that have the kind. */
  readonly generation: Generation;
  /** The `type` of a call in a grouped module (1.0). Without one: flat modules only. */
  readonly type?: string;
}

/** A contract with the fields of its group. */
export interface Contract<O extends z.ZodMiniType = z.ZodMiniType, R extends z.ZodMiniType = z.ZodMiniType>
  extends ContractDefinition<O, R>,
    GroupFields {}

/** Makes a function that calls another one once, when it is first called, and keeps its result. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Evaluates a contract lazily: building every schema is a third of a cold start. */
export function contract<O extends z.ZodMiniType, R extends z.ZodMiniType>(
  say: () => ContractDefinition<O, R>,
): () => ContractDefinition<O, R> {
  return lazy(say);
}

type ContractDefinitions = Readonly<Record<string, () => ContractDefinition>>;
type ContractGroup<S extends ContractDefinitions> = {
  readonly [K in keyof S]: S[K] extends () => ContractDefinition<infer O, infer R> ? Contract<O, R> : never;
};

/** Puts the contracts of a group into one table; each is made when it is first read. */
export function group<S extends ContractDefinitions>(common: GroupFields, specs: S): ContractGroup<S> {
  const contracts = {};
  for (const [kind, said] of Object.entries(specs)) {
    Object.defineProperty(contracts, kind, { enumerable: true, get: lazy(() => ({ ...common, ...said() })) });
  }
  return contracts as ContractGroup<S>;
}

/** Merges groups into one table without making their contracts. */
export function mergeGroups<A, B, C, D>(...families: [A, B, C, D]): A & B & C & D {
  const all = families.map((one) => Object.getOwnPropertyDescriptors(one));
  return Object.defineProperties({}, Object.assign({}, ...all)) as A & B & C & D;
}
