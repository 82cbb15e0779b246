import type { Context as LambdaContext } from 'aws-lambda';
import type { Handler } from 'integrator-extension-lambda';
import { expect } from 'vitest';
import { createContext } from '../../lambda/context.ts';

/**
 * Calls a handler. Its answer must be a response with a JSON form, or the wire's string.
 * @returns the wire's string, or an empty text for a response
 */
export async function callAndCheck(
  handler: Handler,
  event: unknown,
  clientContext: unknown,
  more = {},
): Promise<string> {
  const context = { ...createContext({ remaining: 501 }), clientContext, ...more } as LambdaContext;
  let response: unknown;
  try {
    response = await handler(event, context);
  } catch (thrown) {
    expect(typeof thrown).toBe('string');
    expectFailure(JSON.parse(thrown as string));
    return thrown as string;
  }
  expect(typeof JSON.stringify(response)).toBe('string');
  return '';
}

/** Asserts the form of a failed call. A message or code without a JSON form is left out. */
export function expectFailure({ statusCode, errors }: { statusCode: unknown; errors: object[] }): void {
  expect(statusCode).toBe(422);
  expect(errors.length).toBeGreaterThan(0);
  for (const error of errors)
    expect(['code', 'message', 'code,message', 'message,code', '']).toContain(`${Object.keys(error)}`);
}
