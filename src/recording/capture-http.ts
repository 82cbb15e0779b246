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
  const own = (message: unknown) => {
    const { request } = message as ClientMessage;
    if (!owners.has(request)) owners.set(request, calls.getStore());
  };
  const send = (message: unknown) => {
    const owner = owners.get((message as ClientMessage).request);
    if (owner !== calls.getStore()) calls.enterWith(owner as CallInFlight);
  };
  const fail = (message: unknown) => {
    const { request, error } = message as ClientMessage;
    owners.get(request)?.exchanges.fail(request.method, findUrl(request), error);
  };
  const listeners = [
    ['undici:request:create', own],
    ['undici:client:sendHeaders', send],
    ['undici:request:error', fail],
    ['http.client.request.created', own],
    // Node 22 has no `created` before 22.12.
    ['http.client.request.start', own],
    ['http.client.request.error', fail],
  ] as const;
  for (const [channel, listen] of listeners) subscribe(channel, listen);
  return () => {
    for (const [channel, listen] of listeners) unsubscribe(channel, listen);
  };
}

/** A message of undici about one of its requests, or of node:http about one of its own. */
interface ClientMessage {
  readonly request: { readonly method: string; readonly path: string } & (
    | { readonly origin: string | URL }
    | { readonly origin?: undefined; readonly protocol: string; getHeader(name: string): unknown }
  );
  readonly error?: unknown;
}

function findUrl(request: ClientMessage['request']): string {
  const origin = request.origin ?? `${request.protocol}//${request.getHeader('host')}`;
  return new URL(request.path, origin).href;
}
