import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { FakeDocuments } from './account.ts';

/** The settings of a fake platform. */
export interface FakePlatformSettings {
  /**
   * Tokens that are valid from the start, until they are revoked. Default: the `sample-token` of a harness's options.
   */
  readonly tokens?: readonly string[];
  /** Milliseconds after which an issued token expires. Default: 15 minutes. */
  readonly tokenLifetime?: number;
  /** The account's rate limit: requests at once, and requests per second. Default: 1,000 and 300. */
  readonly rateLimit?: {
    /** Requests at once. */
    readonly size: number;
    /** Requests in each second. */
    readonly perSecond: number;
  };
  /** The port to listen at. Default: any free one. */
  readonly port?: number;
  /** The documents of the account from the start. Default: none. */
  readonly documents?: FakeDocuments;
}

/** A failure of requests. Omitted fields match any request: `{ status: 503 }` fails the next request of any kind. */
export interface Failure {
  /** The method of the requests to fail. Default: any. */
  readonly method?: string;
  /** The whole path without the query, `/v1/state/orders`, or a pattern of it. */
  readonly path?: string | RegExp;
  /** The number of requests to fail. Default 1. */
  readonly times?: number;
  /**
   * The status of the answer. Without it, and unless it is dropped, the request is answered as usual after the delay.
   */
  readonly status?: number;
  /** The body: a text as it is, as HTML unless the headers name another type; anything else as JSON. Default: none. */
  readonly body?: unknown;
  /** The headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Cuts the connection without an answer. */
  readonly drop?: boolean;
  /** Milliseconds to wait first. */
  readonly delay?: number;
}

/** A request as it arrived, without its token. */
export interface FakeRequest {
  /** `GET`, `POST` and so on. */
  readonly method: string;
  /** The path with `/v1`, without the query. */
  readonly path: string;
  /** The parameters of the query. */
  readonly query: Readonly<Record<string, string>>;
  /** The headers, without those that hold tokens. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** The status of the answer; undefined until then, and for a dropped request. */
  status?: number;
}

/** Sees the requests that have a good token and a place in the rate limit. */
export interface RequestWatch {
  /** Called before the account answers. A failure that it returns is the answer. */
  readonly before: (request: FakeRequest, token: string) => Failure | undefined;
  /** Called after the account has done what was asked. It returns whether the connection is cut without an answer. */
  readonly after: (request: FakeRequest, token: string) => boolean;
}

type Bindings = { Bindings: HttpBindings };

/** The platform's own lifetime of a token. */
const LIFETIME = 900_000;
const LIMIT = { size: 1000, perSecond: 300 };

/**
 * Makes the gate in front of the account: each request is recorded, may fail, and needs a token and a place in the rate
 * limit.
 */
export function createGate(
  { tokens = ['sample-token'], tokenLifetime = LIFETIME, rateLimit = LIMIT }: FakePlatformSettings,
  watch?: RequestWatch,
) {
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
    const refused = (failing && (await fail(c, failing.failure))) ?? refuse(c, isGood, take);
    const stopped = refused ? undefined : watch?.before(request, readToken(c));
    const answer = refused ?? (stopped && (await fail(c, stopped)));
    if (answer) c.res = answer;
    else await next();
    if (!failing?.failure.drop && !stopped?.drop) request.status = c.res.status;
    if (!answer && watch?.after(request, readToken(c))) {
      c.res = cut(c);
      delete request.status;
    }
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

/** Answers with a failure, after its delay; returns undefined if the failure is the delay alone. */
async function fail(c: Context<Bindings>, { status, body, headers, drop, delay }: Failure) {
  if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
  if (drop) return cut(c);
  if (status === undefined) return undefined;
  const [type, text] = typeof body === 'string' ? ['text/html', body] : ['application/json', JSON.stringify(body)];
  return new Response(text ?? null, { status, headers: { ...(text && { 'content-type': type }), ...headers } });
}

/** Cuts the connection of a request. */
function cut(c: Context<Bindings>): Response {
  c.env.incoming.socket.destroy();
  return new Response(null);
}

function readToken(c: Context): string {
  return /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
}

/** Refuses a request without a valid token, or beyond the rate limit. */
function refuse(c: Context, isGood: (token: string) => boolean, take: () => number): Response | undefined {
  const token = readToken(c);
  if (token === '') return c.json({ message: 'Unauthorized' }, 401);
  if (!isGood(token)) return c.json({ message: 'Bearer Authentication Failed' }, 401);
  const wait = take();
  if (wait <= 0) return undefined;
  c.header('retry-after', String(Math.ceil(wait)));
  return c.json({ errors: [{ code: 'rate_limited', message: 'Too many requests.' }] }, 429);
}

/** Makes a token bucket. It returns the seconds until the next request may pass, or 0. */
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
