import type { HttpExchange, Recording } from '../../src/recording/recording.ts';

let made = 0;

/** Makes a recorded call, a second after the one before. */
export function recordingOf(changes: Partial<Recording> = {}): Recording {
  made += 1;
  const when = new Date(Date.UTC(2026, 10, 30, 16, 5, made)).toISOString();
  return {
    version: 1,
    id: `${when.replaceAll(/[:.]/g, '-')}-${made.toString(16).padStart(4, '0')}`,
    when,
    source: 'dev',
    build: 'a1b2c3',
    address: { function: 'tidyOrders', type: 'hook', diy: true },
    kind: 'preSavePage',
    options: {
      data: [{ id: 1, email: 'ada@example.com' }],
      settings: { apiKey: '«secret:connection.encrypted.apiKey»' },
    },
    response: { data: [{ id: 1 }], errors: [] },
    logs: [{ level: 'info', message: 'tidied', orders: 1 }],
    findings: [],
    ms: 12.4,
    bytes: { options: 120, response: 32 },
    http: [],
    ...changes,
  };
}

/** Makes a recorded call that failed: with errors instead of a response. */
export function failedRecordingOf({ message = 'found no customer', ...changes }: FailedChanges = {}): Recording {
  const { response, ...recording } = recordingOf();
  return {
    ...recording,
    problems: [{ code: 'no_customer', message }],
    stack: `Error: ${message}\n    at tidyOrders (src/orders.ts:12:9)`,
    bytes: { options: 120, response: 0 },
    ...changes,
  };
}

interface FailedChanges extends Partial<Recording> {
  readonly message?: string;
}

/** Makes a request of a function that a shop refused. */
export function exchangeOf(changes: Partial<HttpExchange> = {}): HttpExchange {
  return {
    method: 'POST',
    url: 'https://shop.example/orders',
    requestHeaders: { accept: 'application/json' },
    requestBody: '{"order":7}',
    status: 422,
    responseHeaders: { 'content-type': 'text/plain' },
    responseBody: 'no such customer',
    ms: 34,
    ...changes,
  };
}
