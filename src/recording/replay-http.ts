import { ABORTED, CALL_ENDED } from './open-exchange.ts';
import { readIgnored } from './path-pattern.ts';
import { RecordedRequests, type SentRequest } from './recorded-requests.ts';
import type { HttpExchange } from './recording.ts';

/**
 * Makes the function that answers a call's requests from a recording. A request that it does not hold fails, and its
 * error names the nearest one.
 * @param ignore places in `http` whose differences do not count: `http[*].body.nonce`
 */
export function replayHttp(
  recorded: readonly HttpExchange[],
  ignore: readonly string[] = [],
): (request: SentRequest) => Response | Error | undefined {
  const requests = new RecordedRequests(recorded, readIgnored(ignore));
  return (request) => {
    const exchange = requests.take(request);
    return exchange ? answerAsRecorded(exchange) : new Error(requests.describeUnknown(request));
  };
}

/** Statuses whose answers have no body. */
const BODILESS = [204, 205, 304];

function answerAsRecorded(exchange: HttpExchange): Response | Error | undefined {
  const { method, url, status, responseHeaders = {}, responseBody, responseEncoding, responseCut, error } = exchange;
  if (responseCut) return new Error(`${method} ${url}: its answer was too long to be recorded whole`);
  // The function gave the request up, or did not wait for it: it does so again.
  if (status === undefined) return isLeftOpen(error) ? undefined : toError(error);
  const bytes = responseBody === undefined ? null : Buffer.from(responseBody, responseEncoding ?? 'utf8');
  const body = error === undefined ? bytes : breakOff(bytes, error);
  return new Response(BODILESS.includes(status) ? null : body, { status, headers: toHeaders(responseHeaders) });
}

function isLeftOpen(error: string | undefined): boolean {
  return error === ABORTED || error === CALL_ENDED;
}

/** Sends a body that never comes to its end: it fails as it did, or stays open if the function gave it up. */
function breakOff(bytes: Buffer | null, error: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      if (bytes) controller.enqueue(Uint8Array.from(bytes));
      if (!isLeftOpen(error)) controller.error(toError(error));
    },
  });
}

/** Makes the error of a request: its code is read from the message, where Node writes it. */
function toError(recorded = 'no answer was recorded'): Error {
  const [, message = recorded, added] = /^(.*) \(([A-Z][A-Z0-9_]+)\)$/s.exec(recorded) ?? [];
  const [, syscall, code = added] = /^(\w+) (E[A-Z0-9]+)\b/.exec(message) ?? [];
  return Object.assign(new Error(message), { ...(code && { code }), ...(syscall && { syscall }) });
}

/** The headers of an answer. Those of its way through the network are made anew. */
function toHeaders(recorded: Readonly<Record<string, string>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(recorded)) {
    if (['transfer-encoding', 'content-length', 'connection', 'keep-alive'].includes(name)) continue;
    for (const one of name === 'set-cookie' ? value.split('\n') : [value]) headers.append(name, one);
  }
  return headers;
}
