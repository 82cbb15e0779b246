import { AsyncLocalStorage } from 'node:async_hooks';
import type { Answer } from './call.ts';
import type { CallRecord } from './record.ts';

/** A call from the moment its function is run. */
export interface RunningCall {
  readonly answer: Answer;
  readonly record: CallRecord;
}

const scope = new AsyncLocalStorage<RunningCall>();
const running = new Set<RunningCall>();

/** Runs a call's function, and remembers until the call is answered that it runs. */
export async function track<T>(call: RunningCall, work: () => Promise<T>): Promise<T> {
  running.add(call);
  try {
    return await scope.run(call, work);
  } finally {
    running.delete(call);
  }
}

/**
 * The call that an uncaught error belongs to: the one it was thrown in, answered or not; else the only one that runs.
 * To be asked while the error is being handled.
 */
export function callOfUncaught(): RunningCall | undefined {
  const [only, another] = running;
  return scope.getStore() ?? (another ? undefined : only);
}
