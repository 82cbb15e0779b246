import { createHandler, type Handler } from 'integrator-extension-lambda';
import { describe, expect, it } from 'vitest';
import { keepLines } from '../lines.ts';
import { createContext, invoke } from './context.ts';

const diy = {
  echo: (options: unknown) => options,
  fail() {
    throw Object.assign(new Error('No such order.'), { code: 'order_not_found' });
  },
};

/** Calls a handler with middlewares. Returns what is on the wire, and the lines. */
async function call(add: (handler: Handler) => void, name = 'echo', options: unknown = { id: 1 }, address = {}) {
  const { logger, lines } = keepLines();
  const handler = createHandler({ diy, logger });
  add(handler);
  const clientContext = { diy: true, function: name, ...address };
  return { wire: await invoke(handler, options, createContext({ clientContext })), lines };
}

const raise = () => {
  throw Object.assign(new Error('No lock.'), { code: 'busy' });
};
const busy = [{ message: 'No lock.', code: 'busy' }];
const notFound = [{ message: 'No such order.', code: 'order_not_found' }];
const notSerializable = [{ message: 'Extension response is not serializable.', code: 'invalid_extension_response' }];

describe('A call with middlewares has one line, with what went on the wire:', () => {
  it.each<[string, string, (handler: Handler) => void, unknown, number]>([
    ['the response of the function', 'echo', () => {}, { id: 1 }, 0],
    ['an early answer', 'fail', (handler) => handler.before(() => 'maintenance'), 'maintenance', 68],
    [
      'a replaced response',
      'echo',
      (handler) => handler.after((r) => void Object.assign(r, { response: 'new' })),
      'new',
      20,
    ],
    ['an answer instead of an error', 'fail', (handler) => handler.onError(() => 'sorry'), 'sorry', 32],
  ])('%s', async (_, name, add, response, bytes) => {
    const { wire, lines } = await call(add, name);
    expect(wire).toEqual({ response });
    const line = { message: 'call answered', function: name, ms: expect.any(Number), coldStart: true };
    expect(lines).toEqual([['info', expect.objectContaining({ ...line, ...(bytes && { bytes }) })]]);
  });

  it.each<[string, string, (handler: Handler) => void, object[]]>([
    ['the error of the function', 'fail', () => {}, notFound],
    ['the error of a before', 'echo', (handler) => handler.before(raise), busy],
    ['the error of an after', 'echo', (handler) => handler.after(raise), busy],
    ['the error of an onError', 'fail', (handler) => handler.onError(raise), busy],
    ['a replaced error', 'fail', (handler) => handler.onError((r) => void Object.assign(r, { error: new TypeError('Later.') })), [{ message: 'Later.', code: 'TypeError' }]], // biome-ignore format: a row
    ['a response that an after made unfit for JSON', 'echo', (handler) => handler.after((r) => void Object.assign(r, { response: { at: new Date() } })), notSerializable], // biome-ignore format: a row
    ['an early answer that is unfit for JSON', 'echo', (handler) => handler.before(() => new Map()), notSerializable],
  ])('%s', async (_, name, add, errors) => {
    const { wire, lines } = await call(add, name);
    expect(wire).toEqual({ statusCode: 422, errors });
    expect(lines).toEqual([
      ['error', expect.objectContaining({ message: 'call failed', function: name, problems: errors })],
    ]);
  });

  it('the size of what goes out counts, not that of the response of the function', async () => {
    const large = { text: 'x'.repeat(200) };
    const shorten = (handler: Handler) =>
      handler.after((request) => void Object.assign(request, { response: 'short' }));
    const lengthen = (handler: Handler) => handler.after((request) => void Object.assign(request, { response: large }));
    const address = { maxResponseSize: 100 };
    expect((await call(shorten, 'echo', large, address)).wire).toEqual({ response: 'short' });
    const { wire, lines } = await call(lengthen, 'echo', { id: 1 }, address);
    const errors = [{ message: 'response stream exceeded limit of 100 bytes.', code: 'response_size_exceeded' }];
    expect(wire).toEqual({ statusCode: 422, errors });
    expect(lines).toMatchObject([['error', { problems: errors, refused: { path: 'response' } }]]);
  });

  it('the secrets of the event are redacted, also if the function was not called', async () => {
    const options = { bearerToken: 'one-time-token', connection: { encrypted: { password: 'hunter2hunter2' } } };
    const { lines } = await call(
      (handler) =>
        handler.before(({ event }) => {
          throw new Error(JSON.stringify(event));
        }),
      'echo',
      options,
    );
    expect(JSON.stringify(lines)).not.toMatch(/one-time|hunter2/);
    expect(lines).toHaveLength(1);
  });

  it('the secrets that a middleware has added to the event are redacted too', async () => {
    const { lines } = await call((handler) => {
      handler.before((request) => {
        request.event = { connection: { encrypted: { password: 'hunter2hunter2' } } };
      });
      handler.after(() => {
        throw new Error('hunter2hunter2 was refused');
      });
    });
    expect(lines).toMatchObject([['error', { problems: [{ message: '[redacted] was refused' }] }]]);
  });
});
