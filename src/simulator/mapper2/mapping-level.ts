import type { Scope } from '../scope/scope.ts';
import type { DateConverter } from './dates.ts';
import type { Focus } from './frame.ts';

/** What a mapping needs beside its document. */
export interface Mapper2Settings {
  /** The lookups of the document by name; one returns undefined for no field. */
  readonly lookups?: ReadonlyMap<string, (value: unknown) => unknown> | undefined;
  /** Compiles an extract with `{{…}}`; without it, such extracts are refused. */
  readonly compileExpression?: ((template: string, scope: Scope) => (context: object) => string) | undefined;
  /** Rewrites dates; without it, formats of dates are refused. */
  readonly dates?: DateConverter | undefined;
  /** Whether the destination has the record; without it, conditions on that are refused. */
  readonly isExisting?: ((record: unknown) => boolean) | undefined;
  /** Whether the output is rows, as for imports of csv and xlsx files. */
  readonly writesRows?: boolean | undefined;
  /** What expressions see beside `record` or `rows`: settings, connection, import. */
  readonly surroundings?: object | undefined;
  /** The source of errors. Default: mapping. */
  readonly source?: 'mapping' | 'transformation' | undefined;
}

/** Stands for the index of an element in a place of the output. */
export const INDEX = Symbol('index');

/** What is known of an entry from the entries around it. */
export interface MappingLevel {
  readonly settings: Mapper2Settings;
  /** The places where elements stand for lists, from the shortest names to the longest. */
  readonly foci: readonly Focus[];
  /** The next free position in a frame's elements. */
  readonly slots: number;
  /** The place in the output. */
  readonly output: readonly (string | typeof INDEX)[];
  /** All JSON paths of the mapping. */
  readonly paths: Set<string>;
}
