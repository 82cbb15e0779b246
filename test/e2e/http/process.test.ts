import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { spawnServer, waitForMessage } from '../../fixtures/http/spawn.ts';
import type { Result } from '../../http/url-handler.ts';

// Stopping waits until no connection has come for a while.
vi.setConfig({ testTimeout: 120_000 });

describe('The process of a server', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s, after the calls in flight', async (signal) => {
    const { child, ask } = await spawnServer();
    const asked = ask('work', { ms: 200 });
    await waitForMessage(child);
    const exited = once(child, 'exit');
    child.kill(signal);
    expect(await asked).toMatchObject({ status: 200, body: 'done' });
    expect(await exited).toEqual([0, null]);
  });

  it('ends at once on a second signal', async () => {
    const { child, ask } = await spawnServer();
    const asked = ask('work', { ms: 60_000 }).catch(() => 'hung up');
    await waitForMessage(child);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const stop = setInterval(() => child.kill('SIGINT'), 50);
    expect(await exited).toEqual([null, 'SIGINT']);
    clearInterval(stop);
    expect(await asked).toBe('hung up');
  });

  it('loses no line of its output when it is stopped, however slowly that is read', async () => {
    const { child, url, ask, output } = await spawnServer({ drainDelay: 100 });
    child.stdout?.pause();
    await ask('fill', {});
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await vi.waitFor(() => expect(fetch(url)).rejects.toThrow(), { timeout: 60_000 });
    child.stdout?.resume();
    await closed;
    expect(output()).toContain('line 99999\n');
    expect(output()).toContain('server stopped');
  });

  it('survives an uncaught error of a function, and answers its call with it', async () => {
    const { ask } = await spawnServer();
    expect(await ask('throwLater', {})).toMatchObject({
      status: 422,
      body: { errors: [{ message: 'thrown and uncaught', code: 'Error' }] },
    });
    expect(await ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
  });
});

it('The sandbox of a Function URL survives an uncaught error of a function', async () => {
  const child = fork(new URL('../../fixtures/http/url.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [[failed, answered]] = (await once(child, 'message')) as [[Result, Result]];
  expect(failed.statusCode).toBe(422);
  expect(JSON.parse(failed.body).errors).toEqual([{ message: 'thrown and uncaught', code: 'Error' }]);
  expect(answered).toMatchObject({ statusCode: 200, body: '{"id":1}' });
});
