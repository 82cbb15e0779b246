import { FAILED } from '../shared/invocation.ts';
import { LAMBDA_PAYLOAD_LIMIT } from '../shared/limits.ts';
import type { CallFailure, CallResult } from '../transport/transport.ts';

/** The payload of an invocation. */
export interface InvokePayload {
  /** JSON. */
  readonly payload: string;
  /** Whether it is the error of a function, or of its runtime. */
  readonly isError: boolean;
}

/**
 * Makes the payload that Lambda answers with: the response, the error as the runtime passes it on, or the runtime's own
 * error where the function has ended or blocked its process or the response is too large.
 * @param timeout the milliseconds that the call had
 */
export function toPayload(result: CallResult, requestId: string, timeout: number): InvokePayload {
  const payload = 'errors' in result ? toErrorPayload(result, requestId, timeout) : result.response;
  const size = Buffer.byteLength(payload);
  if (size <= LAMBDA_PAYLOAD_LIMIT) return { payload, isError: 'errors' in result };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LAMBDA_PAYLOAD_LIMIT} bytes).`;
  return { payload: JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }), isError: true };
}

function toErrorPayload({ errors, isBlocked }: CallFailure, id: string, timeout: number): string {
  const [first] = errors;
  if (isBlocked) {
    const errorMessage = `RequestId: ${id} Error: Task timed out after ${(timeout / 1000).toFixed(2)} seconds`;
    return JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage });
  }
  if (first?.code === 'process_ended') {
    const errorMessage = `RequestId: ${id} Error: Runtime exited: ${first.message}`;
    return JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage });
  }
  // The handler rejects with a text, which has no name and no stack.
  const errorMessage = JSON.stringify({ statusCode: FAILED, errors });
  return JSON.stringify({ errorType: 'string', errorMessage, trace: [] });
}
