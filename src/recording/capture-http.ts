/*
 * Sees the requests of functions where their bytes leave the process, whichever client sends them. A file of its own,
 * and loaded only when a call is recorded or replayed: what it imports changes the sockets of the whole process.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { RequestController } from '@mswjs/interceptors';
import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import { freshenDispatchers } from './fresh-dispatchers.ts';
import { type OpenExchange, OpenExchanges } from './open-exchange.ts';
import type { HttpExchange } from './recording.ts';

/** Answers a request in the place of the network: with a response, with an error, or never (`undefined`). */
export type AnswerRequest = (request: ReturnType<OpenExchange['toRequest']>) => Response | Error | undefined;

/** The result of a call, with the requests that its function sent. */
export interface CapturedCall<T> {
  readonly result: T;
  readonly http: readonly HttpExchange[];
}

/** Captures the requests of calls, until it is closed. */
export interface HttpCapture {
  /** Makes a call. With `answer`, none of its requests reaches the network. Rejects as the call does. */
  readonly run: <T>(call: () => Promise<T>, answer?: AnswerRequest) => Promise<CapturedCall<T>>;
  /**
   * Captures the requests of the current code and what follows from it, for a caller that cannot wrap a call in `run`.
   * Returns a function that lists them.
   */
  readonly enter: () => () => readonly HttpExchange[];
  /** Captures no more requests of the current code. */
  readonly leave: () => void;
  readonly close: () => void;
}

/** Milliseconds for which answers that have begun may still come when their call has been answered. */
const REST = 250;

interface CallInFlight {
  readonly exchanges: OpenExchanges;
  readonly answer: AnswerRequest | undefined;
}

const calls = new AsyncLocalStorage<CallInFlight>();

let opened = 0;
let stop: () => void;

/**
 * Begins to capture requests, by fetch, node:http, node:https and clients that stand on them. A connection that a client
 * of its own opened before is not seen.
 */
export function openHttpCapture(): HttpCapture {
  if (opened === 0) stop = start();
  opened += 1;
  let isOpen = true;
  return {
    run: async (call, answer) => {
      const exchanges = new OpenExchanges();
      const result = await calls.run({ exchanges, answer }, call);
      await exchanges.settle(REST);
      return { result, http: exchanges.list() };
    },
    enter: () => {
      const exchanges = new OpenExchanges();
      calls.enterWith({ exchanges, answer: undefined });
      return () => exchanges.list();
    },
    leave: () => calls.enterWith(undefined as unknown as CallInFlight),
    close: () => {
      opened -= Number(isOpen);
      if (isOpen && opened === 0) stop();
      isOpen = false;
    },
  };
}

function start(): () => void {
  const ends = [listenToClients(), freshenDispatchers(), listenToRequests()];
  return () => {
    for (const end of ends) end();
  };
}

function listenToRequests(): () => void {
  const interceptor = new HttpRequestInterceptor();
  const open = new Map<string, OpenExchange>();
  interceptor.on('request', async ({ request, requestId, controller }) => {
    const call = calls.getStore();
    if (!call) return;
    const exchange = call.exchanges.begin(request);
    open.set(requestId, exchange);
    exchange.settled.then(() => open.delete(requestId));
    if (call.answer) await answerRequest(exchange, controller, call.answer);
  });
  interceptor.on('response', ({ requestId, response }) => {
    // Its body is read beside the function, which gets the answer at once.
    if (response.status >= 200) open.get(requestId)?.answer(response);
  });
  interceptor.apply();
  return () => interceptor.dispose();
}

async function answerRequest(
  exchange: OpenExchange,
  controller: RequestController,
  answer: AnswerRequest,
): Promise<void> {
  await exchange.sent;
  const answered = answer(exchange.toRequest());
  // The network would answer a request that nobody has answered here.
  if (answered === undefined) await exchange.settled;
  else if (answered instanceof Response) controller.respondWith(answered);
  else controller.errorWith(answered);
}

/**
 * Hears of failed requests, and of the call that a request belongs to: a client with few connections sends it when
 * another call's request has been answered.
 */
function listenToClients(): () => void {
  const owners = new WeakMap<object, CallInFlight | undefined>();
  const answered = new WeakSet<object>();
  const own = ({ request }: ClientMessage) => {
    if (!owners.has(request)) owners.set(request, calls.getStore());
  };
  const send = ({ request }: ClientMessage) => {
    const owner = owners.get(request);
    if (owner !== calls.getStore()) calls.enterWith(owner as CallInFlight);
  };
  const fail = ({ request, error }: ClientMessage) => {
    const { method } = request;
    owners.get(request)?.exchanges.fail({ method, url: findUrl(request), isAnswered: answered.has(request) }, error);
  };
  const answer = ({ request, response }: ClientMessage) => {
    answered.add(request);
    // The client of node:http reports what happens to a body to its reader alone.
    response?.once?.('close', () => {
      if (!response.complete) fail({ request, error: response.errored ?? new DOMException('', 'AbortError') });
    });
  };
  return listenTo({
    'undici:request:create': own,
    'undici:client:sendHeaders': send,
    'undici:request:headers': answer,
    'undici:request:error': fail,
    'http.client.request.created': own,
    // Node 22 has no `created` before 22.12.
    'http.client.request.start': own,
    'http.client.response.finish': answer,
    'http.client.request.error': fail,
  });
}

function listenTo(listeners: Readonly<Record<string, (message: ClientMessage) => void>>): () => void {
  const all = Object.entries(listeners) as [string, (message: unknown) => void][];
  for (const [channel, listen] of all) subscribe(channel, listen);
  return () => {
    for (const [channel, listen] of all) unsubscribe(channel, listen);
  };
}

/** A message of undici about one of its requests, or of node:http about one of its own. */
interface ClientMessage {
  readonly request: { readonly method: string; readonly path: string } & (
    | { readonly origin: string | URL }
    | { readonly origin?: undefined; readonly protocol: string; getHeader(name: string): unknown }
  );
  /** An IncomingMessage of node:http; a plain object of undici. */
  readonly response?: {
    readonly once?: (event: 'close', listener: () => void) => void;
    readonly complete?: boolean;
    readonly errored?: Error | null;
  };
  readonly error?: unknown;
}

function findUrl(request: ClientMessage['request']): string {
  const origin = request.origin ?? `${request.protocol}//${request.getHeader('host')}`;
  return new URL(request.path, origin).href;
}
