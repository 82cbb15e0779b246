import type { Contract } from '../../contracts/contract.ts';
import { enforce } from '../../contracts/enforce.ts';
import { hintAtRefusal } from '../../contracts/hint-at-refusal.ts';
import { contracts } from '../../contracts/registry.ts';
import { readOptions } from '../../core/options.ts';
import type { Problem } from '../../shared/errors.ts';
import { isArray } from '../../shared/intrinsics.ts';
import { LAMBDA_PAYLOAD_LIMIT } from '../../shared/limits.ts';
import { findOwnPlace } from '../../shared/own-place.ts';
import { INTERRUPTED } from '../../transport/interruptible.ts';
import {
  addressTo,
  type CallFailure,
  type CallResult,
  type CallSuccess,
  type TransportError,
} from '../../transport/transport.ts';
import { logAt } from '../report/log-place.ts';
import type { StageName } from '../report/types.ts';
import { readings } from '../scripts/readings.ts';
import type { ScriptHost } from '../scripts/script-host.ts';
import type { FunctionHost, PlannedFunction } from './plan.ts';
import { consequences, type Effect, findRule, type PlatformRule, rules } from './rules.ts';
import type { OpenStack, RunContext } from './run.ts';

/** One call of a function by a stage of the flow. */
export interface FunctionCall extends Omit<CallPlace, 'function'> {
  readonly fn: PlannedFunction;
  readonly options: object;
}

/** A place in the flow. */
export interface CallPlace {
  readonly stage: StageName;
  readonly function?: string;
  /** From 0; absent for a call without a page. */
  readonly page?: number;
  /** The key of the record that an element of the response belongs to. */
  readonly keyAt?: (position: number) => string | undefined;
}

/** The checked result of a call: `value` is the response as data. */
export type FunctionResult = ((CallSuccess & { readonly value: unknown }) | CallFailure) & {
  /** The bytes of options and response or errors. */
  readonly bytes: number;
};

/** The facts about a breach. */
interface Found {
  readonly rule: PlatformRule;
  /** The finding and the expectation. */
  readonly what: string;
  readonly path?: string | undefined;
  readonly place?: string | undefined;
  readonly effect?: Effect;
}

/**
 * Calls a function and checks the response against the contract. Violations are reported as breaches. The result has
 * errors only if the call failed, or if a response by position has the wrong length.
 */
export function callFunction(run: RunContext, functionCall: FunctionCall): Promise<FunctionResult> {
  const { stage, page } = functionCall;
  return logAt({ stage, ...(page !== undefined && { page }) }, () => callHere(run, functionCall));
}

async function callHere(run: RunContext, functionCall: FunctionCall): Promise<FunctionResult> {
  const { stage, fn } = functionCall;
  const options = fn.complete(functionCall.options);
  const sent = JSON.stringify(options);
  const answered = await call(run, fn, sent);
  run.tokens.revoke(String(options.bearerToken));
  const received = 'response' in answered ? answered.response : JSON.stringify(answered.errors);
  const bytes = Buffer.byteLength(sent) + Buffer.byteLength(received);
  run.stageCounts.count(stage, { calls: 1, bytes });
  const result =
    'response' in answered
      ? checkSuccess(run, functionCall, options, answered)
      : reportFailure(run, functionCall, answered);
  return { ...result, bytes };
}

type Answered = CallResult & { readonly rule?: PlatformRule };

async function call(run: RunContext, fn: PlannedFunction, options: string): Promise<Answered> {
  try {
    return 'script' in fn.host
      ? await callScript(run, fn.name, fn.host, options)
      : await callStack(run, fn, fn.host.stack, options);
  } catch (thrown) {
    const { code, message } = thrown as TransportError;
    run.end(code === INTERRUPTED ? 'interrupted' : 'stopped', `${fn.name}: ${message}`);
    return { errors: [{ code, message }], rule: 'reached' };
  }
}

async function callStack(run: RunContext, fn: PlannedFunction, id: string, options: string): Promise<Answered> {
  const { transport, host, settings } = run.stacks.get(id) as OpenStack;
  const { generation, timeout, maxResponseSize, server } = settings;
  const bytes = Buffer.byteLength(options);
  if (!server && bytes > LAMBDA_PAYLOAD_LIMIT)
    return { errors: [{ code: 'request_size_exceeded', message: `found ${bytes} bytes` }] };
  const type = generation === '1.0' ? contracts[fn.kind].type : undefined;
  return transport.call({ address: addressTo(fn.name, type, host, maxResponseSize), options, timeout });
}

async function callScript(
  run: RunContext,
  name: string,
  host: Extract<FunctionHost, { script: string }>,
  options: string,
): Promise<Answered> {
  const scripts = run.scripts as ScriptHost;
  const { lostWrites, relied, ...result } = await scripts.call({ ...host, function: name, options });
  run.findings.relyAll((relied ?? []).map((reading) => readings[reading]));
  for (const path of lostWrites ?? []) {
    const message = `${path} was written, and the write was lost: the platform freezes what a script gets.`;
    run.notes.add('a lost write', { stage: host.reference, function: name, message });
  }
  return result;
}

function reportFailure(
  run: RunContext,
  functionCall: FunctionCall,
  { errors, refused, ...more }: CallFailure & { readonly rule?: PlatformRule },
): CallFailure {
  const [first] = errors;
  // No rule is broken where a person stops the run.
  if (first?.code === INTERRUPTED) return { errors };
  if (more.stack !== undefined) run.logLines.takeStack(more.stack);
  const rule = more.rule ?? findRule(first?.code);
  const said = errors.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ');
  reportBreach(run, toPlace(functionCall), {
    rule,
    what: refused ? `found ${refused.found}${hintAtRefusal(refused)} (${said})` : said,
    path: refused?.path,
    place: findOwnPlace(more.stack),
    effect: contracts[functionCall.fn.kind].onError,
  });
  return { errors };
}

function checkSuccess(
  run: RunContext,
  functionCall: FunctionCall,
  options: object,
  success: CallSuccess,
): (CallSuccess & { readonly value: unknown }) | CallFailure {
  const { kind, host } = functionCall.fn;
  const place = toPlace(functionCall);
  const contract: Contract = contracts[kind];
  // The contracts are those of stacks: scripts get no token.
  const sent = flattenResponses('script' in host ? { bearerToken: '', ...options } : options);
  const checked = enforce.open(kind, readOptions(sent));
  const { becomesNull } = success;
  const response: unknown = JSON.parse(success.response);
  const lost = `found NaN${'script' in host ? ', Infinity or undefined' : ' or Infinity'}`;
  if (becomesNull) reportBreach(run, place, { rule: 'finite', what: lost, path: becomesNull });
  const length = Array.isArray(response) ? response.length : undefined;
  const records = contract.perRecord && (options as Record<string, unknown[]>)[contract.perRecord]?.length;
  const isWrong = records !== undefined && length !== records;
  const effect = isWrong ? contract.onError : 'none';
  const violations = checked.checkResponse(response);
  const found = violations.length > 0 ? violations : checked.checkAdvice(response);
  for (const { path, message, rule } of [...checked.options, ...found]) {
    if (rule !== 'perRecord') reportBreach(run, place, { rule: 'contract', what: message, path, effect });
  }
  for (const { path, message } of checked.checkNotes()) {
    const text = `${formatPlace(place, path)}: ${message}. The platform takes it.`;
    run.notes.add(message, { stage: place.stage, function: functionCall.fn.name, message: text });
  }
  if (!isWrong) return { ...success, value: response };
  // Reported here: the contract counts elements only where the response has the right shape.
  const what = `found ${length === undefined ? 'no list' : `${length} elements`}, expected ${records}`;
  reportBreach(run, place, { rule: 'one-per-record', what, path: 'response', effect });
  return { errors: [{ code: 'invalid_extension_response', message: wordCount(Number(records), length) }] };
}

/** A parent of a one-to-many step has a list of responses: the contract knows those of its children. */
function flattenResponses(options: object): object {
  const { oneToMany, responseData } = options as { readonly oneToMany?: unknown; readonly responseData?: unknown };
  return oneToMany === true && isArray(responseData) ? { ...options, responseData: responseData.flat() } : options;
}

/** The platform's own words. */
function wordCount(expected: number, got: number | undefined): string {
  const said = "Extension result doesn't contain the same number of elements as the request object.";
  return `${said} Expected ${expected}, got ${got ?? ''}`;
}

/** Names the function of a call beside its place. */
export function toPlace({ fn, ...place }: FunctionCall): CallPlace {
  return { ...place, function: fn.name };
}

/** Reports a broken rule: the rule, the finding, the place and the consequence. */
export function reportBreach(
  run: RunContext,
  place: CallPlace,
  { rule, what, path, place: thrownAt, effect = 'none' }: Found,
): void {
  const { stage, function: name, page, keyAt } = place;
  const record = keyAt?.(readPosition(path));
  const found = /[.?]$/.test(what) ? what : `${what}.`;
  run.errorLog.addBreach({
    rule,
    stage,
    ...(name !== undefined && { function: name }),
    message: `${formatPlace(place, path)}: ${found} ${rules[rule]} ${consequences[effect]}`,
    ...(page !== undefined && { page }),
    ...(record !== undefined && { record }),
    ...(path !== undefined && { path }),
    ...(thrownAt !== undefined && { place: thrownAt }),
  });
}

/** `preMap (tidy), page 3, record 3:0, response[0].data`. */
function formatPlace({ stage, function: name, page, keyAt }: CallPlace, path: string | undefined): string {
  const record = keyAt?.(readPosition(path));
  return [
    name === undefined ? stage : `${stage} (${name})`,
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(record === undefined ? [] : [`record ${record}`]),
    ...(path === undefined ? [] : [path]),
  ].join(', ');
}

/** The element of a page that a path leads to: `response[3].data.when`, `response.data[3]`; NaN if there is none. */
function readPosition(path: string | undefined): number {
  return Number(/^response(?:\.data)?\[(\d+)\]/.exec(path ?? '')?.[1]);
}

/** Reads a function's list of errors, as far as it is valid. */
export function toProblems(listed: unknown): readonly Problem[] {
  if (!Array.isArray(listed)) return [];
  return listed.map((error) => {
    const { code, message, source, retryDataKey } = Object(error);
    return {
      ...(code !== undefined && { code: String(code) }),
      message: String(message ?? JSON.stringify(error)),
      ...(source !== undefined && { source: String(source) }),
      ...(retryDataKey !== undefined && { retryDataKey: String(retryDataKey) }),
    };
  });
}
