import type { Context } from 'hono';
import { createExtension } from '../core/extension.ts';
import type { ExtensionConfig } from '../core/modules.ts';
import { FAILED, type Invocation } from '../invocation.ts';
import { toAnswer } from './http-answer.ts';
import { readJson } from './http-body.ts';
import { factsOf, hostOf, reply } from './http-host.ts';
import { createAdmission, type SystemToken } from './token.ts';

/** What calls over HTTP are answered by. */
export interface CallConfig extends ExtensionConfig {
  /** The system token of the stack record, or several that are valid at once, or a function that reads them. */
  readonly systemToken: SystemToken;
  /** The most bytes that the body of a request may have. Default 50 MB. */
  readonly bodyLimit?: number;
  /** Milliseconds after which a call that has not answered is answered `function_timeout`. Default: never. */
  readonly timeout?: number;
}

const BODY_LIMIT = 50 * 1024 * 1024;

const { randomUUID } = process.getBuiltinModule('node:crypto');

/**
 * Makes `POST /function`: from the request to its invocation, from the outcome to its answer. What is no call throws an
 * HttpFailure.
 * @throws ExtensionError where there is no system token
 */
export function createCall(config: CallConfig): (c: Context) => Promise<Response> {
  const admit = createAdmission(config?.systemToken);
  const extension = createExtension(config);
  const limit = config.bodyLimit ?? BODY_LIMIT;
  return async (c) => {
    const authorization = c.req.header('authorization');
    // Before the body is read: a stranger's is not worth it.
    if (authorization !== undefined) await admit(/^Bearer +(\S+)$/i.exec(authorization)?.[1]);
    const envelope = fieldsOf(await readJson(c, limit));
    if (authorization === undefined) await admit(envelope.access_token);
    const outcome = await extension.invoke(toInvocation(c, envelope, config.timeout));
    const answer = outcome.ok
      ? toAnswer(200, outcome.response)
      : toAnswer(FAILED, { errors: outcome.error.problems });
    return reply(c, answer);
  };
}

/** The fields of an envelope. What is no object has none, and the core will name what is missing. */
function fieldsOf(envelope: unknown): Record<string, unknown> {
  return typeof envelope === 'object' && !Array.isArray(envelope) ? { ...envelope } : {};
}

function toInvocation(c: Context, envelope: Record<string, unknown>, timeout = Infinity): Invocation {
  const host = hostOf(c);
  return {
    address: { ...envelope, _reqId: randomUUID(), traceId: c.req.header('traceid') ?? envelope.traceId },
    options: envelope.options,
    timeout: Math.min(timeout, host.timeout ?? Infinity),
    capacity: host.capacity ?? Infinity,
    ids: factsOf(c),
  };
}
