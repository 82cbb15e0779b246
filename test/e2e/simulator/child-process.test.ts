import { describe, expect, it } from 'vitest';
import { createModules, run } from '../../simulator/flows.ts';

const { module, path } = createModules();

const counting = `
  let calls = 0;
  export const f = ({ data }) => { calls += 1; return data.map((one) => ({ data: { ...one, calls } })); };
  export const leave = () => process.exit(3);
  export const hold = () => { for (;;); };
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

  it('is replaced if a function has ended it', async () => {
    const report = await run(inProcesses('leave'));
    expect(report.breaches.map(({ message }) => message)).toEqual([
      expect.stringContaining('the process ended (exit code 3)'),
      expect.stringContaining('the process ended (exit code 3)'),
    ]);
  });

  it('is ended if a function blocks it for ever', async () => {
    const report = await run({ ...inProcesses('hold'), export: { records: [{ id: 1 }] }, extension: { timeout: 50 } });
    expect(report.breaches[0]).toMatchObject({ rule: 'in-time' });
  });

  it("reports its functions' log", async () => {
    const lines: string[] = [];
    await run(inProcesses('speak'), { onLog: (line) => lines.push(line) });
    expect(lines.filter((line) => line === 'said 1')).toHaveLength(2);
    expect(lines.filter((line) => line.includes('"message":"logged"'))).toHaveLength(2);
  });

  it('needs its module', async () => {
    const given = inProcesses('f');
    await expect(run({ ...given, module: path('none.mjs') })).rejects.toMatchObject({ code: 'no_module' });
    await expect(run({ ...given, module: module('process.exit(4);') })).rejects.toMatchObject({
      code: 'module_failed',
    });
  });
});
