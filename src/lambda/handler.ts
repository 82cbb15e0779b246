/*! Contains @middy/core, (c) Middy contributors, MIT */
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context as LambdaContext } from 'aws-lambda';
import type { ExtensionConfig } from '../core/config.ts';
import { createExtension } from '../core/extension.ts';
import { installUncaughtHandlers } from '../core/uncaught.ts';
import { readProblems } from '../shared/errors.ts';
import { stringify } from '../shared/intrinsics.ts';
import { FAILED } from '../shared/invocation.ts';
import { type SandboxConfig, toInvocation } from './event.ts';

/** The configuration of a Lambda handler. */
export interface HandlerConfig extends ExtensionConfig, SandboxConfig {}

/** A Lambda handler; `use`, `before`, `after` and `onError` add middy middlewares. */
export type Handler = Omit<MiddyfiedHandler<unknown, unknown, Error, LambdaContext>, 'handler'> &
  ((event: unknown, context: LambdaContext) => Promise<unknown>);

/**
 * Makes the Lambda handler of an extension. It is called with a client context, as integrator.io does, or with an
 * envelope as its event. Resolves to the response itself. Rejects with a string, the JSON of
 * `{"statusCode":422,"errors":[{"message","code"}]}`, for every failure, a bad configuration included.
 */
export function createHandler(config: HandlerConfig): Handler {
  const extension = createExtension(config);
  const invoke = async (event: unknown, context: LambdaContext) => {
    installUncaughtHandlers(config?.logger);
    const outcome = await extension.invoke(toInvocation(event, context, config));
    if (!outcome.ok) throw outcome.error;
    return outcome.response ?? null;
  };
  // The core has a deadline of its own.
  const chain = middy(invoke, { timeoutEarlyInMillis: 0 }) as unknown as Chain;
  // middy replaces a missing event by {}. On the wire, no options and empty options are different calls.
  const handler = ((event, context) => chain(event ?? null, context).catch(rejectAsWireError)) as Chain;
  for (const add of ['use', 'before', 'after', 'onError'] as const) {
    handler[add] = (middleware) => {
      chain[add](middleware);
      return handler;
    };
  }
  return handler as unknown as Handler;
}

/** Rejects outside of the chain: a middleware's `onError` may throw, and middlewares see the real Error. */
function rejectAsWireError(thrown: unknown): Promise<never> {
  return Promise.reject(stringify({ statusCode: FAILED, errors: readProblems(thrown) }));
}

type Chain = ((event: unknown, context: LambdaContext) => Promise<unknown>) &
  Record<'use' | 'before' | 'after' | 'onError', (middleware: never) => Chain>;
