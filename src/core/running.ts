import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Answer } from './call.ts';

/** The answers that functions are working on. */
export const running = new Set<Answer>();

let store: AsyncLocalStorage<Answer> | undefined;

/** Holds the answer that the code asking is working on, or has worked on. */
export function scope(): AsyncLocalStorage<Answer> {
  // Imported, its ESM face would be made first, which is slower.
  store ??= new (process.getBuiltinModule('node:async_hooks').AsyncLocalStorage)();
  return store;
}

/**
 * The answer of the call that an uncaught error belongs to: the one it was thrown in, given or not; else the only one
 * that is being worked on. To be asked while the error is being handled.
 */
export function answerOfUncaught(): Answer | undefined {
  const [only, another] = running;
  return scope().getStore() ?? (another ? undefined : only);
}
