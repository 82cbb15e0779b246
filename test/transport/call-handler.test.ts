import { describe, expect, it } from 'vitest';
import { createLambdaContext } from '../../src/lambda/exchange.ts';
import { callHandler } from '../../src/transport/call-handler.ts';

const context = createLambdaContext({ diy: true, function: 'x' }, () => 1_000);

describe('callHandler', () => {
  it("passes copies: the handler's options and the caller's response are JSON", async () => {
    const sent = { data: [{ at: new Date(0), missing: undefined }] };
    let received: unknown;
    const answered = { data: sent.data, none: undefined };
    const reply = await callHandler(
      (event) => {
        received = event;
        return answered;
      },
      JSON.stringify(sent),
      context,
    );
    expect(received).toStrictEqual({ data: [{ at: '1970-01-01T00:00:00.000Z' }] });
    expect(reply).toStrictEqual({ response: '{"data":[{"at":"1970-01-01T00:00:00.000Z"}]}' });
  });

  it.each([
    ['nothing', undefined, null],
    ['null', null, null],
    ['text', 'text', 'text'],
  ])('reads %s as the platform does', async (_what, answered, response) => {
    expect(await callHandler(() => answered, '{}', context)).toEqual({ response: JSON.stringify(response) });
  });

  it('reads the errors of a failed call', async () => {
    const errors = [{ message: 'No stock.', code: 'no_stock' }];
    const handler = () => Promise.reject(JSON.stringify({ statusCode: 422, errors }));
    expect(await callHandler(handler, '{}', context)).toEqual({ errors });
  });

  it('reads a thrown value that is not ours', async () => {
    const failing = async (thrown: unknown) =>
      callHandler(
        () => {
          throw thrown;
        },
        '{}',
        context,
      );
    expect(await failing(new TypeError('x is no function'))).toEqual({
      errors: [{ message: 'x is no function', code: 'TypeError' }],
    });
    expect(await failing('{"statusCode":')).toMatchObject({ errors: [{ message: '{"statusCode":' }] });
  });

  it('reads a response that is no JSON as a failure', async () => {
    expect(await callHandler(() => ({ total: 10n }), '{}', context)).toMatchObject({
      errors: [{ code: 'TypeError' }],
    });
  });
});
