import type { Context as LambdaContext } from 'aws-lambda';
import { type LambdaHandler, readErrors } from '../lambda/exchange.ts';
import { readProblems } from '../shared/errors.ts';
import type { CallResult } from './transport.ts';

/**
 * Calls a Lambda handler with a client context, as integrator.io does. Never rejects.
 * @param options JSON, as it crosses the wire
 */
export async function callHandler(
  handler: LambdaHandler,
  options: string,
  context: LambdaContext,
): Promise<CallResult> {
  try {
    const response = await handler(JSON.parse(options), context);
    return { response: JSON.stringify(response) ?? 'null' };
  } catch (thrown) {
    return { errors: readErrors(thrown) ?? readProblems(thrown) };
  }
}
