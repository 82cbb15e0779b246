import ky, { isHTTPError, type KyInstance, type RetryOptions } from 'ky';
import { createTextRedactor } from '../shared/text-redactor.ts';
import { type Bucket, createBucket, type Rate } from './bucket.ts';
import { type AnswerForm, demandForm } from './demand-form.ts';
import { PlatformError, toPlatformError } from './error.ts';
import { fetchWhole } from './fetch-whole.ts';

/** The settings of a client of the platform's API. */
export interface PlatformSettings {
  /**
   * The options of the function, which hold its `bearerToken`. Pass them as they came: they show when it has expired.
   */
  readonly options: {
    /** The token of this call. */
    readonly bearerToken?: string | undefined;
  };
  /** The region of the account; the options do not name it. Default `na`. */
  readonly region?: 'na' | 'eu';
  /** Another base URL than the region's, such as a fake platform or a proxy. Without `/v1`. */
  readonly baseUrl?: string | undefined;
  /** Stops every request when it aborts: pass the context's signal. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds of one attempt. Default 60,000. */
  readonly timeout?: number;
  /**
   * The rate limit of requests. Default: 100 at once and 150 per second, half of the rate at which the account's own
   * bucket refills.
   */
  readonly rate?: Rate;
}

/** The settings of one request. */
export interface RequestSettings {
  /** Retries after 408, 503, 504 and a lost connection even though the request may then be made twice. */
  readonly retry?: boolean;
  /** Stops this request as well. */
  readonly signal?: AbortSignal;
}

/** One request to the API. */
export interface ApiCall {
  readonly method: string;
  /** The path below `/v1/`, without a leading slash, made by `formatPath`. */
  readonly path: string;
  readonly query?: string | Readonly<Record<string, string | number | boolean | undefined>>;
  /** The body, sent as JSON. */
  readonly json?: unknown;
  /** The body, if it is JSON already. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether two requests have the effect of one. Default: true, except for POST and PATCH. */
  readonly idempotent?: boolean;
  /** The form that an answer has unless it is empty. Default: any. */
  readonly form?: AnswerForm;
}

export interface ApiResponse {
  /** The parsed JSON, else the text; undefined for an empty body. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** Makes requests with the token of one function call. */
export interface Client {
  /** @throws PlatformError; the signal's reason once it has aborted */
  send(call: ApiCall, settings?: RequestSettings): Promise<ApiResponse>;
}

const PLACES = { na: 'https://api.integrator.io', eu: 'https://api.eu.integrator.io' };
const TIMEOUT = 60_000;
const RATE: Rate = { burst: 100, perSecond: 150 };

/** The host sets this symbol on a function's options once the function has answered. */
const ANSWERED = Symbol.for('integrator.io/answered');

/**
 * Makes a client. Nothing costly happens before its first request.
 * @throws PlatformError `platform_token_missing`, `platform_unknown_region`, `platform_invalid_base_url`
 */
export function createClient(settings: PlatformSettings): Client {
  const { options, timeout = TIMEOUT, rate = RATE } = settings;
  const token = readToken(options);
  const place = findBaseUrl(settings);
  const bucket = createBucket(rate);
  const scrub = createTextRedactor([token]);
  const assertLive = (what: string) => {
    if (!Reflect.get(options, ANSWERED)) return;
    const message = 'The function has answered, and its token died with that: finish every call before answering.';
    throw new PlatformError(what, [{ code: 'platform_token_expired', message }]);
  };
  let api: KyInstance | undefined;

  const send = async (call: ApiCall, own: RequestSettings = {}): Promise<ApiResponse> => {
    const what = `${call.method} /v1/${call.path}`;
    assertLive(what);
    const signal = AbortSignal.any([settings.signal, own.signal].filter((one) => one !== undefined));
    signal.throwIfAborted();
    api ??= ky.create({ prefix: `${place}/v1`, timeout, fetch: fetchWhole });
    const mayGo = async () => {
      await bucket.take(signal);
      assertLive(what);
    };
    try {
      const response = await api(call.path, {
        ...createRequest(call, token),
        signal,
        retry: createRetryOptions(call, own, bucket),
        hooks: { beforeRequest: [mayGo], beforeRetry: [mayGo] },
      });
      const body = await readBody(response, what);
      if (call.form) demandForm(body, call.form, { what, status: response.status, scrub });
      return { body, headers: response.headers };
    } catch (thrown) {
      assertLive(what);
      signal.throwIfAborted();
      throw toPlatformError(what, thrown, scrub);
    }
  };
  return { send };
}

function findBaseUrl({ region = 'na', baseUrl = PLACES[region] }: PlatformSettings): string {
  if (baseUrl !== undefined) return readBaseUrl(baseUrl);
  const message = `region: found "${region}", expected na or eu.`;
  throw new PlatformError('createPlatform', [{ code: 'platform_unknown_region', message }]);
}

/** Credentials in a URL end up in logs and errors. The message repeats nothing of the URL. */
function readBaseUrl(baseUrl: string): string {
  const { username, password, protocol } = URL.parse(baseUrl) ?? {};
  const found = username || password ? 'credentials in it' : /^https?:$/.test(String(protocol)) ? '' : 'something else';
  if (found === '') return baseUrl.replace(/\/+$/, '');
  const message = `baseUrl: found ${found}, expected a URL with http or https, and without credentials.`;
  throw new PlatformError('createPlatform', [{ code: 'platform_invalid_base_url', message }]);
}

/** Checked before use: fetch repeats a malformed token in its error. */
function readToken(options: PlatformSettings['options']): string {
  const { bearerToken } = Object(options);
  if (typeof bearerToken === 'string' && /^[\x21-\x7e]+$/.test(bearerToken)) return bearerToken;
  const found = typeof bearerToken === 'string' ? 'a text that is no token' : String(bearerToken);
  const message = `options.bearerToken: found ${found}, expected the function's own token.`;
  throw new PlatformError('createPlatform', [{ code: 'platform_token_missing', message }]);
}

/** Joins the parts of a path, each encoded. */
export function formatPath(...parts: string[]): string {
  for (const part of parts) {
    // An empty or dotted part would lead to another route, and DELETE to everything in it.
    if (part === undefined || ['', '.', '..'].includes(part)) {
      throw new TypeError(`${parts.join('/')}: found ${JSON.stringify(part)}, expected an id or a key`);
    }
  }
  return parts.map(encodeURIComponent).join('/');
}

function createRequest({ method, query, json, body, headers: given }: ApiCall, token: string) {
  const headers = new Headers(given);
  headers.set('authorization', `Bearer ${token}`);
  if (!headers.has('accept')) headers.set('accept', 'application/json');
  if (body !== undefined) headers.set('content-type', 'application/json');
  return {
    method,
    headers,
    ...(query !== undefined && { searchParams: query }),
    ...(json !== undefined && { json }),
    ...(body !== undefined && { body }),
  };
}

async function readBody(response: Response, what: string): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  if (!/\bjson\b/i.test(String(response.headers.get('content-type')))) return text;
  try {
    return JSON.parse(text);
  } catch {
    const message = 'The answer is not JSON, although its content type is.';
    throw new PlatformError(what, [{ code: 'platform_invalid_response', message }], response.status);
  }
}

/** Attempts after the first one. A refusal by the rate limit is no attempt: nothing has been done. */
const RETRIES = 3;
const REFUSALS = 10;
/** The longest pause, in milliseconds, that a platform may ask for. */
const PATIENCE = 60_000;
const LONGEST_BACKOFF = 5_000;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const IDEMPOTENT = ['GET', 'HEAD', 'PUT', 'DELETE'];

function createRetryOptions(call: ApiCall, { retry: asked }: RequestSettings, bucket: Bucket): RetryOptions {
  const repeatable = asked ?? call.idempotent ?? IDEMPOTENT.includes(call.method);
  return {
    limit: REFUSALS,
    methods: METHODS,
    statusCodes: [408, 429, 503, 504],
    afterStatusCodes: [429, 503],
    backoffLimit: LONGEST_BACKOFF,
    jitter: true,
    retryOnTimeout: true,
    shouldRetry: ({ error, retryCount }) => {
      const { status, headers } = isHTTPError(error) ? error.response : { status: 0, headers: new Headers() };
      const wait = waitAskedFor(headers);
      if (wait > PATIENCE) return false;
      if (status === 429) {
        bucket.pause(wait);
        return undefined;
      }
      return repeatable && retryCount <= RETRIES ? undefined : false;
    },
  };
}

/** The milliseconds of a Retry-After, which is a number of seconds or a date; 0 without one. */
function waitAskedFor(headers: Headers): number {
  const after = headers.get('retry-after') ?? '0';
  const seconds = Number(after);
  const ms = Number.isNaN(seconds) ? Date.parse(after) - Date.now() : seconds * 1000;
  return Math.max(0, ms || 0);
}
