/** What a contract says of a call: nothing, or where and what is wrong, one sentence each. */
export type Issues = readonly string[];

/** One call, judged: its options when it begins, its response when it has answered. */
export interface CheckedCall {
  readonly options: Issues;
  readonly judge: (response: unknown) => Issues;
}

/** The part of a call's logger that a judge needs. */
export interface WarnLogger {
  readonly warn: (message: string, fields: Record<string, unknown>) => void;
}

/** Holds calls to the contract of their function's kind. */
export interface ContractChecker {
  /** What the contract says of a call. The options are read when it opens: functions reassign them. */
  readonly open: (kind: string, options: unknown) => CheckedCall;
  /**
   * Acts on what the contract says of a call: of its options at once, of its response when what is returned is given it.
   * @throws ExtensionError, here and there, if it enforces the contract
   */
  readonly enforce: (kind: string, options: unknown, log: WarnLogger) => (response: unknown) => void;
}

const MARK = Symbol.for('integrator.io/kind');

/** What an author has declared about a function beside its kind. */
export interface Traits {
  /** It changes the options it is given; `check` then doesn't hold that against it. */
  readonly mutates?: boolean;
}

interface KindMark extends Traits {
  readonly kind: string;
}

/**
 * Marks a function with its kind; returns the function itself. The mark is found by every copy of this package that a
 * process has loaded.
 */
export function markKind<F extends object>(fn: F, kind: string, traits: Traits = {}): F {
  Object.defineProperty(fn, MARK, { value: { ...traits, kind } satisfies KindMark, configurable: true });
  return fn;
}

/** The kind a function was defined with, if it was. */
export function kindOf(fn: object): string | undefined {
  return (fn as { [MARK]?: KindMark })[MARK]?.kind;
}

/** What was declared about a function that was defined with a kind. */
export function traitsOf(fn: object): Traits {
  return (fn as { [MARK]?: KindMark })[MARK] ?? {};
}
