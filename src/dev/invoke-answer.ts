import { FAILED } from '../shared/invocation.ts';
import { LAMBDA_PAYLOAD_LIMIT } from '../shared/limits.ts';
import type { CallResult } from '../transport/transport.ts';

/** The payload of an invocation. */
export interface InvokePayload {
  /** JSON. */
  readonly payload: string;
  /** Whether it is the error of a function, or of its runtime. */
  readonly isError: boolean;
}

/**
 * Makes the payload that Lambda answers with: the response, the error as the runtime passes it on, or the runtime's own
 * error where the function has ended its process or the response is too large.
 */
export function toPayload(result: CallResult, requestId: string): InvokePayload {
  const payload = 'errors' in result ? toErrorPayload(result.errors, requestId) : result.response;
  const size = Buffer.byteLength(payload);
  if (size <= LAMBDA_PAYLOAD_LIMIT) return { payload, isError: 'errors' in result };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LAMBDA_PAYLOAD_LIMIT} bytes).`;
  return { payload: JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }), isError: true };
}

function toErrorPayload(errors: readonly { readonly code?: string; readonly message: string }[], id: string): string {
  const [first] = errors;
  if (first?.code === 'process_ended') {
    const errorMessage = `RequestId: ${id} Error: Runtime exited: ${first.message}`;
    return JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage });
  }
  // The handler rejects with a text, which has no name and no stack.
  const errorMessage = JSON.stringify({ statusCode: FAILED, errors });
  return JSON.stringify({ errorType: 'string', errorMessage, trace: [] });
}
