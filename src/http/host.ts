import type { Context } from 'hono';
import type { Invocation } from '../shared/invocation.ts';
import type { CallRequest } from './call.ts';

/** What the host of an app tells it of a request beyond what the request says. */
export interface Host extends Pick<Invocation, 'timeout' | 'capacity' | 'ids'> {
  /** Whether the host is about to stop, and wants no new work. */
  readonly stopping?: boolean;
  /** The request as a call, where the host reads it better than Hono does. */
  readonly request?: CallRequest;
}

/** The binding that holds a Host. A symbol: where an app is mounted, bindings may have any name. */
export const HOST = Symbol('host');

/** What the host tells of a request; nothing, if an app that knows no Host has this one mounted. */
export function readHost(c: Context): Host {
  return (c.env as { [HOST]?: Host } | undefined)?.[HOST] ?? {};
}

/** Longer paths are cut: they are the caller's, and a line must stay a line. */
const LONGEST = 256;

/** What the log says of a request. The path without the query, which may hold anything. */
export function logFields(method: string, path: string, ids: Invocation['ids']): NonNullable<Invocation['ids']> {
  return { method, path: path.slice(0, LONGEST), ...ids };
}
