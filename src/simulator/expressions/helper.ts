import type Handlebars from 'handlebars';
import type { HelperHost } from './helper-host.ts';

/** Runs a helper with the values of a template. A block gets its parts by the options, and the context around it. */
export type RunHelper = (values: readonly unknown[], options: Handlebars.HelperOptions, context: unknown) => unknown;

/** A helper of the platform: what it may be given, and how it is made for one template. */
export interface Helper {
  readonly isBlock: boolean;
  /** The least and the greatest number of values. */
  readonly arity: readonly [least: number, most: number];
  /** The names that may stand before an equals sign: `sort list reverse="true"`. */
  readonly hash: readonly string[];
  /** Checks the values that are written in the template, where others are undefined. It throws the failure of a record. */
  readonly check?: (host: HelperHost, values: readonly unknown[]) => void;
  /** Undefined for a helper of the library's own. */
  readonly create?: (host: HelperHost) => RunHelper;
}

type Extras = Partial<Pick<Helper, 'hash' | 'check'>>;

/** Defines a helper that gives a value. */
export function inline(arity: Helper['arity'], create: (host: HelperHost) => RunHelper, extras: Extras = {}): Helper {
  return { isBlock: false, arity, hash: [], create, ...extras };
}

/** Defines a block that is rendered where a condition holds, and whose `else` is rendered where it does not. */
export function condition(
  arity: Helper['arity'],
  create: (host: HelperHost) => (values: readonly unknown[]) => boolean,
  extras: Extras = {},
): Helper {
  return {
    isBlock: true,
    arity,
    hash: [],
    create(host) {
      const holds = create(host);
      return (values, options, context) => (holds(values) ? options.fn(context) : options.inverse(context));
    },
    ...extras,
  };
}
