import { isLegacyCallback } from '../../../core/execute.ts';
import { type AnyFunction, readTag, toSource } from '../../../core/resolve.ts';

/** The way in which a function answers, by its declaration: `core/execute.ts` has the rules. */
export type Style = 'callback' | 'promise' | 'plain' | 'callback or promise' | 'callback or plain';

export function detectStyle(fn: AnyFunction): Style {
  const isAsync = /Async/.test(readTag(fn));
  if (fn.length >= 2) return isAsync ? 'callback or promise' : fn.length === 2 ? 'callback' : 'callback or plain';
  if (isLegacyCallback(fn, fn.length)) return isAsync ? 'callback or promise' : 'callback';
  return isAsync ? 'promise' : 'plain';
}

/** Whether a function is a class: calling it without `new` throws. */
export function isClass(fn: AnyFunction): boolean {
  return /^class\b/.test(toSource(fn));
}
