import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';

/** What a fake platform starts with. */
export interface FakePlatformSettings {
  /** Tokens that are good from the start, until they are revoked. Default: the `sample-token` of a harness's options. */
  readonly tokens?: readonly string[];
  /** Milliseconds after which an issued token dies even if nobody revokes it. Default: 15 minutes. */
  readonly tokenLifetime?: number;
  /** The account's bucket: as many requests at once, and as many a second. Default: 1,000 and 300. */
  readonly rateLimit?: { readonly size: number; readonly perSecond: number };
  /** The port to listen at. Default: any that is free. */
  readonly port?: number;
}

/** How requests are to fail. What isn't said of them is of no account: `{ status: 503 }` is the next request of any kind. */
export interface Failure {
  readonly method?: string;
  /** The whole path without the query, `/v1/state/orders`, or a pattern of it. */
  readonly path?: string | RegExp;
  /** How many requests. Default 1. */
  readonly times?: number;
  /** Answers with this status. Without it, and unless it is dropped, a request is answered as usual after the delay. */
  readonly status?: number;
  /** Text as it is, as a page of HTML unless the headers say otherwise; anything else as JSON. Default: nothing. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cuts the connection without an answer. */
  readonly drop?: boolean;
  /** Milliseconds to wait first. */
  readonly delay?: number;
}

/** A request as it came. Its token is left out. */
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON; undefined where there is none. */
  readonly body: unknown;
  /** What it was answered with; undefined until then, and where it was dropped. */
  status?: number;
}

type Bindings = { Bindings: HttpBindings };

/** Fifteen minutes, as the platform's own. */
const LIFETIME = 900_000;
const LIMIT = { size: 1000, perSecond: 300 };

/** What every request has to pass before the account is asked: it is noted, may fail, and needs a token and a place. */
export function createGate({
  tokens = ['sample-token'],
  tokenLifetime = LIFETIME,
  rateLimit = LIMIT,
}: FakePlatformSettings) {
  const requests: FakeRequest[] = [];
  const failures: { failure: Failure; left: number }[] = [];
  const deaths = new Map(tokens.map((token) => [token, Number.POSITIVE_INFINITY]));
  const take = createLimit(rateLimit);
  const isGood = (token: string) => (deaths.get(token) ?? 0) > Date.now();

  const pass: MiddlewareHandler<Bindings> = async (c, next) => {
    const request = await noted(c);
    requests.push(request);
    const failing = failures.find(({ failure, left }) => left > 0 && matches(failure, request));
    if (failing) failing.left -= 1;
    const answer = (failing && (await fail(c, failing.failure))) ?? refuse(c, isGood, take);
    if (answer) c.res = answer;
    else await next();
    if (!failing?.failure.drop) request.status = c.res.status;
  };
  return {
    pass,
    requests,
    fail: (failure: Failure) => void failures.push({ failure, left: failure.times ?? 1 }),
    issueToken: (token: string = randomUUID()) => {
      deaths.set(token, Date.now() + tokenLifetime);
      return token;
    },
    revokeToken: (token: string) => void deaths.delete(token),
  };
}

async function noted({ req }: Context): Promise<FakeRequest> {
  const { authorization, ...headers } = req.header();
  const text = await req.text();
  const isJson = req.header('content-type')?.includes('json') && text !== '';
  const body = isJson ? JSON.parse(text) : text || undefined;
  return { method: req.method, path: req.path, query: req.query(), headers, body };
}

function matches({ method, path }: Failure, request: FakeRequest): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (path instanceof RegExp) return path.test(request.path);
  return path === undefined || path === request.path;
}

/** The answer of a failure, after its delay; undefined where it was only to be late. */
async function fail(c: Context<Bindings>, { status, body, headers, drop, delay }: Failure) {
  if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
  if (drop) {
    c.env.incoming.socket.destroy();
    return new Response(null);
  }
  if (status === undefined) return undefined;
  const [type, text] = typeof body === 'string' ? ['text/html', body] : ['application/json', JSON.stringify(body)];
  return new Response(text ?? null, { status, headers: { ...(text && { 'content-type': type }), ...headers } });
}

/** The answer to a request without a good token, or to one too many. */
function refuse(c: Context, isGood: (token: string) => boolean, take: () => number): Response | undefined {
  const [, token] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? [];
  if (token === undefined) return c.json({ message: 'Unauthorized' }, 401);
  if (!isGood(token)) return c.json({ message: 'Bearer Authentication Failed' }, 401);
  const wait = take();
  if (wait <= 0) return undefined;
  c.header('retry-after', String(Math.ceil(wait)));
  return c.json({ errors: [{ code: 'rate_limited', message: 'Too many requests.' }] }, 429);
}

/** A bucket of requests: what it returns is how many seconds there is none for the next one, or 0. */
function createLimit({ size, perSecond }: NonNullable<FakePlatformSettings['rateLimit']>): () => number {
  let level = size;
  let at = performance.now();
  return () => {
    const now = performance.now();
    level = Math.min(size, level + ((now - at) / 1000) * perSecond);
    at = now;
    if (level < 1) return (1 - level) / perSecond;
    level -= 1;
    return 0;
  };
}
