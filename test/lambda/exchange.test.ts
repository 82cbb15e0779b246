import { describe, expect, it } from 'vitest';
import { createLambdaContext, readErrors } from '../../src/lambda/exchange.ts';

const context = createLambdaContext({ diy: true, function: 'x' }, () => 1_000);

describe('readErrors', () => {
  it.each([
    [undefined, undefined],
    [{ errors: [] }, undefined],
    ['not JSON', undefined],
    ['{"errors":"several"}', undefined],
    ['null', undefined],
    ['{"errors":[]}', []],
  ])('reads %j as %j', (failure, errors) => {
    expect(readErrors(failure)).toEqual(errors);
  });
});

describe('createLambdaContext', () => {
  it('has the fields that middlewares read, and an id of its own for each call', () => {
    expect(context).toMatchObject({ clientContext: { function: 'x' }, functionName: expect.any(String) });
    expect(context.getRemainingTimeInMillis()).toBe(1_000);
    expect(createLambdaContext({}, () => 0).awsRequestId).not.toBe(context.awsRequestId);
  });
});
