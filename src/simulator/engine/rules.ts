import { contracts } from '../../contracts/registry.ts';

/** What comes of a call that has failed, and in general of a rule that was broken. */
export type Effect = 'stop' | 'page' | 'page and stop' | 'record' | 'none';

const [sameResponse] = contracts.export.rules as readonly [string, ...string[]];
const [byPosition] = contracts.preMap.rules as readonly [string, ...string[]];

/** The rules of the platform that a run is held to, a sentence each. */
export const rules = {
  reached: 'A call gets as far as its function.',
  'error-thrown': 'A function that throws, rejects or calls back with an error has failed.',
  'function-found': 'What a flow names is a function of its module.',
  'in-time': 'A function answers within the time that its call has.',
  'plain-data': 'A response is plain JSON data, at every depth.',
  finite: 'JSON has no NaN and no Infinity: they become null on the way.',
  'response-size': 'A response has no more bytes than its call allows; 5 MB if nothing else is said.',
  'request-size':
    'The options of a call on Lambda have at most 6,291,556 bytes; later hooks are sent a page two or three times.',
  'page-size': 'A page of exported data has at most 5 MB.',
  contract: 'A response is as the contract of its kind has it.',
  'one-per-record': byPosition,
  'same-response': sameResponse,
  'test-limit': 'A test export answers with no more records than test.limit says.',
  mapping: 'A mapping makes one record of each record.',
} as const;

export type PlatformRule = keyof typeof rules;

/** What each kind of function stops or fails when it fails. */
export const effects = {
  ping: 'stop',
  export: 'stop',
  preSavePage: 'stop',
  preMap: 'page',
  postMap: 'page',
  import: 'page and stop',
  postSubmit: 'page',
  postResponseMap: 'page and stop',
  postAggregate: 'stop',
} as const satisfies Partial<Record<keyof typeof contracts, Effect>>;

/** The kinds of functions that a flow calls. */
export type FlowKind = keyof typeof effects;

/** What an effect means to who reads of it. */
export const consequences: Readonly<Record<Effect, string>> = {
  stop: 'The flow stops.',
  page: 'The whole page fails.',
  'page and stop': 'The whole page fails and the flow stops.',
  record: 'The record fails.',
  none: 'The run goes on.',
};

/** Whether functions of a kind stand for an application: they are sent their connection. */
export function isWrapper(kind: FlowKind): boolean {
  return kind === 'ping' || kind === 'export' || kind === 'import';
}

const BY_CODE: Readonly<Record<string, PlatformRule>> = {
  invalid_extension_response: 'plain-data',
  response_size_exceeded: 'response-size',
  function_timeout: 'in-time',
  request_size_exceeded: 'request-size',
  invalid_function: 'function-found',
  object_not_found: 'function-found',
  invalid_response: 'contract',
};

/** The rule that a failed call has broken, by the code of its first problem. */
export function findRule(code: string | undefined): PlatformRule {
  return BY_CODE[code ?? ''] ?? 'error-thrown';
}
