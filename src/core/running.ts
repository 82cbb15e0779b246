import { AsyncLocalStorage } from 'node:async_hooks';
import type { Answer } from './call.ts';

const scope = new AsyncLocalStorage<Answer>();
const running = new Set<Answer>();

/** Does the work that ends in an answer, and remembers until then that it is being done. */
export async function track<T>(answer: Answer, work: () => Promise<T>): Promise<T> {
  running.add(answer);
  try {
    return await scope.run(answer, work);
  } finally {
    running.delete(answer);
  }
}

/**
 * The answer of the call that an uncaught error belongs to: the one it was thrown in, answered or not; else the only
 * one that runs. To be asked while the error is being handled.
 */
export function answerOfUncaught(): Answer | undefined {
  const [only, another] = running;
  return scope.getStore() ?? (another ? undefined : only);
}
