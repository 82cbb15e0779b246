import { createHandler, type Handler, loadHandler } from 'integrator-extension-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createContext, invoke } from './context.ts';

const context = createContext({ clientContext: { diy: true, function: 'ping', traceId: 't-1' } });

function keepErrors() {
  const { mock, ...error } = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => error.mockRestore());
  return () => mock.calls.map(([line]) => JSON.parse(String(line)));
}

describe('a loaded handler', () => {
  it('is the one that its file exports', async () => {
    const handler = createHandler({ diy: { ping: () => ({ statusCode: 200 }) } });
    expect(await loadHandler(async () => ({ handler }))).toBe(handler);
  });

  it.each<[string, unknown, object]>([
    [
      'an error',
      new TypeError('ORDERS_DATABASE is not set'),
      { message: 'ORDERS_DATABASE is not set', code: 'TypeError' },
    ],
    ['a text', 'no database', { message: 'no database', code: 'Error' }],
    ['nothing', undefined, { message: 'loadHandler: the file threw undefined.', code: 'Error' }],
  ])(
    'fails every call if its file threw %s, and each is a line with the ids of the call',
    async (_, thrown, problem) => {
      const errors = keepErrors();
      const handler = await loadHandler(() => Promise.reject(thrown));
      for (const _ of ['first', 'second']) {
        expect(await invoke(handler, {}, context)).toEqual({ statusCode: 422, errors: [problem] });
      }
      const line = { message: 'call failed', problems: [problem], traceId: 't-1' };
      expect(errors()).toMatchObject([line, line]);
    },
  );

  it('names the file in the log', async () => {
    const errors = keepErrors();
    const handler = await loadHandler(() => import('../fixtures/modules/broken.ts'));
    await invoke(handler, {}, context);
    expect(errors()[0].stack).toMatch(/ORDERS_DATABASE is not set\n.*broken\.ts/);
  });

  it('fails every call if the file exports no handler', async () => {
    keepErrors();
    const handler = await loadHandler(async () => ({ handler: 'text' as unknown as Handler }));
    expect(await invoke(handler, {}, context)).toMatchObject({
      errors: [{ message: 'loadHandler: expected the file to export a function, handler, found string.' }],
    });
  });

  it('fails every call if loading throws at once', async () => {
    keepErrors();
    const handler = await loadHandler(() => {
      throw new Error('no such file');
    });
    expect(await invoke(handler, {}, context)).toMatchObject({ errors: [{ message: 'no such file' }] });
  });
});
