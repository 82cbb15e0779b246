import { describe, expect, it } from 'vitest';
import { createLambdaContext, exchange, readErrors } from '../../src/lambda/exchange.ts';

const context = createLambdaContext({ diy: true, function: 'x' }, () => 1_000);

describe('exchange', () => {
  it('hands a handler options that are its own, and its caller a response that is', async () => {
    const sent = { data: [{ at: new Date(0), missing: undefined }] };
    let received: unknown;
    const answered = { data: sent.data, none: undefined };
    const reply = await exchange(
      (event) => {
        received = event;
        return answered;
      },
      sent,
      context,
    );
    expect(received).toStrictEqual({ data: [{ at: '1970-01-01T00:00:00.000Z' }] });
    expect(reply).toStrictEqual({ ok: true, response: { data: [{ at: '1970-01-01T00:00:00.000Z' }] } });
  });

  it.each([
    ['nothing', undefined, null],
    ['null', null, null],
    ['text', 'text', 'text'],
  ])('reads %s as the platform does', async (_what, answered, response) => {
    expect(await exchange(() => answered, {}, context)).toEqual({ ok: true, response });
  });

  it('reads the errors of a failed call', async () => {
    const errors = [{ message: 'No stock.', code: 'no_stock' }];
    const handler = () => Promise.reject(JSON.stringify({ statusCode: 422, errors }));
    expect(await exchange(handler, {}, context)).toEqual({ ok: false, errors });
  });

  it('reads what a handler throws that is not ours', async () => {
    const failing = async (thrown: unknown) =>
      exchange(
        () => {
          throw thrown;
        },
        {},
        context,
      );
    expect(await failing(new TypeError('x is no function'))).toEqual({
      ok: false,
      errors: [{ message: 'x is no function', code: 'TypeError' }],
    });
    expect(await failing('{"statusCode":')).toMatchObject({ errors: [{ message: '{"statusCode":' }] });
  });

  it('reads a response that is no JSON as a failure', async () => {
    expect(await exchange(() => ({ total: 10n }), {}, context)).toMatchObject({
      ok: false,
      errors: [{ code: 'TypeError' }],
    });
  });
});

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
  it('has what middlewares ask of a context, and an id of its own for each call', () => {
    expect(context).toMatchObject({ clientContext: { function: 'x' }, functionName: expect.any(String) });
    expect(context.getRemainingTimeInMillis()).toBe(1_000);
    expect(createLambdaContext({}, () => 0).awsRequestId).not.toBe(context.awsRequestId);
  });
});
