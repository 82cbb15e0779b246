import type { CallRecord } from './call-log.ts';
import { type AnyFunction, sourceOf, type Target, tagOf } from './resolve.ts';

/** The one answer to a call. The first of `give` and `fail` counts; who keeps the record hears of what comes later. */
export interface Answer {
  /** In a box: a response may itself have a `then`. */
  readonly promise: Promise<{ readonly response: unknown }>;
  readonly isOpen: () => boolean;
  readonly give: (response: unknown) => void;
  readonly fail: (thrown: unknown) => void;
}

export function createAnswer({ late }: Pick<CallRecord, 'late'>): Answer {
  let resolve!: (box: { readonly response: unknown }) => void;
  let reject!: Answer['fail'];
  // Not withResolvers: some libraries put a Promise of their own in place, which lacks it.
  const promise: Answer['promise'] = new Promise((give, fail) => {
    resolve = give;
    reject = fail;
  });
  let open = true;
  return {
    promise,
    isOpen: () => open,
    give: (response) => {
      if (open) resolve({ response });
      else late('answer');
      open = false;
    },
    fail: (thrown) => {
      if (open) reject(thrown);
      else late('error', thrown);
      open = false;
    },
  };
}

/**
 * Runs a function and lets it answer the way it was written: by callback, by a promise or by what it returns. How many
 * parameters it declares decides which of them count.
 */
export function run({ self, fn }: Target, options: unknown, context: unknown, { give, fail, isOpen }: Answer): void {
  const callback = (error: unknown, response: unknown) => (error ? fail(error) : give(response));
  const declared = fn.length;
  const resolved = (response: unknown) => {
    // A function declared with a callback may return anything that has a `then` (a request, a query): only the promise
    // of an async function is surely meant as its answer.
    if (declared === 2 ? response !== undefined && /Async/.test(tagOf(fn)) : response !== undefined || isOpen()) {
      give(response);
    }
  };
  try {
    const returned = Reflect.apply(fn, self, [options, callback, context]);
    if (typeof returned?.then === 'function') Promise.resolve(returned).then(resolved, fail);
    else if (declared !== 2 && (returned !== undefined || (declared < 2 && !isOldCallback(fn, declared))))
      give(returned);
  } catch (thrown) {
    fail(thrown);
  }
}

/**
 * Whether a function takes a callback that `length` doesn't count. The bare word `arguments` is proof only where nothing
 * is declared: elsewhere it may stand in a message.
 */
export function isOldCallback(fn: AnyFunction, declared: number): boolean {
  const source = sourceOf(fn);
  // A list of parameters that ends in a rest parameter or in one behind a default, or whose second one has a default.
  const uncounted = /^[^=(]*\(([^)]*(,|\.\.\.)\s*[\w$]+\s*\)|([^){[]|{})*,\s*[\w$]+\s*=)/;
  return uncounted.test(source) || (declared ? /\barguments[[.]/ : /\barguments\b/).test(source);
}
