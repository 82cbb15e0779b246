import type { Extension } from '../core/extension.ts';
import type { Call, CallResult } from './transport.ts';

/**
 * Calls a function as a server stack does: without the limits of Lambda. Never rejects.
 * @param id the id of the call in log lines, `_reqId`
 */
export async function callExtension(
  { invoke }: Extension,
  { address, options, timeout, ids = {} }: Call,
  id: string,
): Promise<CallResult> {
  const invocation = { address: { ...address, _reqId: id }, options: JSON.parse(options), timeout, ids };
  const outcome = await invoke(invocation);
  if (!outcome.ok) return { errors: outcome.error.problems };
  return { response: JSON.stringify(outcome.response) ?? '' };
}
