import type { Answer } from './call.ts';

// Imported, its ESM face would be made first, which is slower.
const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');

/** The answers that functions are working on. */
export const running = new Set<Answer>();

/** The answer that the code asking is working on, or has worked on. */
export const scope = new AsyncLocalStorage<Answer>();

/**
 * The answer of the call that an uncaught error belongs to: the one it was thrown in, given or not; else the only one
 * that is being worked on. To be asked while the error is being handled.
 */
export function answerOfUncaught(): Answer | undefined {
  const [only, another] = running;
  return scope.getStore() ?? (another ? undefined : only);
}
