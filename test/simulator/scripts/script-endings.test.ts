import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../src/transport/transport.ts';
import { BLOCKS, call, counting, openHost } from './open-host.ts';

describe('a script that does not answer', { timeout: 120_000 }, () => {
  const lost = 'the module variables of all scripts were lost with their process';

  it('is interrupted at its timeout, and keeps its module variables', async () => {
    const host = await openHost({ s1: 'let n = 0\nfunction f (o) { n += 1; while (o.loops) {} return n }' });
    const message = "The function f didn't answer within the 50 ms it had.";
    expect(await host.call({ ...call, options: '{"loops":true}', timeout: 50 })).toEqual({
      errors: [{ code: 'function_timeout', message }],
    });
    expect(await host.call(call)).toEqual({ response: '2' });
  });

  it('is ended with its process where nothing interrupts it; other calls go to a new process', async () => {
    const host = await openHost({ s1: counting, s2: counting });
    await host.call(call);
    const options = ['{}', '{"blocks":true}', '{}'];
    const [blocked, waiting] = await Promise.all([
      host.callEach({ ...call, options, timeout: 50 }),
      host.call({ ...call, script: 's2' }),
    ]);
    const message = `The function f didn't answer within the 50 ms it had.; ${lost}`;
    expect(blocked).toEqual(options.map(() => ({ errors: [{ code: 'function_timeout', message }] })));
    expect(waiting).toEqual({ response: '1' });
    expect(await host.call(call)).toEqual({ response: '1' });
  });

  it('keeps the results that came before', async () => {
    const slow = `let n = 0\nfunction f (o) { const end = Date.now() + 60; while (Date.now() < end); if (o.blocks) ${BLOCKS}; return 1 }`;
    const host = await openHost({ s1: slow });
    const results = await host.callEach({ ...call, options: ['{}', '{"blocks":true}', '{}'], timeout: 3000 });
    const failure = { errors: [{ code: 'function_timeout', message: expect.stringContaining(lost) }] };
    expect(results).toEqual([{ response: '1' }, failure, failure]);
  });

  it('has its time although this process is busy', async () => {
    const host = await openHost({ s1: counting });
    await host.call(call);
    const answered = host.call({ ...call, timeout: 10 });
    const until = Date.now() + 1500;
    while (Date.now() < until);
    expect(await answered).toEqual({ response: '2' });
  });

  it('fails where its process ends', async () => {
    const host = await openHost({ s1: counting });
    const results = host.call({ ...call, options: '{"blocks":true}' });
    killAll();
    expect(await results).toEqual({
      errors: [{ code: 'process_ended', message: `the process of the scripts ended (SIGKILL); ${lost}` }],
    });
    expect(await host.call(call)).toEqual({ response: '1' });
  });

  it('fails where it has broken the language for the host', async () => {
    const breaks = 'Set.prototype.clear = () => { throw new Error("broken") }\nfunction f () {}';
    const host = await openHost({ s1: breaks });
    await host.call(call);
    const result = await host.call(call);
    expect(result).toEqual({ errors: [{ code: 'unexpected_error', message: expect.stringContaining(lost) }] });
    expect(await host.call(call)).toEqual({ response: 'null' });
  });
});

describe('a host that ends', { timeout: 120_000 }, () => {
  it('rejects the calls in flight, and later ones', async () => {
    const host = await openHost({ s1: counting });
    const blocked = host.call({ ...call, options: '{"blocks":true}' });
    const closing = host.close();
    await expect(blocked).rejects.toThrow(new TransportError('process_ended', 'the scripts were closed'));
    await closing;
    await expect(host.call(call)).rejects.toMatchObject({ code: 'process_ended' });
  });

  it('rejects calls once its signal is aborted', async () => {
    const { signal, abort } = interrupt();
    const host = await openHost({ s1: counting }, { signal });
    const blocked = host.call({ ...call, options: '{"blocks":true}' });
    abort();
    await expect(blocked).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('is not opened by a signal that is aborted, before or meanwhile', async () => {
    await expect(openHost({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
    const { signal, abort } = interrupt();
    const opening = openHost({}, { signal });
    abort();
    await expect(opening).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('is not opened where its process does not start', async () => {
    const path = process.execPath;
    try {
      process.execPath = '/bin/false';
      await expect(openHost({})).rejects.toMatchObject({
        code: 'module_failed',
        message: expect.stringContaining('ended (exit code 1) before it was ready; it needs Node 22.13 or later'),
      });
      process.execPath = '/bin/ls';
      await expect(openHost({})).rejects.toMatchObject({ message: expect.stringMatching(/or later: .*permission/s) });
      process.execPath = '/nowhere/node';
      await expect(openHost({})).rejects.toMatchObject({ message: expect.stringContaining('ENOENT') });
    } finally {
      process.execPath = path;
    }
  });
});

function interrupt(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

/** Kills the processes of scripts, as the end of this process does. */
function killAll(): void {
  for (const listener of process.listeners('exit')) if (listener.name === 'killAll') listener.call(process, 0);
}
