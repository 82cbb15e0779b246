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
  const answer: Answerer = async (event, context) => {
    guardProcess(config?.logger);
    const outcome = await extension.invoke(toInvocation(event, context, config));
    if (!outcome.ok) throw outcome.error;
    return outcome.response ?? null;
  };
  // Made when something is added to it: most handlers have none, and would only be longer in loading.
  let chain: Middyfied | undefined;
  const handler = ((event, context) => (chain ?? answer)(event, context).catch(toWire)) as Middyfied;
  for (const add of ['use', 'before', 'after', 'onError'] as const) {
    handler[add] = (middleware) => {
      chain ??= middy(answer, { timeoutEarlyInMillis: 0, executionMode: runChain as never }) as unknown as Middyfied;
      chain[add](middleware);
      return handler;
    };
  }
  return handler as unknown as Handler;
}

/**
 * What comes out of a handler failed is the wire's string. Made here and not in an `onError`, because a middleware's own
 * `onError` may throw, and nothing after it would run; inside the chain middlewares see the real Error.
 */
function toWire(thrown: unknown): Promise<never> {
  return Promise.reject(stringify({ statusCode: FAILED, errors: problemsOf(thrown) }));
}

type Answerer = (event: unknown, context: LambdaContext) => Promise<unknown>;
type Middyfied = Answerer & Record<'use' | 'before' | 'after' | 'onError', (middleware: never) => Middyfied>;
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

/** The way that middy runs its chain here. */
function runChain(
  { middyRequest, runRequest }: Steps,
  before: Chain,
  answer: Answerer,
  after: Chain,
  onError: Chain,
  plugin: object,
): Answerer {
  return (event, context) =>
    // middy takes a missing event for {}: to the wire the one is no options at all, the other is options.
    runRequest(middyRequest(event ?? null, context), before, answer, after, onError, plugin);
}
