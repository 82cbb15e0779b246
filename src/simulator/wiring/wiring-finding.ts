import type { Basis } from '../scope/scope.ts';
import type { WiringLevel, WiringRule } from './rules.ts';

/** A place where documents and modules do not fit together. */
export interface WiringFinding {
  readonly rule: WiringRule;
  readonly level: WiringLevel;
  /** The file. */
  readonly document: string;
  /** The path in it: `pageProcessors[0].hooks.preMap`; empty for the document as a whole. */
  readonly path: string;
  /** From 1; absent where the document has no lines. */
  readonly line?: number;
  readonly column?: number;
  /** What is there. Without an expectation it is a whole sentence. */
  readonly found: string;
  /** What should be there; empty where nobody can say. */
  readonly expected: string;
  /** What the platform would do. */
  readonly consequence: string;
  /** What that is known from. */
  readonly basis: Basis;
}
