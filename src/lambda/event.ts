import type { Context } from 'aws-lambda';
import { hasOwn } from '../shared/intrinsics.ts';
import type { Invocation } from '../shared/invocation.ts';
import { DEADLINE_MARGIN, LAMBDA_PAYLOAD_LIMIT } from '../shared/limits.ts';

/** The configuration of a handler in a Lambda sandbox. */
export interface SandboxConfig {
  /** Milliseconds before the sandbox's timeout at which a pending call is answered `function_timeout`. Default 500. */
  readonly deadlineMargin?: number;
}

/** Reads the facts about an invocation that its Lambda context holds. */
export function readSandbox(
  context: Context,
  config: SandboxConfig | undefined,
): Pick<Invocation, 'timeout' | 'capacity' | 'ids'> {
  const remaining = context.getRemainingTimeInMillis?.() ?? Infinity;
  // A missing environment variable makes the margin NaN: every call would be late at once.
  const margin = Number(config?.deadlineMargin);
  return {
    timeout: Math.max(0, remaining - (margin >= 0 ? margin : DEADLINE_MARGIN)),
    capacity: LAMBDA_PAYLOAD_LIMIT,
    ids: { awsRequestId: context.awsRequestId },
  };
}

/** Makes an invocation of a client context that addresses the call, with the event as options, or of an envelope. */
export function toInvocation(event: unknown, context: Context, config?: SandboxConfig): Invocation {
  const client: unknown = context.clientContext;
  const isEnvelope = !isAddress(client) && (isAddress(event) || hasOwn(Object(event), 'options'));
  return {
    ...readSandbox(context, config),
    address: isEnvelope ? event : client,
    options: isEnvelope ? (event as { options?: unknown }).options : event,
  };
}

/** Whether a value has one of the fields of a call's address. */
function isAddress(value: unknown): boolean {
  const object = Object(value);
  return hasOwn(object, 'function') || hasOwn(object, 'diy') || hasOwn(object, '_connectorId');
}
