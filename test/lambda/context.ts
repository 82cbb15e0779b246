import type { Context } from 'aws-lambda';
import type { Handler } from 'integrator-extension-lambda';
import type { Answer } from '../conformance/index.ts';

/** Makes the context of an invocation, with `remaining` milliseconds if given. */
export function createContext({
  clientContext,
  remaining,
}: {
  clientContext?: unknown;
  remaining?: number;
} = {}): Context {
  return {
    awsRequestId: '8b7c1e3a-2f4d-4c5b-9a6e-0d1f2a3b4c5d',
    functionName: 'extension',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:extension',
    memoryLimitInMB: '512',
    ...(clientContext === undefined ? {} : { clientContext }),
    ...(remaining === undefined ? {} : { getRemainingTimeInMillis: () => remaining }),
  } as Context;
}

/** Calls a handler and reads its answer as the platform does: a failure must be a text of JSON. */
export async function invoke(handler: Handler, event: unknown, context: Context): Promise<Answer> {
  try {
    return { response: await handler(event, context) };
  } catch (thrown) {
    if (typeof thrown !== 'string')
      throw new TypeError(`rejected with no text but ${typeof thrown}`, { cause: thrown });
    return JSON.parse(thrown);
  }
}
