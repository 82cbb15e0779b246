import { toExtensionError } from '../shared/errors.ts';
import type { CallLog } from './call-log.ts';
import { type AnyFunction, readTag, type Target, toSource } from './resolve.ts';

/** A response, in a box: it may itself have a `then`. */
export interface Answer {
  readonly response?: unknown;
}

/** The one answer to a call. The first of `resolve` and `reject` counts; later ones are logged as late. */
export interface Deferred {
  readonly promise: Promise<Answer>;
  readonly isPending: () => boolean;
  readonly resolve: (response: unknown) => void;
  readonly reject: (thrown: unknown) => void;
}

export function createDeferred({ ignoreLate }: Pick<CallLog, 'ignoreLate'>): Deferred {
  let resolve!: (answer: Answer) => void;
  let reject!: Deferred['reject'];
  // Not withResolvers: some libraries replace Promise by their own, which lacks it.
  const promise: Deferred['promise'] = new Promise((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  let pending = true;
  return {
    promise,
    isPending: () => pending,
    resolve: (response) => {
      if (pending) resolve({ response });
      else ignoreLate('answer');
      pending = false;
    },
    reject: (thrown) => {
      if (pending) reject(toExtensionError(thrown));
      else ignoreLate('error', thrown);
      pending = false;
    },
  };
}

/**
 * Runs a function in the style it was written in: callback, promise or plain return. The number of its declared
 * parameters decides which of these count.
 */
export function execute(
  { self, fn }: Target,
  options: unknown,
  context: unknown,
  { resolve, reject, isPending }: Deferred,
): void {
  const callback = (error: unknown, response: unknown) => (error ? reject(error) : resolve(response));
  const parameters = fn.length;
  const onResolved = (response: unknown) => {
    // A function with a callback may return any object with a `then` (a request, a query). Only an async function's
    // promise is surely its answer.
    if (
      parameters === 2 ? response !== undefined && /Async/.test(readTag(fn)) : response !== undefined || isPending()
    ) {
      resolve(response);
    }
  };
  try {
    const returned = Reflect.apply(fn, self, [options, callback, context]);
    if (typeof returned?.then === 'function') Promise.resolve(returned).then(onResolved, reject);
    else if (parameters !== 2 && (returned !== undefined || (parameters < 2 && !isLegacyCallback(fn, parameters))))
      resolve(returned);
  } catch (thrown) {
    reject(thrown);
  }
}

/**
 * Whether a function takes a callback that `length` doesn't count. The bare word `arguments` is proof only for a
 * function without declared parameters: elsewhere it may be part of a message.
 */
export function isLegacyCallback(fn: AnyFunction, parameters: number): boolean {
  const source = toSource(fn);
  // Matches a parameter list that ends in a rest parameter or follows a default, or whose second parameter has a
  // default.
  const uncounted = /^[^=(]*\(([^)]*(,|\.\.\.)\s*[\w$]+\s*\)|([^){[]|{})*,\s*[\w$]+\s*=)/;
  return uncounted.test(source) || (parameters ? /\barguments[[.]/ : /\barguments\b/).test(source);
}
