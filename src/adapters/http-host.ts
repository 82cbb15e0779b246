import type { Context } from 'hono';

/** What the host of an app tells it of a request beyond what the request says. */
export interface Host {
  /** The host's own names for the request, for the log. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Milliseconds that a function may take. */
  readonly timeout?: number | undefined;
  /** The most bytes of JSON that the host can carry back. */
  readonly capacity?: number;
  /** The body, where something in front of the app has read it. */
  readonly read?: { readonly body: unknown };
  /** Whether the host is about to stop, and wants no new work. */
  readonly stopping?: boolean;
  /** Answers the request in the host's own way, which is faster than a Response with a body. */
  readonly send?: (answer: HttpAnswer) => Response;
}

/** An answer as it goes on the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or nothing at all. */
  readonly body: string;
}

/** The binding that holds a Host: a symbol, since an app may be mounted where bindings have any name. */
export const HOST = Symbol('host');

const NOTHING: Host = {};

/** What the host tells of a request; nothing, if the app is run by a host of another kind. */
export function hostOf(c: Context): Host {
  return (c.env as { [HOST]?: Host } | undefined)?.[HOST] ?? NOTHING;
}
