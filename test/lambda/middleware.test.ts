import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { createHandler, ExtensionError, type Handler } from 'integrator-extension-lambda';
import { describe, expect, it, vi } from 'vitest';
import { diy } from '../conformance/modules.ts';
import { keepLines, keepStreams } from '../lines.ts';
import { createContext, invoke } from './context.ts';

const { logger } = keepLines();
const extension = () => createHandler({ diy, logger });
const call = (handler: Handler, name: string, options: unknown = { id: 1 }) =>
  invoke(handler, options, createContext({ clientContext: { diy: true, function: name } }));

const createFailure = (message: string, code: string) => ({ statusCode: 422, errors: [{ message, code }] });

describe('a middleware of the user’s', () => {
  it('sees the event, the context and the response, and may change all of them', async () => {
    const seen: unknown[] = [];
    const handler = extension()
      .before((request) => {
        seen.push(request.event, request.context.functionName);
        request.event = { id: 2 };
      })
      .after((request) => {
        seen.push(request.response);
        request.response = { wrapped: request.response };
      });
    expect(await call(handler, 'echo')).toEqual({ response: { wrapped: { id: 2 } } });
    expect(seen).toEqual([{ id: 1 }, 'extension', { id: 2 }]);
  });

  it('sees the event as it came: the function has a copy of its top level', async () => {
    const event = { lastExportDateTime: '2026-01-31T00:00:00Z' };
    const after = vi.fn();
    await call(
      extension().after(({ event }) => after(event)),
      'whenExported',
      event,
    );
    expect(after).toHaveBeenCalledWith({ lastExportDateTime: '2026-01-31T00:00:00Z' });
  });

  it('may answer before the function runs, and after it has failed', async () => {
    expect(
      await call(
        extension().before(() => 'maintenance'),
        'throws',
      ),
    ).toEqual({ response: 'maintenance' });
    expect(
      await call(
        extension().onError(() => 'sorry'),
        'throws',
      ),
    ).toEqual({ response: 'sorry' });
  });

  it('may stand at several points of the chain, and runs at each', async () => {
    const steps: string[] = [];
    const step = (name: string) => () => {
      steps.push(name);
    };
    const handler = extension().use({ before: step('before'), onError: step('onError') });
    expect(await call(handler, 'echo')).toEqual({ response: { id: 1 } });
    await call(handler, 'throws');
    expect(steps).toEqual(['before', 'before', 'onError']);
  });

  it("sees the real error: every problem, and the function's own error", async () => {
    const thrown = Object.assign(new Error('No such order: 17'), { code: 'order_not_found' });
    const onError = vi.fn();
    const handler = createHandler({ diy: { fails: () => Promise.reject(thrown) }, logger });
    await call(handler.use({ onError: ({ error }) => onError(error) }), 'fails');

    const [error] = onError.mock.calls[0] ?? [];
    expect(error).toBeInstanceOf(ExtensionError);
    expect(error.problems).toEqual([{ message: 'No such order: 17', code: 'order_not_found' }]);
    expect(error.cause).toBe(thrown);
  });

  it.each([
    ['a call without an address', undefined, 3],
    ['an unknown function', { diy: true, function: 'absent' }, 1],
  ])('sees the problems of %s', async (_, clientContext, count) => {
    const onError = vi.fn();
    const handler = extension().onError(({ error }) => onError(error));
    await invoke(handler, clientContext && {}, createContext({ clientContext }));
    expect(onError.mock.calls[0]?.[0]).toBeInstanceOf(ExtensionError);
    expect(onError.mock.calls[0]?.[0].problems).toHaveLength(count);
  });

  it('may replace the error, which is then answered', async () => {
    const handler = extension().onError((request) => {
      request.error = Object.assign(new Error('Try again later.'), { code: 'busy' });
    });
    expect(await call(handler, 'throws')).toEqual(createFailure('Try again later.', 'busy'));
  });

  it('sees a missing event as null, not as an empty one', async () => {
    const before = vi.fn();
    await invoke(
      extension().before(({ event }) => before(event)),
      undefined,
      createContext(),
    );
    expect(before).toHaveBeenCalledWith(null);
  });
});

describe('an error of a middleware', () => {
  const things: [what: string, thrown: unknown, answer: object][] = [
    ['an Error', new Error('broken'), createFailure('broken', 'Error')],
    ['an Error with a code', Object.assign(new Error('no'), { code: 403 }), createFailure('no', 403 as never)],
    ['an error of several problems', new ExtensionError([{ message: 'a' }, { message: 'b', code: 'c' }]), { statusCode: 422, errors: [{ message: 'a' }, { message: 'b', code: 'c' }] }], // biome-ignore format: a row
    ['a text', 'broken', createFailure('broken', 'Error')],
    ['an empty text', '', createFailure('', 'Error')],
    ['zero', 0, createFailure('0', 'Error')],
    ['null', null, createFailure('null', 'Error')],
    ['undefined', undefined, createFailure('undefined', 'Error')],
    ['an object without a text', Object.create(null), createFailure(expect.any(String), 'Error')],
    ['a frozen Error', Object.freeze(new Error('stiff')), createFailure('stiff', 'Error')],
  ];
  const raise = (thrown: unknown) => () => {
    throw thrown;
  };

  it.each(things)('before the function is the wire’s text: %s', async (_, thrown, answer) => {
    expect(await call(extension().before(raise(thrown)), 'echo')).toEqual(answer);
  });

  it.each(things)('after the function is the wire’s text: %s', async (_, thrown, answer) => {
    expect(await call(extension().after(raise(thrown)), 'echo')).toEqual(answer);
  });

  it.each(things.slice(0, -1))('while it handles an error is the wire’s text: %s', async (_, thrown, answer) => {
    expect(await call(extension().onError(raise(thrown)), 'throws')).toEqual(answer);
  });

  it('by promise is the wire’s text as well', async () => {
    expect(
      await call(
        extension().before(async () => Promise.reject(new Error('no lock'))),
        'echo',
      ),
    ).toEqual(createFailure('no lock', 'Error'));
  });
});

describe('Powertools', () => {
  it('has its own middlewares around the call: the logger’s context and the metrics', async () => {
    const lines = keepStreams();
    const powertools = new PowertoolsLogger({ serviceName: 'shop' });
    const metrics = new Metrics({ namespace: 'shop', serviceName: 'orders' });
    const module = {
      count: () => {
        powertools.info('counting');
        metrics.addMetric('orders', MetricUnit.Count, 2);
        return 2;
      },
    };
    const handler = createHandler({ diy: module, logger })
      .use(injectLambdaContext(powertools, { resetKeys: true }))
      .use(logMetrics(metrics, { captureColdStartMetric: false }));

    expect(await call(handler, 'count')).toEqual({ response: 2 });
    expect(lines).toMatchObject([
      { message: 'counting', service: 'shop', function_request_id: createContext().awsRequestId },
      { _aws: { CloudWatchMetrics: [{ Namespace: 'shop' }] }, orders: 2 },
    ]);
  });
});
