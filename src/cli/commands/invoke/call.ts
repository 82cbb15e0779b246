import { enforce, formatIssues } from '../../../contracts/enforce.ts';
import type { LevelledLine } from '../../../core/logger.ts';
import { readOptions } from '../../../core/options.ts';
import { invalidResponse } from '../../../shared/failures.ts';
import type { Call, CallResult, Transport } from '../../../transport/transport.ts';

/** A call with its result, its time and the function's own log lines. */
export interface CallReport {
  readonly result: CallResult;
  /** Milliseconds. */
  readonly ms: number;
  readonly logs: readonly LevelledLine[];
}

/**
 * Makes a call to a deployed function, once, and checks the response against the contract of its kind.
 * @throws TransportError where the call does not reach the function
 */
export async function callDeployed(transport: Transport, call: Call, kind: string | undefined): Promise<CallReport> {
  const { result, ms } = await timeCall(transport, call);
  return { result: checkResult(result, call.options, kind), ms: Math.round(ms), logs: [] };
}

/**
 * Makes a call on this machine.
 * @param kind the kind of a function whose host does not check it
 */
export async function callHere(
  transport: Transport,
  call: Call,
  kind: string | undefined,
): Promise<Pick<CallReport, 'result' | 'ms'>> {
  const { result, ms } = await timeCall(transport, call);
  return { result: checkResult(result, call.options, kind), ms };
}

/** Makes a call and measures its time; the transport is closed behind it. */
async function timeCall(transport: Transport, call: Call): Promise<Pick<CallReport, 'result' | 'ms'>> {
  const started = performance.now();
  const result = await transport.call(call).finally(transport.close);
  return { result, ms: Math.round((performance.now() - started) * 10) / 10 };
}

function checkResult(result: CallResult, options: string, kind: string | undefined): CallResult {
  if ('errors' in result || kind === undefined) return result;
  const { trace } = result;
  const checked = enforce.open(kind, readOptions(JSON.parse(options)));
  // Callers may try options that break the contract: the response cannot be checked then.
  const issues = checked.options.length > 0 ? [] : checked.checkResponse(JSON.parse(result.response));
  if (issues.length === 0) return result;
  return { errors: formatIssues(kind, issues).map(invalidResponse), ...(trace && { trace }) };
}
