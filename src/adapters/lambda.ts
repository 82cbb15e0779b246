/*! Contains @middy/core, (c) Middy contributors, MIT */
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context as LambdaContext } from 'aws-lambda';
import { createExtension } from '../core/extension.ts';
import type { ExtensionConfig } from '../core/modules.ts';
import { problemsOf } from '../errors.ts';
import { stringify } from '../intrinsics.ts';
import { FAILED } from '../invocation.ts';
import { prime } from './prime.ts';
import { guardProcess } from './process.ts';
import { type SandboxConfig, toInvocation } from './sandbox.ts';

/** What a Lambda handler is made of. */
export interface HandlerConfig extends ExtensionConfig, SandboxConfig {}

/** A Lambda handler; `use` and its like add middy middlewares to it. */
export type Handler = Omit<MiddyfiedHandler<unknown, unknown, Error, LambdaContext>, 'handler'> &
  ((event: unknown, context: LambdaContext) => Promise<unknown>);

/**
 * Makes the Lambda handler of an extension. Called with a client context, as integrator.io does, or with an envelope as
 * its event. Resolves to the response itself; rejects with a string, the JSON of
 * `{"statusCode":422,"errors":[{"message","code"}]}`, whatever went wrong, a bad configuration included.
 */
export function createHandler(config: HandlerConfig): Handler {
  const extension = createExtension(config);
  // The runtime client waits for its first event then, and has nothing else to do.
  setImmediate(prime);
  const answer = async (event: unknown, context: LambdaContext): Promise<unknown> => {
    guardProcess(config?.logger);
    const outcome = await extension.invoke(toInvocation(event, context, config));
    if (!outcome.ok) throw outcome.error;
    return outcome.response ?? null;
  };
  return middy(answer, { timeoutEarlyInMillis: 0, executionMode: asWireErrors as never }) as Handler;
}

type Answerer = (event: unknown, context: LambdaContext) => Promise<unknown>;
type Chain = readonly unknown[];

/** What middy hands an execution mode: its two steps, and the lists that `use` and its like add to. */
interface Steps {
  readonly middyRequest: (event: unknown, context: LambdaContext) => object;
  readonly runRequest: (
    request: object,
    before: Chain,
    answer: Answerer,
    after: Chain,
    onError: Chain,
    plugin: object,
  ) => Promise<unknown>;
}

/**
 * The way that middy runs its chain here: what comes out of it failed is the wire's string. Done here and not in an
 * `onError`, because a middleware's own `onError` may throw, and nothing after it would run. Inside the chain
 * middlewares see the real Error. Without any middleware there is no chain to run.
 */
function asWireErrors(
  steps: Steps,
  before: Chain,
  answer: Answerer,
  after: Chain,
  onError: Chain,
  plugin: object,
): Answerer {
  const toWire = (thrown: unknown) => Promise.reject(stringify({ statusCode: FAILED, errors: problemsOf(thrown) }));
  return (event, context) =>
    (before.length + after.length + onError.length
      ? // middy takes a missing event for {}: to the wire the one is no options at all, the other is options.
        steps.runRequest(steps.middyRequest(event ?? null, context), before, answer, after, onError, plugin)
      : answer(event, context)
    ).catch(toWire);
}
