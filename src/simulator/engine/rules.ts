import type { ErrorEffect } from '../../contracts/contract.ts';
import type { hooks } from '../../contracts/hooks.ts';
import { contracts } from '../../contracts/registry.ts';
import { ONE_PER_RECORD } from '../../contracts/render/prose.ts';
import type { wrappers } from '../../contracts/wrappers.ts';

/** The consequence of a broken rule: that of a failed call, or a smaller one. */
export type Effect = ErrorEffect | 'record' | 'none';

const [sameResponse] = contracts.export.rules as readonly [string, ...string[]];

/** The platform's rules that a run checks, a sentence each. */
export const rules = {
  reached: 'A call reaches its function.',
  'error-thrown': 'A function that throws, rejects or calls back with an error has failed.',
  'function-found': 'Each function that a flow names is one of its module.',
  'in-time': 'A function answers within its call’s timeout.',
  'plain-data': 'A response is plain JSON data, at every depth.',
  finite: 'JSON has no NaN and no Infinity: they become null on the way.',
  'response-size': 'A response has no more bytes than its call allows; by default 5 MB.',
  'request-size':
    'The options of a call on Lambda have at most 6,291,556 bytes; later hooks are sent a page two or three times.',
  'page-size': 'A page of exported data has at most 5 MB.',
  contract: 'A response keeps the contract of its kind.',
  'one-per-record': ONE_PER_RECORD,
  'same-response': sameResponse,
  'test-limit': 'A test export answers with at most test.limit records.',
  mapping: 'A mapping makes one record of each record.',
} as const;

export type PlatformRule = keyof typeof rules;

/** The kinds of functions that a flow calls. */
export type FlowKind = keyof typeof hooks | keyof typeof wrappers;

/** Each effect, worded for the report. */
export const consequences: Readonly<Record<Effect, string>> = {
  fatal: 'The call fails.',
  show: 'The call fails.',
  ignore: 'The platform ignores it.',
  stop: 'The flow stops.',
  page: 'The whole page fails.',
  'page and stop': 'The whole page fails and the flow stops.',
  record: 'The record fails.',
  none: 'The run goes on.',
};

const BY_CODE: Readonly<Record<string, PlatformRule>> = {
  invalid_extension_response: 'plain-data',
  response_size_exceeded: 'response-size',
  function_timeout: 'in-time',
  request_size_exceeded: 'request-size',
  invalid_function: 'function-found',
  object_not_found: 'function-found',
  invalid_response: 'contract',
};

/** Finds the rule that a failed call broke, by the code of its first problem. */
export function findRule(code: string | undefined): PlatformRule {
  return BY_CODE[code ?? ''] ?? 'error-thrown';
}
