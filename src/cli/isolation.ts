import { url } from 'node:inspector';
import type { Isolation } from '../simulator/index.ts';
import { OFFLINE } from './offline.ts';

/**
 * Chooses where functions run: in this process under a debugger, so that breakpoints work, else in one of their own. Only
 * the processes of a command are kept from the network.
 */
export function chooseIsolation(): Isolation {
  return url() === undefined || process.env[OFFLINE] !== undefined ? 'process' : 'none';
}
