/*! Contains @middy/core, (c) Middy contributors, MIT */
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context as LambdaContext } from 'aws-lambda';
import type { ExtensionConfig } from '../core/config.ts';
import { createExtension, runOpenCall } from '../core/extension.ts';
import { checkDelivery } from '../core/response.ts';
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
  const run = async (event: unknown, context: LambdaContext) => {
    const { response } = await runOpenCall(toInvocation(event, context, config));
    // middy would await it.
    if (typeof Object(response).then === 'function') checkDelivery(response, 0);
    return response;
  };
  // The core has a deadline of its own.
  const chain = middy(run, { timeoutEarlyInMillis: 0 }) as unknown as Chain;
  const handler = (async (event, context) => {
    installUncaughtHandlers(config?.logger);
    const outcome = await extension.open(toInvocation(event, context, config), () =>
      // middy replaces a missing event by {}. On the wire, no options and empty options are different calls.
      chain(event ?? null, context).then((response) => ({ response })),
    );
    if (outcome.ok) return outcome.response ?? null;
    throw stringify({ statusCode: FAILED, errors: readProblems(outcome.error) });
  }) as Chain;
  // use, before, after and onError.
  for (const add in chain) {
    handler[add as 'use'] = (middleware) => {
      chain[add as 'use'](middleware);
      return handler;
    };
  }
  return handler as unknown as Handler;
}

type Chain = ((event: unknown, context: LambdaContext) => Promise<unknown>) &
  Record<'use' | 'before' | 'after' | 'onError', (middleware: never) => Chain>;
