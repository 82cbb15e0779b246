import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/simulator/report/types.ts';
import { createModules, run } from '../flows.ts';
import { runSample } from './sample-flow.ts';

const { module } = createModules();
const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
const onLog = () => {};

const linesOf = ({ log }: RunReport, sought: string) => log.filter(({ text }) => text.includes(sought));

describe('the log in a report', () => {
  const loud = module(`export const f = ({ data, bearerToken }) => {
    console.log('seen ' + data.length + ' with ' + bearerToken);
    console.log('x'.repeat(5000));
    for (let line = 0; line < 1200; line++) console.log(line);
    return data.map((one) => ({ data: one }));
  };`);

  it('has the first lines, without secrets and cut where they are long, and the number of the others', async () => {
    const given = { module: loud, export: { pageSize: 5 }, import: { hooks: { preMap: 'f' } } };
    const { log, leftOut } = await run(given, { onLog: () => {} });
    expect(log[0]?.text).toMatch(/^seen 5 with \[redacted\]/);
    expect(log[1]?.text).toMatch(/^x{2000} \[cut: 5000 characters\]$/);
    expect([log.length, leftOut.log]).toEqual([200, 1002]);
  });

  it('is empty where nobody listens: lines go where they would on Lambda', async () => {
    const { log, leftOut } = await run({ module: module('') });
    expect([log, leftOut.log]).toEqual([[], 0]);
  });

  it('leaves room for other calls where one logs much, and has 1,000 lines at most', async () => {
    const given = { module: loud, export: { records: Array.from({ length: 8 }, (_, id) => ({ id })), pageSize: 1 } };
    const { log, leftOut } = await run({ ...given, import: { hooks: { preMap: 'f' } } }, { onLog });
    expect([log.length, leftOut.log]).toEqual([1000, 8 * 1202 - 1000]);
    expect(new Set(log.map(({ page }) => page))).toEqual(new Set([0, 1, 2, 3, 4]));
  });
});

describe('a log line', () => {
  const talking = module(`let calls = 0;
    export const f = async ({ data }, _, { log }) => {
      console.log('began ' + data[0].id);
      await new Promise((wait) => setTimeout(wait, 30 - 10 * data[0].id));
      log.info('ended ' + data[0].id);
      return data.map((one) => ({ data: one }));
    };
    export const find = ({ data }) => {
      console.log('found ' + data[0].id);
      return { data: [{ name: 'n' }], lastPage: true };
    };
    export const once = ({ data }) => {
      console.log('once ' + data[0].id);
      return data.map((one) => (one.id === 2 && calls < 99 ? ((calls = 99), { errors: [{ code: 'no', message: 'No.' }] }) : { data: one }));
    };
    export const g = () => { throw new Error('No orders today.'); };
    export const total = () => { console.log('total'); };`);
  const hooked = { module: talking, export: { records, pageSize: 1 }, import: { hooks: { preMap: 'f' } } };

  it.each(['none', 'process'] as const)(
    'knows its stage and page, also while pages are in flight together (isolation: %s)',
    async (isolation) => {
      const report = await run({ ...hooked, faults: { concurrency: 3 } }, { onLog, isolation });
      for (const word of ['began', 'ended']) {
        const found = linesOf(report, word).map(({ text, ...place }) => [
          new RegExp(`${word} (\\d)`).exec(text)?.[1],
          place,
        ]);
        expect(Object.fromEntries(found)).toEqual({
          1: { stage: 'preMap', page: 0, attempt: 1, record: '0:0' },
          2: { stage: 'preMap', page: 1, attempt: 1, record: '1:0' },
          3: { stage: 'preMap', page: 2, attempt: 1, record: '2:0' },
        });
      }
    },
  );

  it('knows the second attempt of a page that is sent twice', async () => {
    const report = await run({ ...hooked, faults: { retryPage: 1 } }, { onLog });
    expect(linesOf(report, 'began 2').map(({ page, attempt }) => [page, attempt])).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });

  it('of a retry has the page of the retry, as the journey has', async () => {
    const given = {
      module: talking,
      export: { records, pageSize: 20 },
      import: { hooks: { preMap: 'once' } },
      retry: true,
    };
    const report = await run(given, { onLog });
    const [first, second] = linesOf(report, 'once');
    expect(first).toEqual({ text: 'once 1', stage: 'preMap', page: 0, attempt: 1 });
    expect(second).toEqual({ text: 'once 2', stage: 'preMap', page: 1, attempt: 2, record: '0:1' });
    const again = report.journey.find(({ key }) => key === '0:1')?.stages.filter(({ name }) => name === 'preMap');
    expect(again?.map(({ page }) => page)).toEqual([undefined, 1]);
  });

  it('of a lookup names the record that it was called for', async () => {
    const report = await run(
      { module: talking, export: { records, pageSize: 20 }, lookup: { wrapper: 'find' } },
      { onLog },
    );
    expect(linesOf(report, 'found').map(({ text, stage, record }) => [text, stage, record])).toEqual([
      ['found 1', 'lookup', '0:0'],
      ['found 2', 'lookup', '0:1'],
      ['found 3', 'lookup', '0:2'],
    ]);
  });

  it('of a call without a page has its stage', async () => {
    const hooks = { postAggregate: 'total' };
    const given = { module: talking, import: { echo: true as const, hooks, skipAggregation: false } };
    const [line] = linesOf(await run(given, { onLog }), 'total');
    expect(line).toEqual({ text: 'total', stage: 'postAggregate' });
  });

  it('is the stack of what a function has thrown, from its own code and without the folder of the run', async () => {
    const report = await run({ ...hooked, import: { hooks: { preMap: 'g' } } }, { onLog });
    const [first] = linesOf(report, 'No orders today.');
    expect(first).toMatchObject({ stage: 'preMap', page: 0, isStack: true });
    expect(first?.text).toMatch(/^Error: No orders today\.\n\s+at .*functions-\d+\.mjs:\d+:\d+/);
    expect(first?.text).not.toMatch(/node:|file:/);
  });
});

describe('a console line of a built-in script', () => {
  it('of a hook has the page', async () => {
    const report = await runSample('regions');
    const counted = linesOf(report, 'tickets so far');
    expect(counted.map(({ stage, page, attempt }) => [stage, page, attempt])).toEqual(
      report.pages.map(({ page }) => ['Get tickets: preSavePage', page, 1]),
    );
  });

  it('of a filter names its record, and so does the stack of what it throws', async () => {
    const report = await runSample('regions', {}, {}, (scripts) => {
      const [id, script] = Object.entries(scripts)[0] as [string, { content: string }];
      const filter = `function isOpen (options) {
        console.log('is ' + options.record.no + ' open?')
        if (options.record.no === 2) throw new Error('No.')
        return options.record.open
      }`;
      const content = script.content.replace(/function isOpen[\s\S]*?\n}/, filter);
      return { ...scripts, [id]: { ...script, content } };
    });
    const stage = 'Get tickets: outputFilter';
    const [first, second] = linesOf(report, 'open?');
    expect([first, second]).toMatchObject([
      { text: 'log: is 1 open?', stage, page: 0, record: '0:0' },
      { text: 'log: is 2 open?', stage, page: 0, record: '0:1' },
    ]);
    expect(report.log.find(({ isStack }) => isStack)).toMatchObject({ stage, page: 0, record: '0:1' });
  });
});
