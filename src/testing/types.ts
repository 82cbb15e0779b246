/* The types by which a harness knows a module's functions: names, options and responses. */

// biome-ignore lint/suspicious/noExplicitAny: any function is one, whatever it declares
type AnyFunction = (...parameters: any[]) => any;

type FunctionsIn<M> = { [K in keyof M & string]: M[K] extends AnyFunction ? K : never }[keyof M & string];

type GroupedIn<M> = {
  [K in keyof M & string]: M[K] extends object ? `${K}.${FunctionsIn<M[K]>}` : never;
}[keyof M & string];

/** The names of a module's functions: `trimSkus`; in a group, `hooks.trimSkus`. */
export type NameIn<M> = FunctionsIn<M> | GroupedIn<M>;

type FunctionAt<M, N> = N extends keyof M
  ? M[N]
  : N extends `${infer G}.${infer F}`
    ? G extends keyof M
      ? F extends keyof M[G]
        ? M[G][F]
        : never
      : never
    : never;

/** The options that a test may send: missing ones are the sample's. */
export type OptionsAt<M, N> =
  FunctionAt<M, N> extends (options: infer O, ...rest: never[]) => unknown
    ? unknown extends O
      ? unknown
      : Partial<O>
    : unknown;

/** The response of a function: called back or returned; null for nothing. */
export type ResponseAt<M, N> =
  FunctionAt<M, N> extends (options: never, callback: infer C, ...rest: never[]) => infer T ? Answered<C, T> : unknown;

type Answered<C, T> =
  NonNullable<C> extends (error: never, response: infer R) => unknown
    ? Something<R> | Something<Awaited<T>>
    : [Something<Awaited<T>>] extends [never]
      ? null
      : Something<Awaited<T>>;

/** `void` covers undefined and no return value. */
type Something<T> = Exclude<T, void>;
