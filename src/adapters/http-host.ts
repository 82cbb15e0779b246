import type { Context } from 'hono';
import type { HttpAnswer } from './http-answer.ts';

/** What the host of an app tells it of a request beyond what the request says. */
export interface Host {
  /** The host's own names for the request, for the log. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Milliseconds that a function may take. */
  readonly timeout?: number;
  /** The most bytes of JSON that the host can carry back. */
  readonly capacity?: number;
  /** The body, where something in front of the app has read it. */
  readonly read?: { readonly body: unknown } | undefined;
  /** Whether the host is about to stop, and wants no new work. */
  readonly stopping?: boolean;
  /** Answers the request in the host's own way, which is faster than a Response with a body. */
  readonly send?: (answer: HttpAnswer) => Response;
}

/** The binding that holds a Host. A symbol: where an app is mounted, bindings may have any name. */
export const HOST = Symbol('host');

/** What the host tells of a request; nothing, if an app that knows no Host has this one mounted. */
export function hostOf(c: Context): Host {
  return (c.env as { [HOST]?: Host } | undefined)?.[HOST] ?? {};
}

/** Longer paths are cut: they are the caller's, and a line must stay a line. */
const LONGEST = 256;

/** What the log says of a request. The path without the query, which may hold anything. */
export function factsOf(c: Context): Record<string, string> {
  return { method: c.req.method, path: c.req.path.slice(0, LONGEST), ...hostOf(c).ids };
}

/** Gives an answer to the host, as it likes it best. */
export function reply(c: Context, answer: HttpAnswer): Response {
  const { send } = hostOf(c);
  return send ? send(answer) : new Response(answer.body, answer);
}
