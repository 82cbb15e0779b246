import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogPlace } from './types.ts';

/** Where lines come from that are logged now. */
export interface CurrentPlace extends Partial<Omit<LogPlace, 'record'>> {
  /** The key of the record that a call is made for alone. */
  readonly record?: string | undefined;
  /** Names the record at a position, where calls are made for one record after the other. */
  readonly keyAt?: ((position: number) => string) | undefined;
}

/** A store of the asynchronous context: pages run side by side, and so do flows. */
const places = new AsyncLocalStorage<CurrentPlace>();

/** Does some work whose log lines belong to a place; what it leaves out is that of the work around it. */
export function logAt<T>(place: CurrentPlace, work: () => T): T {
  return places.run({ ...places.getStore(), ...place }, work);
}

/** Does some work for the record at a position of the current place. */
export function logAtPosition<T>(position: number, work: () => T): T {
  const record = places.getStore()?.keyAt?.(position);
  return record === undefined ? work() : logAt({ record }, work);
}

/** Reads the place of what is logged now; undefined outside of all calls. */
export function readLogPlace(): LogPlace | undefined {
  const { stage, page, attempt, record } = places.getStore() ?? {};
  if (stage === undefined) return undefined;
  return {
    stage,
    ...(page !== undefined && { page }),
    ...(attempt !== undefined && { attempt }),
    ...(record !== undefined && { record }),
  };
}
