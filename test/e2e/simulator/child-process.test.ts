import { describe, expect, it } from 'vitest';
import { openChildProcess } from '../../../src/transport/child-process.ts';
import { createModules, run } from '../../simulator/flows.ts';

const { module, path } = createModules();

const counting = `
  let calls = 0;
  export const f = ({ data }) => { calls += 1; return data.map((one) => ({ data: { ...one, calls } })); };
  export const leave = () => process.exit(3);
  export const hold = () => { for (;;); };
  export const shout = ({ data }) => {
    for (let at = 0; at < 200; at++) process.stdout.write('raw ' + at + ' of ' + data[0].id + '\\n');
    return data.map((one) => ({ data: one }));
  };
  export const speak = ({ data }, callback, { log }) => {
    console.log('said %s', data.length);
    log.info('logged', { records: data.length });
    return data.map((one) => ({ data: one }));
  };`;
const numbers = ({ journey }: Awaited<ReturnType<typeof run>>) =>
  journey.map(({ stages }) => Object(stages.find(({ name }) => name === 'preMap')?.output).calls);

describe('a process of its own', () => {
  it("loses its module's memory when a new process takes over", async () => {
    const given = { module: module(counting), import: { hooks: { preMap: 'f' } } };
    expect(numbers(await run(given))).toEqual([1, 1, 2, 2, 3]);
    expect(numbers(await run({ ...given, faults: { coldEvery: 2 } }))).toEqual([1, 1, 2, 2, 1]);
  });

  it('has several pages in flight at once, reported in their order', async () => {
    const given = { module: module(counting), import: { hooks: { preMap: 'f' } } };
    const faults = { concurrency: 3, coldEvery: 1 };
    const { pages, journey, totals } = await run({ ...given, faults });
    expect(totals).toMatchObject({ pages: 3, imported: 5 });
    expect(pages.map(({ page }) => page)).toEqual([0, 1, 2]);
    expect(journey.map(({ key }) => key)).toEqual(['0:0', '0:1', '1:0', '1:1', '2:0']);
  });

  const inProcesses = (name: string, more: object = {}) => ({
    module: module(counting),
    export: { records: [{ id: 1 }, { id: 2 }], pageSize: 1 },
    import: { hooks: { preMap: name } },
    faults: { coldEvery: 10 },
    ...more,
  });

  it('has all its output in the log, also where a new process takes over at once', async () => {
    const lines: string[] = [];
    const given = { ...inProcesses('shout'), faults: { coldEvery: 1 } };
    await run(given, { onLog: (line) => lines.push(line) });
    expect(lines.filter((line) => /^raw \d+ of \d/.test(line)).sort()).toEqual(
      [1, 2].flatMap((id) => Array.from({ length: 200 }, (_, at) => `raw ${at} of ${id}`)).sort(),
    );
  });

  it('is replaced if a function has ended it', async () => {
    const report = await run(inProcesses('leave'));
    expect(report.breaches.map(({ message }) => message)).toEqual([
      expect.stringContaining('the process ended (exit code 3, by process.exit(3) at '),
      expect.stringContaining('the process ended (exit code 3, by process.exit(3) at '),
    ]);
  });

  it('is ended if a function blocks it for ever', async () => {
    const report = await run({ ...inProcesses('hold'), export: { records: [{ id: 1 }] }, extension: { timeout: 50 } });
    expect(report.breaches[0]).toMatchObject({ rule: 'in-time' });
  });

  it('runs functions in code too, if it is asked to', async () => {
    const given = { module: module(counting), import: { hooks: { preMap: 'leave' } } };
    const { breaches, totals } = await run(given, { isolation: 'process' });
    expect(totals).toMatchObject({ exported: 5, imported: 0 });
    expect(breaches).toHaveLength(3);
  });

  it('has the lines that functions write past the console in the log', async () => {
    const writing = `process.stderr.write('loaded\\n');
      export const f = ({ data }) => (process.stdout.write('called\\n'), data.map((one) => ({ data: one })));`;
    const lines: string[] = [];
    const given = { module: module(writing), export: { records: [{ id: 1 }] }, import: { hooks: { preMap: 'f' } } };
    await run(given, { isolation: 'process', onLog: (line) => lines.push(line) });
    expect(lines.sort()).toEqual(['called', 'loaded']);
  });

  it('is not waited for while it is loaded, after a time and after an interruption', async () => {
    const blocked = module('for (;;);');
    await expect(openChildProcess({ path: blocked, loadTime: 200 })).rejects.toMatchObject({
      code: 'module_failed',
      message: `${blocked}: was not loaded within 0.2 s`,
    });
    const interrupt = new AbortController();
    const opening = openChildProcess({ path: blocked, signal: interrupt.signal });
    interrupt.abort();
    await expect(opening).rejects.toMatchObject({ code: 'module_failed' });
  });

  it('may be full, and says so', async () => {
    const { call, close } = await openChildProcess({ path: module('export const abort = () => process.abort();') });
    const address = { function: 'abort', diy: true } as const;
    expect(await call({ address, options: '{}', timeout: 60_000 })).toMatchObject({
      errors: [{ message: expect.stringContaining('SIGABRT: it had no memory left, most likely') }],
    });
    await close();
  });

  it.each(['none', 'process'] as const)(
    'leaves no call unanswered after an interruption, isolation %s',
    async (isolation) => {
      const interrupt = new AbortController();
      const waiting = module(
        'export const f = () => { console.log("waiting"); return new Promise(() => setInterval(Date, 1e6)); };',
      );
      const settings = { isolation, signal: interrupt.signal, onLog: () => interrupt.abort() };
      const report = await run({ module: waiting, import: { hooks: { preMap: 'f' } } }, settings);
      expect(report).toMatchObject({ ending: 'interrupted', breaches: [], totals: { exported: 2, imported: 0 } });
      expect(report.errors.map(({ code, record }) => [code, record])).toEqual([
        ['interrupted', '0:0'],
        ['interrupted', '0:1'],
      ]);
    },
  );

  it('is not even waited for by a run that was interrupted before it began', async () => {
    const waiting = module('export const ping = () => new Promise(() => setInterval(Date, 1e6));');
    const given = { module: waiting, connection: { ping: 'ping' } };
    const report = await run(given, { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ ending: 'interrupted', totals: { exported: 0 } });
  });

  it('ends with the process that has started it', async () => {
    const { call } = await openChildProcess({ path: module('export const hold = () => { for (;;); };') });
    const address = { function: 'hold', diy: true } as const;
    const result = call({ address, options: '{}', timeout: 100_000 });
    // What an exit of this process calls.
    for (const listener of process.listeners('exit')) if (listener.name === 'killAll') listener(0);
    expect(await result).toMatchObject({ errors: [{ message: 'the process ended (SIGKILL)' }] });
  });

  it("reports its functions' log", async () => {
    const lines: string[] = [];
    await run(inProcesses('speak'), { onLog: (line) => lines.push(line) });
    expect(lines.filter((line) => line === 'said 1')).toHaveLength(2);
    expect(lines.filter((line) => line.includes('"message":"logged"'))).toHaveLength(2);
  });

  it('needs its module', async () => {
    const given = inProcesses('f');
    await expect(run({ ...given, module: path('none.mjs') })).rejects.toMatchObject({
      problems: [
        { path: 'extension.module', message: expect.stringMatching(/none\.mjs: found nothing, expected a file$/) },
      ],
    });
    for (const code of ['process.exit(4);', "throw new Error('no shop');"])
      await expect(run({ ...given, module: module(code) })).rejects.toMatchObject({ code: 'module_failed' });
  });
});
