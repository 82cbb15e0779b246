import type { Context as LambdaContext } from 'aws-lambda';
import type { Problem } from '../shared/errors.ts';

/** A Lambda handler: of this package, of a bundle, or any other. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => unknown;

/** Reads the errors of a failed call from the JSON string of the wire; undefined for other values. */
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
 * Makes the context that Lambda's runtime passes with a call.
 * @param address the client context
 * @param remaining returns the milliseconds that are left
 * @param awsRequestId the id of the invocation
 */
export function createLambdaContext(
  address: object,
  remaining: () => number,
  awsRequestId: string = crypto.randomUUID(),
): LambdaContext {
  const functionName = 'integrator-extension';
  const context = {
    clientContext: address,
    awsRequestId,
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
