import type { Context as LambdaContext } from 'aws-lambda';
import type { Handler } from 'integrator-extension-lambda';
import { expect } from 'vitest';
import { contextOf } from '../../lambda/context.ts';

/**
 * Calls a handler, whose answer has to be a response that JSON can be made of, or the wire's string.
 * @returns the text that reaches the platform, if it is the wire's string
 */
export async function answers(handler: Handler, event: unknown, clientContext: unknown, more = {}): Promise<string> {
  const context = { ...contextOf({ remaining: 501 }), clientContext, ...more } as LambdaContext;
  let response: unknown;
  try {
    response = await handler(event, context);
  } catch (thrown) {
    expect(typeof thrown).toBe('string');
    isFailure(JSON.parse(thrown as string));
    return thrown as string;
  }
  expect(typeof JSON.stringify(response)).toBe('string');
  return '';
}

/** A failed call as it is on the wire. What an author has put into a message or a code need be no JSON: it is left out. */
export function isFailure({ statusCode, errors }: { statusCode: unknown; errors: object[] }): void {
  expect(statusCode).toBe(422);
  expect(errors.length).toBeGreaterThan(0);
  for (const error of errors)
    expect(['code', 'message', 'code,message', 'message,code', '']).toContain(`${Object.keys(error)}`);
}
