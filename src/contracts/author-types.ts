import type * as z from 'zod/mini';

declare const slot: unique symbol;

/** Stands in a schema's type for a type of the author's. */
export interface Placeholder<N extends keyof Placeholders | 'connection' | 'recordError'> {
  readonly [slot]: N;
}

// biome-ignore lint/suspicious/noExplicitAny: what a record holds is the author's to say; unsaid, anything goes
type Anything = any;

/** A record of unknown type: an object, or an array of rows. */
export type AnyRecord = Record<string, Anything>;

/** The types that an author can name, with their defaults. */
export interface Placeholders {
  /** One record of a page. */
  record: AnyRecord;
  /** The custom settings in scope. */
  settings: AnyRecord;
  /** The configuration of the export or import itself. */
  configuration: AnyRecord;
  /** The state that a wrapper export passes from one page to the next. */
  state: AnyRecord;
  /** The integration, flow or other resource of a function of an integration app. */
  resource: AnyRecord;
  /** The parent and the grandparent of that resource. */
  parentResource: AnyRecord;
  /** The license of an integration, or of its parent. */
  license: AnyRecord;
  /** The license and other facts that functions of a connector get (1.0). */
  opts: AnyRecord;
  /** The values that are stored encrypted on a wrapper's connection. */
  encrypted: AnyRecord;
  /** The values that are stored unencrypted on a wrapper's connection. */
  unencrypted: AnyRecord;
  /** The filled form of a step. */
  formSubmission: AnyRecord;
  /** The changed settings of `persistSettings`. */
  pending: AnyRecord;
  /** Any other object whose fields no documentation names: a form, an install step, a job. */
  object: AnyRecord;
}

type Leaf = string | number | boolean | bigint | symbol | null | undefined | Date;

/** The named keys of a type, without the index signature of a loose object. */
type KnownKeys<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] };

/**
 * A schema's type as authors see it: with their own types in place of placeholders, and without the index signature
 * that would hide typos.
 */
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
            : // Inferred and not named: editors show the fields, and the fields keep their sentences.
              KnownKeys<T> extends infer K extends keyof T
              ? { [P in K]: Substitute<T[P], S> }
              : never
          : T;

/** The input type of a schema, as authors see it. */
export type AuthorType<T extends z.ZodMiniType, S> = Substitute<z.infer<T>, S>;
