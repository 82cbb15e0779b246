import { AsyncLocalStorage } from 'node:async_hooks';

const times = new AsyncLocalStorage<number>();

let frozen = 0;
const RealDate = globalThis.Date;

/** The Date of calls whose time stands still; for all other code it is the process's own. */
const FreezableDate = new Proxy(RealDate, {
  construct: (target, given, newTarget) => {
    const at = times.getStore();
    return Reflect.construct(target, given.length === 0 && at !== undefined ? [at] : given, newTarget);
  },
  apply: (target) => {
    const at = times.getStore();
    return at === undefined ? target() : new target(at).toString();
  },
  get: (target, key) => (key === 'now' ? () => times.getStore() ?? target.now() : Reflect.get(target, key, target)),
});

/**
 * Makes a call for which Date stands still at a time. Timers, `performance` and what a module computed when it was
 * loaded go on.
 * @param at milliseconds since 1970
 */
export async function freezeDate<T>(at: number, call: () => Promise<T>): Promise<T> {
  if (frozen === 0) setDate(FreezableDate);
  frozen += 1;
  try {
    return await times.run(at, call);
  } finally {
    frozen -= 1;
    if (frozen === 0) setDate(RealDate);
  }
}

function setDate(date: DateConstructor): void {
  globalThis.Date = date;
  // Libraries tell a date by its constructor.
  RealDate.prototype.constructor = date;
}
