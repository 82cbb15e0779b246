import type { Context } from 'hono';
import type { Invocation } from '../shared/invocation.ts';
import type { CallRequest } from './call.ts';

/** The facts that an app's host knows about a request beyond the request itself. */
export interface Host extends Pick<Invocation, 'timeout' | 'capacity' | 'ids'> {
  /** Whether the host is about to stop and takes no new calls. */
  readonly stopping?: boolean;
  /** The request as a call, if the host reads it faster than Hono. */
  readonly request?: CallRequest;
}

/** The key of a Host in Hono's bindings. A symbol: in a mounted app, bindings may have any name. */
export const HOST = Symbol('host');

/** Reads the facts of the host; empty inside of an app without a Host. */
export function readHost(c: Context): Host {
  return (c.env as { [HOST]?: Host } | undefined)?.[HOST] ?? {};
}

/** The most characters of a logged path, which the caller chooses. */
const MAX_PATH = 256;

/** Makes the log fields of a request. The path has no query, because a query may hold secrets. */
export function toLogFields(method: string, path: string, ids: Invocation['ids']): NonNullable<Invocation['ids']> {
  return { method, path: path.slice(0, MAX_PATH), ...ids };
}
