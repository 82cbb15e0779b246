import type { Context as LambdaContext } from 'aws-lambda';
import { type Problem, problemsOf } from '../shared/errors.ts';

/** A Lambda handler, of whatever make. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => unknown;

/** What integrator.io receives: a response, or the errors of a failed call. */
export type ExchangeResult =
  | { readonly ok: true; readonly response: unknown }
  | { readonly ok: false; readonly errors: readonly Problem[] };

/** Calls a handler with a client context, as integrator.io does. Options and response are JSON on their way. */
export async function exchange(
  handler: LambdaHandler,
  options: unknown,
  context: LambdaContext,
): Promise<ExchangeResult> {
  try {
    const answered = await handler(JSON.parse(JSON.stringify(options)), context);
    return { ok: true, response: JSON.parse(JSON.stringify(answered) ?? 'null') };
  } catch (thrown) {
    return { ok: false, errors: readErrors(thrown) ?? problemsOf(thrown) };
  }
}

/** The errors in what a failed call was answered with, which is JSON in a string; undefined where it is no such thing. */
export function readErrors(failure: unknown): readonly Problem[] | undefined {
  if (typeof failure !== 'string') return undefined;
  try {
    const { errors } = JSON.parse(failure);
    return Array.isArray(errors) ? errors : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The context that Lambda's runtime hands over with a call.
 * @param address is the client context
 * @param remaining says how many milliseconds the sandbox has left
 */
export function createLambdaContext(address: object, remaining: () => number): LambdaContext {
  const functionName = 'integrator-extension';
  const context = {
    clientContext: address,
    awsRequestId: crypto.randomUUID(),
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'test',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: remaining,
  };
  return context as unknown as LambdaContext;
}
