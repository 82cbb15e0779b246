import { enforce, formatIssues } from '../../../contracts/enforce.ts';
import { readOptions } from '../../../core/options.ts';
import type { ExchangeResult } from '../../../lambda/exchange.ts';
import { invalidResponse } from '../../../shared/failures.ts';
import { type LambdaSettings, openLambda } from '../../../transport/lambda.ts';
import type { CallResult } from '../../../transport/transport.ts';
import { toCommandError } from '../../module.ts';
import type { CallReport, CallSpec } from './call.ts';

/**
 * Makes a call to a deployed function as integrator.io does, once, and holds the response to the contract of its kind.
 * @throws CommandError where the call does not get as far as the function
 */
export async function callDeployed(
  call: CallSpec,
  kind: string | undefined,
  deployed: LambdaSettings,
): Promise<CallReport> {
  try {
    const transport = await openLambda(deployed);
    const started = performance.now();
    const answered = await transport.call({ ...call, options: JSON.stringify(call.options) }).finally(transport.close);
    return { reply: toReply(answered, call.options, kind), ms: Math.round(performance.now() - started), logs: [] };
  } catch (thrown) {
    throw toCommandError(thrown, (code, message) => (code === 'sdk_missing' ? `--remote: ${message}` : message));
  }
}

function toReply(answered: CallResult, options: unknown, kind: string | undefined): ExchangeResult {
  if ('errors' in answered) return { ok: false, errors: answered.errors };
  const response: unknown = JSON.parse(answered.response);
  const call = kind === undefined ? undefined : enforce.open(kind, readOptions(options));
  // Callers may try options that break the contract: the response cannot be checked then.
  const issues = !call || call.options.length > 0 ? [] : call.checkResponse(response);
  if (issues.length === 0) return { ok: true, response };
  return { ok: false, errors: formatIssues(String(kind), issues).map(invalidResponse) };
}
