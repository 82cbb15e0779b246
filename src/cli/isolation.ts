import { url } from 'node:inspector';
import type { Isolation } from '../simulator/index.ts';

/** Chooses where functions run: in this process under a debugger, so that breakpoints work, else in one of their own. */
export function chooseIsolation(): Isolation {
  return url() === undefined ? 'process' : 'none';
}
