import { createHook } from 'node:async_hooks';
import { createServer, type ServerConfig } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepLines } from '../../lines.ts';
import { readWire, systemToken, toRequest } from '../exchange.ts';
import { formatRequest, openConnection } from './socket.ts';

const wait = { diy: true, function: 'wait', options: { id: 1 } };
const echo = { ...wait, function: 'echo' };
const stopping = { errors: [{ code: 'server_stopping', message: 'The server is stopping.' }] };
const formatCall = (envelope: object) => {
  const body = JSON.stringify(envelope);
  const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
  return formatRequest('POST', '/function', { ...headers, 'content-length': body.length }, body);
};

/** Opens a server whose function `wait` reports its call, and answers on demand. */
async function open(config: Partial<ServerConfig> = {}) {
  const called = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<unknown>();
  const { logger, lines } = keepLines();
  const diy = {
    echo: (options: unknown) => options,
    wait: () => {
      called.resolve();
      return answer.promise;
    },
  };
  const server = await createServer({ diy, systemToken, port: 0, logger, signals: false, drainDelay: 0, ...config });
  onTestFinished(() => server.close());
  return { ...server, lines, called: called.promise, answer: answer.resolve };
}

describe('A server that stops', () => {
  it('finishes the calls in flight, and takes no new ones', async () => {
    const { url, called, answer, close, lines } = await open();
    const pending = readWire(fetch(`${url}/function`, toRequest(wait)));
    await called;
    const closed = close();
    await vi.waitFor(() => expect(fetch(`${url}/livez`)).rejects.toThrow());
    answer('done');
    expect(await pending).toMatchObject({ status: 200, body: 'done' });
    await closed;
    expect(lines.at(-1)).toEqual(['info', { message: 'server stopped', unfinished: 0 }]);
  });

  it('stops once, even if it is closed several times', async () => {
    const { close, lines } = await open();
    await Promise.all([close(), close()]);
    await close();
    expect(lines.filter(([, { message }]) => message === 'server stopped')).toHaveLength(1);
  });

  it.each([
    ['alone', formatCall(wait), 0],
    ['with another, answered one behind it', formatCall(wait) + formatCall(echo), 1],
  ])(
    'closes a connection with its last answer, if a call on it runs %s and one more comes',
    async (_, first, before) => {
      const { port, answer, called, close, lines } = await open({ drainDelay: 200 });
      const answered = (calls: number) => vi.waitFor(() => expect(lines).toHaveLength(1 + calls));
      const connection = await openConnection(port, first);
      await Promise.all([called, answered(before)]);
      const closed = close();
      connection.socket.write(formatCall(echo));
      await answered(before + 1);
      answer('done');
      const text = await connection.waitForEnd();
      expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(before + 2);
      expect(text.match(/connection: close/gi)).toHaveLength(1);
      await closed;
    },
  );

  it('waits for no connection without a whole request', async () => {
    const { port, close } = await open();
    const [silent, half] = [
      await openConnection(port),
      await openConnection(port, 'POST /function HTTP/1.1\r\nhost: x\r\n'),
    ];
    await (await openConnection(port, formatCall(echo))).waitFor(/\{"id":1\}$/);
    await close();
    expect(await Promise.all([silent.waitForEnd(), half.waitForEnd()])).toEqual(['', '']);
  });

  it('waits no longer than allowed: pending calls are answered, and logged', async () => {
    const { url, close, called, lines } = await open({ closeTimeout: 50 });
    const pending = readWire(fetch(`${url}/function`, toRequest(wait)));
    await called;
    await close();
    expect(await pending).toEqual({ status: 503, type: 'application/json; charset=utf-8', body: stopping });
    expect(lines.at(-1)).toEqual(['warn', { message: 'server stopped', unfinished: 1 }]);
  });

  it('sends nothing more to a caller after its last answer', async () => {
    const stray = vi.fn();
    process.on('unhandledRejection', stray);
    onTestFinished(() => void process.off('unhandledRejection', stray));
    const { port, close, called, answer, lines } = await open({ closeTimeout: 50 });
    const connection = await openConnection(port, formatCall(wait));
    await called;
    await close();
    answer('too late');
    await vi.waitFor(() => expect(lines.at(-1)).toMatchObject(['info', { message: 'call answered' }]));
    expect((await connection.waitForEnd()).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 503']);
    await new Promise(setImmediate);
    expect(stray).not.toHaveBeenCalled();
  });

  it('leaves no timer that keeps its process alive', async () => {
    const { close } = await open();
    const timers = new Map<number, NodeJS.Timeout>();
    const hook = createHook({
      init: (id, type, _, made) => void (type === 'Timeout' && timers.set(id, made as NodeJS.Timeout)),
      destroy: (id) => void timers.delete(id),
    }).enable();
    onTestFinished(() => void hook.disable());
    await close();
    await new Promise(setImmediate);
    expect(timers.size).toBeGreaterThan(0);
    expect([...timers.values()].filter((timer) => timer.hasRef())).toEqual([]);
  });

  it('leaves the signals to its process, if configured so', async () => {
    const before = [process.listeners('SIGTERM'), process.listeners('SIGINT')];
    await open({ signals: false });
    expect([process.listeners('SIGTERM'), process.listeners('SIGINT')]).toEqual(before);
  });

  it('removes its signal listeners', async () => {
    const before = [process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')];
    const { close } = await open({ signals: true });
    expect([process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')]).not.toEqual(before);
    await close();
    expect([process.listenerCount('SIGTERM'), process.listenerCount('SIGINT')]).toEqual(before);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends the process after %s', async (signal) => {
    const exited = new Promise((resolve) => vi.spyOn(process, 'exit').mockImplementation(resolve as never));
    onTestFinished(() => void vi.restoreAllMocks());
    const { url } = await open({ signals: true });
    process.emit(signal);
    expect(await exited).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('leaves a second signal to the process', async () => {
    onTestFinished(() => void vi.restoreAllMocks());
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const before = process.listeners('SIGTERM');
    const { called, answer, url } = await open({ signals: true });
    const pending = readWire(fetch(`${url}/function`, toRequest(wait)));
    await called;
    process.emit('SIGTERM');
    expect(process.listeners('SIGTERM')).toEqual(before);
    answer('done');
    expect(await pending).toMatchObject({ status: 200 });
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
  });
});
