/*! Contains @middy/core, (c) Middy contributors, MIT */
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context as LambdaContext } from 'aws-lambda';
import type { ExtensionConfig } from '../core/config.ts';
import { createCallOpener, runOpenCall } from '../core/extension.ts';
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
  const { open } = createCallOpener(config);
  const run = async (event: unknown, context: LambdaContext) => {
    const { response } = await runOpenCall(toInvocation(event, context, config));
    try {
      if (typeof Object(response).then !== 'function') return response;
    } catch {
      // A proxy threw.
    }
    // middy would await it. It is no JSON data.
    checkDelivery(response, 0);
  };
  // The core has a deadline of its own.
  const chain = middy(run, { timeoutEarlyInMillis: 0 }) as unknown as Chain;
  const handler = (async (event, context) => {
    let thrown: unknown;
    try {
      installUncaughtHandlers(config?.logger);
      const outcome = await open(toInvocation(event, context, config), () =>
        // middy replaces a missing event by {}. On the wire, no options and empty options are different calls.
        chain(event ?? null, context).then((response) => ({ response })),
      );
      if (outcome.ok) return outcome.response ?? null;
      thrown = outcome.error;
    } catch (unreadable) {
      // A getter of the configuration, the event or the context threw.
      thrown = unreadable;
    }
    throw stringify({ statusCode: FAILED, errors: readProblems(thrown) });
  }) as Chain;
  for (const add of ['use', 'before', 'after', 'onError'] as const) {
    handler[add] = (middleware) => {
      chain[add](middleware);
      return handler;
    };
  }
  return handler as unknown as Handler;
}

type Chain = ((event: unknown, context: LambdaContext) => Promise<unknown>) &
  Record<'use' | 'before' | 'after' | 'onError', (middleware: never) => Chain>;
