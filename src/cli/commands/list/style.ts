import { isLegacyCallback } from '../../../core/execute.ts';
import { type AnyFunction, readTag, toSource } from '../../../core/resolve.ts';

/** How a function answers, by what it declares: `core/call.ts` has the rules. */
export type Style = 'callback' | 'promise' | 'plain' | 'callback or promise' | 'callback or plain';

export function detectStyle(fn: AnyFunction): Style {
  const isAsync = /Async/.test(readTag(fn));
  if (fn.length >= 2) return isAsync ? 'callback or promise' : fn.length === 2 ? 'callback' : 'callback or plain';
  if (isLegacyCallback(fn, fn.length)) return isAsync ? 'callback or promise' : 'callback';
  return isAsync ? 'promise' : 'plain';
}

/** Whether a function is a class: it is found, but calling it without `new` throws. */
export function isClass(fn: AnyFunction): boolean {
  return /^class\b/.test(toSource(fn));
}
