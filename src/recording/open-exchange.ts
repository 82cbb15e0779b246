import { BodyReader, type KeptBody, MAX_BODY } from './http-body.ts';
import type { HttpExchange } from './recording.ts';

/** The most bytes of all bodies of a call that are kept: 16 MB. */
const MAX_BODIES = 16 * MAX_BODY;

/** The most exchanges of a call that are kept. */
export const MAX_EXCHANGES = 1000;

/** An exchange from its request until the end of its answer. */
export class OpenExchange {
  readonly method: string;
  readonly url: string;
  /** Settles when the request's body has been sent. */
  readonly sent: Promise<void>;
  /** Settles when no more is to come: the answer's end, or an error. */
  readonly settled: Promise<void>;
  readonly #settle: () => void;
  readonly #started = performance.now();
  readonly #request: Request;
  readonly #requestBody: BodyReader;
  readonly #limit: number;
  #response: Response | undefined;
  #responseBody: BodyReader | undefined;
  #error: string | undefined;
  #ms: number | undefined;

  /** @param limit the most bytes of each body that are kept */
  constructor(request: Request, limit: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#settle = resolve;
    this.#request = request;
    this.method = request.method;
    this.url = request.url;
    this.#limit = limit;
    this.#requestBody = new BodyReader(limit);
    this.sent = request.body ? this.#requestBody.read(request.body) : Promise.resolve();
  }

  /** Whether more is to come. */
  get isOpen(): boolean {
    return this.#ms === undefined;
  }

  /** Whether the head of its answer has come. */
  get isAnswered(): boolean {
    return this.#response !== undefined;
  }

  /** Bytes that it keeps in memory. */
  get size(): number {
    return this.#requestBody.size + (this.#responseBody?.size ?? 0);
  }

  /** Returns the request as it is recorded, as far as it has been sent. */
  toRequest(): Pick<
    HttpExchange,
    'method' | 'url' | 'requestHeaders' | 'requestBody' | 'requestEncoding' | 'requestCut'
  > {
    const { headers } = this.#request;
    const body = this.#requestBody.finish(headers.get('content-encoding'));
    return {
      method: this.method,
      url: this.url,
      requestHeaders: readHeaders(headers, body),
      ...(body && { requestBody: body.text }),
      ...(body?.encoding && { requestEncoding: body.encoding }),
      ...(body && body.cut > 0 && { requestCut: body.cut }),
    };
  }

  /** Takes the answer, and reads its body as it comes. */
  answer(response: Response): void {
    this.#response = response;
    const reader = new BodyReader(this.#limit);
    this.#responseBody = reader;
    const read = response.body ? reader.read(response.body) : Promise.resolve();
    read.then(() => {
      if (reader.failure !== undefined) this.#error ??= describeNetworkError(reader.failure);
      this.#end();
    });
  }

  /** Takes the reason why no answer came. */
  fail(error: string): void {
    this.#error ??= error;
    this.#end();
  }

  /** Returns the exchange as it is recorded. One that is still open says that the call has ended. */
  toExchange(): HttpExchange {
    const response = this.#response;
    const body = this.#responseBody?.finish(response?.headers.get('content-encoding') ?? null);
    const error = this.#error ?? (this.#ms === undefined ? CALL_ENDED : undefined);
    return {
      ...this.toRequest(),
      ...(response && { status: response.status, responseHeaders: readHeaders(response.headers, body) }),
      ...(body && { responseBody: body.text }),
      ...(body?.encoding && { responseEncoding: body.encoding }),
      ...(body && body.cut > 0 && { responseCut: body.cut }),
      ...(error !== undefined && { error }),
      ms: this.#ms ?? this.#elapsed(),
    };
  }

  #end(): void {
    this.#ms ??= this.#elapsed();
    this.#settle();
  }

  #elapsed(): number {
    return Math.round((performance.now() - this.#started) * 10) / 10;
  }
}

/** The error of a request that the function gave up: its signal was aborted. */
export const ABORTED = 'aborted by the function';

/** The error of a request without an end when its call was answered. */
export const CALL_ENDED = 'the call ended before the answer did';

/** The exchanges of one call, within bounds. */
export class OpenExchanges {
  readonly #all: OpenExchange[] = [];

  /** Begins an exchange. It is not listed beyond the bound. */
  begin(request: Request): OpenExchange {
    const left = MAX_BODIES - this.#all.reduce((sum, { size }) => sum + size, 0);
    const exchange = new OpenExchange(request, Math.max(0, Math.min(MAX_BODY, left)));
    if (this.#all.length < MAX_EXCHANGES) this.#all.push(exchange);
    return exchange;
  }

  /** Ends the oldest open exchange of a request with an error. */
  fail({ method, url, isAnswered }: Pick<OpenExchange, 'method' | 'url' | 'isAnswered'>, thrown: unknown): void {
    const alike = (one: OpenExchange) => one.method === method && one.url === url && one.isAnswered === isAnswered;
    this.#all.find((one) => one.isOpen && alike(one))?.fail(describeNetworkError(thrown));
  }

  /** Resolves when all answers that have begun are there, or after some milliseconds. */
  async settle(ms: number): Promise<void> {
    const begun = this.#all.filter(({ isAnswered }) => isAnswered);
    const { promise, resolve } = Promise.withResolvers<void>();
    const alarm = setTimeout(resolve, ms);
    await Promise.race([Promise.all(begun.map(({ settled }) => settled)), promise]);
    clearTimeout(alarm);
  }

  /** Lists the exchanges as they are recorded, in the order in which they began. */
  list(): readonly HttpExchange[] {
    return this.#all.map((one) => one.toExchange());
  }
}

/** Describes why a request failed: the message, with the code that it lacks. */
export function describeNetworkError(thrown: unknown): string {
  const { name, message = String(thrown), code, errors } = Object(thrown);
  if (['AbortError', 'TimeoutError'].includes(name) || code === 'ABORT_ERR') return ABORTED;
  // One error for each address of a host.
  if (!message && Array.isArray(errors) && errors.length > 0) return describeNetworkError(errors[0]);
  return typeof code === 'string' && !message.includes(code) ? `${message} (${code})` : message;
}

/** Reads headers; those that describe packed bytes are left out for a body that was unpacked. */
function readHeaders(headers: Headers, body: KeptBody | undefined): Record<string, string> {
  const read: Record<string, string> = Object.fromEntries(headers);
  const cookies = headers.getSetCookie();
  if (cookies.length > 1) read['set-cookie'] = cookies.join('\n');
  if (body?.isUnpacked) for (const name of ['content-encoding', 'content-length']) delete read[name];
  return read;
}
