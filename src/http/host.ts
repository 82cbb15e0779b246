import type { Context } from 'hono';
import type { Invocation } from '../shared/invocation.ts';
import type { CallRequest } from './call.ts';

/** The facts that an app's host knows about a request beyond the request itself. */
export interface Host extends Pick<Invocation, 'timeout' | 'capacity' | 'ids'> {
  /** Whether the host is about to stop and wants no new work. */
  readonly stopping?: boolean;
  /** The request as a call, if the host reads it better than Hono. */
  readonly request?: CallRequest;
}

/** The binding that holds a Host. A symbol: in a mounted app, bindings may have any name. */
export const HOST = Symbol('host');

/** Reads the host's facts; an outer app without a Host has none. */
export function readHost(c: Context): Host {
  return (c.env as { [HOST]?: Host } | undefined)?.[HOST] ?? {};
}

/** Longer paths are cut: they are the caller's, and a line must stay a line. */
const LONGEST = 256;

/** The log fields of a request: its path without the query, which may hold anything. */
export function toLogFields(method: string, path: string, ids: Invocation['ids']): NonNullable<Invocation['ids']> {
  return { method, path: path.slice(0, LONGEST), ...ids };
}
