import type { DateFormats } from './dates.ts';

/** The condition of an entry: `{ when: 'extract_not_empty' }`. */
export interface Mapper2Condition {
  readonly when?: string | null | undefined;
  /** Mapper 1.0 has it: here it is a mistake. */
  readonly lookupName?: string | null | undefined;
}

/** One source of an array: the elements that a path finds, one object of its own, or one object for each element. */
export interface ArrayHelper {
  readonly extract?: string | null | undefined;
  readonly sourceDataType?: string | undefined;
  readonly default?: unknown;
  readonly conditional?: Mapper2Condition | null | undefined;
  readonly mappings?: readonly Mapper2Entry[] | null | undefined;
  readonly [key: string]: unknown;
}

/** One field of the output, as the platform stores it in `mappings`. Other keys are allowed and have no effect. */
export interface Mapper2Entry extends DateFormats {
  readonly generate?: string | null | undefined;
  readonly dataType?: string | undefined;
  readonly extract?: string | null | undefined;
  readonly hardCodedValue?: unknown;
  readonly sourceDataType?: string | undefined;
  readonly default?: unknown;
  readonly lookupName?: string | null | undefined;
  readonly conditional?: Mapper2Condition | null | undefined;
  readonly status?: string | null | undefined;
  readonly mappings?: readonly Mapper2Entry[] | null | undefined;
  readonly buildArrayHelper?: readonly ArrayHelper[] | null | undefined;
  readonly [key: string]: unknown;
}
