import type * as z from 'zod/mini';

declare const slot: unique symbol;

/** Stands in a schema's type where the author's own type goes. */
export interface Placeholder<N extends keyof Placeholders> {
  readonly [slot]: N;
}

// biome-ignore lint/suspicious/noExplicitAny: what a record holds is the author's to say; unsaid, anything goes
type Anything = any;

/** A record whose type its author doesn't say: an object, or an array of rows. */
export type AnyRecord = Record<string, Anything>;

/** The types an author can say, and what stands for those left unsaid. */
export interface Placeholders {
  /** One record of a page. */
  record: AnyRecord;
  /** The custom settings in scope. */
  settings: AnyRecord;
  /** What is configured on the export or import itself. */
  configuration: AnyRecord;
  /** What a wrapper export hands from one of its pages to the next. */
  state: AnyRecord;
}

type Leaf = string | number | boolean | bigint | symbol | null | undefined | Date;

/** The keys of a type that are spelt out, without the index signature of a loose object. */
type KnownKeys<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] };

/** A schema's type as authors see it: their own types in the slots, and no index signature that would hide a typo. */
export type Substitute<T, S> =
  T extends Placeholder<infer N>
    ? S[N & keyof S]
    : T extends Leaf
      ? T
      : T extends readonly (infer E)[]
        ? Substitute<E, S>[]
        : T extends object
          ? [KnownKeys<T>] extends [never]
            ? { [K in keyof T]: Substitute<T[K], S> }
            : { [K in keyof T as string extends K ? never : K]: Substitute<T[K], S> }
          : T;

/** What a schema accepts, as authors see it. */
export type AuthorType<T extends z.ZodMiniType, S> = Substitute<z.infer<T>, S>;
