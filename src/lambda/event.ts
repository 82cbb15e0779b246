import type { Context } from 'aws-lambda';
import { hasOwn } from '../shared/intrinsics.ts';
import type { Invocation } from '../shared/invocation.ts';

/** What a function in a sandbox of Lambda is made of. */
export interface SandboxConfig {
  /**
   * Milliseconds before the sandbox's own timeout at which a call that has not answered is answered `function_timeout`.
   * Default 500.
   */
  readonly deadlineMargin?: number;
}

/** What Lambda can carry back of a synchronous invocation, in bytes. */
export const LAMBDA_RESPONSE_LIMIT = 6_291_556;

const MARGIN = 500;

/** What a sandbox tells of an invocation beside its event. */
export function readSandbox(
  context: Context,
  config: SandboxConfig | undefined,
): Pick<Invocation, 'timeout' | 'capacity' | 'ids'> {
  const remaining = context.getRemainingTimeInMillis?.() ?? Infinity;
  // Read from an environment that lacks it, the margin is NaN: every call would be late at once.
  const margin = Number(config?.deadlineMargin);
  return {
    timeout: Math.max(0, remaining - (margin >= 0 ? margin : MARGIN)),
    capacity: LAMBDA_RESPONSE_LIMIT,
    ids: { awsRequestId: context.awsRequestId },
  };
}

/** Reads what Lambda hands over: a client context that addresses the call with the event as options, or an envelope. */
export function toInvocation(event: unknown, context: Context, config?: SandboxConfig): Invocation {
  const client: unknown = context.clientContext;
  const isEnvelope = !isAddress(client) && (isAddress(event) || hasOwn(Object(event), 'options'));
  return {
    ...readSandbox(context, config),
    address: isEnvelope ? event : client,
    options: isEnvelope ? (event as { options?: unknown }).options : event,
  };
}

/** Whether a value has any of the fields that make it the address of a call. */
function isAddress(value: unknown): boolean {
  const held = Object(value);
  return hasOwn(held, 'function') || hasOwn(held, 'diy') || hasOwn(held, '_connectorId');
}
