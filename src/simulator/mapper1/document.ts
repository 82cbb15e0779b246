import type { DateConverter, DateFormats } from '../mapper2/dates.ts';
import type { Scope } from '../scope/scope.ts';

/** An entry of a Mapper 1.0 mapping as the platform stores it; fields that the platform adds pass through. */
export interface Mapper1Field extends DateFormats {
  readonly extract?: string | null | undefined;
  readonly generate?: string | null | undefined;
  /** A fixed value; null is one, undefined is none. */
  readonly hardCodedValue?: unknown;
  readonly lookupName?: string | null | undefined;
  readonly dataType?: string | null | undefined;
  /** The value for an empty extract; null is one, undefined is none. */
  readonly default?: unknown;
  readonly discardIfEmpty?: boolean | null | undefined;
  readonly immutable?: boolean | null | undefined;
  readonly useFirstRow?: boolean | null | undefined;
  readonly conditional?:
    | { readonly when?: string | null | undefined; readonly lookupName?: string | null | undefined }
    | null
    | undefined;
  readonly [key: string]: unknown;
}

/** A list of a Mapper 1.0 mapping: its fields are read below `jsonPath` and written into each element. */
export interface Mapper1List {
  readonly generate?: string | null | undefined;
  readonly jsonPath?: string | null | undefined;
  readonly fields?: readonly Mapper1Field[] | null | undefined;
  readonly [key: string]: unknown;
}

/** A Mapper 1.0 mapping as the platform stores it. */
export interface Mapper1Document {
  readonly fields?: readonly Mapper1Field[] | null | undefined;
  readonly lists?: readonly Mapper1List[] | null | undefined;
}

/** What a mapping needs from outside its document. */
export interface Mapper1Settings {
  /** The lookups of the document by name. One returns undefined for no field, and may throw a RecordFailure. */
  readonly lookups?: ReadonlyMap<string, (value: unknown) => unknown> | undefined;
  /** Compiles an extract with `{{…}}`; without it such extracts are refused. */
  readonly compileExpression?: ((template: string, scope: Scope) => (context: object) => string) | undefined;
  /** Rewrites dates; without it the formats of dates are refused. */
  readonly dates?: DateConverter | undefined;
  /** Whether the record exists at the destination; without it, conditions on that are refused. */
  readonly isExisting?: ((record: unknown) => boolean) | undefined;
}
