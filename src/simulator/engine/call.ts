import type { Contract } from '../../contracts/contract.ts';
import { enforce } from '../../contracts/enforce.ts';
import { contracts } from '../../contracts/registry.ts';
import { readOptions } from '../../core/options.ts';
import type { Problem } from '../../shared/errors.ts';
import {
  addressTo,
  type CallFailure,
  type CallResult,
  type CallSuccess,
  type TransportError,
} from '../../transport/transport.ts';
import type { StageName } from '../report/types.ts';
import type { Side } from './call-options.ts';
import { consequences, type Effect, type FlowKind, findRule, type PlatformRule, rules } from './rules.ts';
import type { RunContext } from './run.ts';

/** One call of a function, as a stage of the flow has it made. */
export interface FunctionCall extends CallPlace {
  readonly kind: FlowKind;
  readonly function: string;
  readonly side: Side;
  readonly options: object;
}

/** Where in the flow something happens. */
export interface CallPlace {
  readonly stage: StageName;
  readonly function?: string;
  /** From 0; a call that is not for a page has none. */
  readonly page?: number;
  /** The key of the record that an element of the response is about. */
  readonly keyAt?: (position: number) => string | undefined;
}

/** The checked result of a call: `value` is the response as data. */
export type FunctionResult = ((CallSuccess & { readonly value: unknown }) | CallFailure) & {
  /** The bytes of options and response or errors. */
  readonly bytes: number;
};

/** What is known of a breach where it is found. */
interface Found {
  readonly rule: PlatformRule;
  /** What was found, and what was expected. */
  readonly what: string;
  readonly path?: string | undefined;
  readonly effect?: Effect;
}

/** What Lambda can carry to a function, in bytes. */
const CAPACITY = 6_291_556;

/**
 * Calls a function and holds what it answers to the contract of the stage. What breaks a rule is noted as a breach; only
 * a failed call, and a response by position that has the wrong length, are no answer.
 */
export async function callFunction(run: RunContext, asking: FunctionCall): Promise<FunctionResult> {
  const { stage, kind, side } = asking;
  const options = run.optionsFor(kind, side, asking.options);
  const sent = JSON.stringify(options);
  const answered = await call(run, asking, sent);
  run.tokens.revoke(String(options.bearerToken));
  const received = 'response' in answered ? answered.response : JSON.stringify(answered.errors);
  const bytes = Buffer.byteLength(sent) + Buffer.byteLength(received);
  run.stageCounts.count(stage, { calls: 1, bytes });
  const result =
    'response' in answered ? checkSuccess(run, asking, options, answered) : reportFailure(run, asking, answered);
  return { ...result, bytes };
}

async function call(
  run: RunContext,
  { kind, function: name }: FunctionCall,
  options: string,
): Promise<CallResult & { rule?: PlatformRule }> {
  const { generation, timeout, maxResponseSize, server } = run.flow.extension;
  const bytes = Buffer.byteLength(options);
  if (!server && bytes > CAPACITY)
    return { errors: [{ code: 'request_size_exceeded', message: `found ${bytes} bytes` }] };
  const type = generation === '1.0' ? contracts[kind].type : undefined;
  try {
    return await run.transport.call({ address: addressTo(name, type, run.host, maxResponseSize), options, timeout });
  } catch (thrown) {
    const { code, message } = thrown as TransportError;
    run.end('stopped', `${name}: ${message}`);
    return { errors: [{ code, message }], rule: 'reached' };
  }
}

function reportFailure(
  run: RunContext,
  asking: FunctionCall,
  { errors, refused, ...more }: CallFailure & { rule?: PlatformRule },
): CallFailure {
  const [first] = errors;
  const rule = more.rule ?? findRule(first?.code);
  const said = errors.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ');
  reportBreach(run, asking, {
    rule,
    what: refused ? `found ${refused.found} (${said})` : said,
    path: refused?.path,
    effect: contracts[asking.kind].onError,
  });
  return { errors };
}

function checkSuccess(
  run: RunContext,
  asking: FunctionCall,
  options: object,
  success: CallSuccess,
): (CallSuccess & { readonly value: unknown }) | CallFailure {
  const { kind } = asking;
  const contract: Contract = contracts[kind];
  const checked = enforce.open(kind, readOptions(options));
  const { becomesNull } = success;
  const response: unknown = JSON.parse(success.response);
  if (becomesNull) reportBreach(run, asking, { rule: 'finite', what: 'found NaN or Infinity', path: becomesNull });
  const length = Array.isArray(response) ? response.length : undefined;
  const records = contract.perRecord && (options as Record<string, unknown[]>)[contract.perRecord]?.length;
  const isWrong = records !== undefined && length !== records;
  const effect = isWrong ? contract.onError : 'none';
  for (const { path, message, rule } of [...checked.options, ...checked.checkResponse(response)]) {
    if (rule !== 'perRecord') reportBreach(run, asking, { rule: 'contract', what: message, path, effect });
  }
  if (!isWrong) return { ...success, value: response };
  // Reported here: the contract counts elements only where the response has the right shape.
  const what = `found ${length === undefined ? 'no list' : `${length} elements`}, expected ${records}`;
  reportBreach(run, asking, { rule: 'one-per-record', what, path: 'response', effect });
  return { errors: [{ code: 'invalid_response', message: `response: ${what}` }] };
}

/** Notes that a rule was broken: which, by what, where, and what comes of it. */
export function reportBreach(
  run: RunContext,
  { stage, function: name, page, keyAt }: CallPlace,
  { rule, what, path, effect = 'none' }: Found,
): void {
  const record = keyAt?.(readPosition(path));
  const where = [
    name === undefined ? stage : `${stage} (${name})`,
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(record === undefined ? [] : [`record ${record}`]),
    ...(path === undefined ? [] : [path]),
  ];
  const found = what.endsWith('.') ? what.slice(0, -1) : what;
  run.errorLog.addBreach({
    rule,
    stage,
    ...(name !== undefined && { function: name }),
    message: `${where.join(', ')}: ${found}. ${rules[rule]} ${consequences[effect]}`,
    ...(page !== undefined && { page }),
    ...(record !== undefined && { record }),
    ...(path !== undefined && { path }),
  });
}

/** Which element of a page a path is about: `response[3].data.when`, `response.data[3]`; NaN where it is about none. */
function readPosition(path: string | undefined): number {
  return Number(/^response(?:\.data)?\[(\d+)\]/.exec(path ?? '')?.[1]);
}

/** The errors in a list that a function has answered with, as far as they are any. */
export function toProblems(listed: unknown): readonly Problem[] {
  if (!Array.isArray(listed)) return [];
  return listed.map((error) => {
    const { code, message, source } = Object(error);
    return {
      ...(code !== undefined && { code: String(code) }),
      message: String(message ?? JSON.stringify(error)),
      ...(source !== undefined && { source: String(source) }),
    };
  });
}
