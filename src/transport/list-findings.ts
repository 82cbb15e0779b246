import { readOptions } from '../core/options.ts';
import type { CallResult } from './transport.ts';

/**
 * Lists the broken rules of a call's contract, a sentence each. None for a function without a kind.
 * @param options JSON, as it crossed the wire
 */
export async function listFindings(
  kind: string | undefined,
  options: string,
  result: CallResult,
): Promise<readonly string[]> {
  if (kind === undefined) return [];
  // Loaded here: few calls are traced.
  const { enforce, formatIssues } = await import('../contracts/enforce.ts');
  const call = enforce.open(kind, readSent(options));
  const response = 'response' in result ? call.checkResponse(JSON.parse(result.response)) : [];
  // A host that enforces contracts has failed the call with the same sentences.
  const failed = 'errors' in result ? result.errors.filter(isViolation).map(({ message }) => message) : [];
  return [...new Set([...formatIssues(kind, [...call.options, ...response]), ...failed])];
}

function isViolation({ code }: { readonly code?: string }): boolean {
  return code === 'invalid_options' || code === 'invalid_response';
}

function readSent(options: string): unknown {
  const sent: unknown = JSON.parse(options);
  try {
    return readOptions(sent);
  } catch {
    // The call has failed with the invalid date.
    return sent;
  }
}
