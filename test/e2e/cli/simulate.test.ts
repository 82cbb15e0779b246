import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { RunReport } from '../../../src/simulator/report/types.ts';
import { createFolder, PROGRAM, type Ran, runBuilt, runHere } from '../../cli/command-line.ts';

// Each test runs several processes, one after the other.
vi.setConfig({ testTimeout: 60_000 });

const { folder, path } = createFolder({
  'module.mjs': `
    export const exportOrders = ({ state = { at: 0 } }) => {
      console.log('exporting page', state.at);
      const data = Array.from({ length: 20 }, (_, index) => ({ id: state.at * 20 + index }));
      return { data, state: { at: state.at + 1 }, lastPage: state.at === 4 };
    };
    export const prepare = ({ data }) => data.map((one) =>
      one.id === 47 ? { errors: [{ code: 'no_luck', message: 'not this one', source: 'preMap' }] } : { data: { ...one, ready: true } });
    export const short = ({ data }) => data.slice(1).map((one) => ({ data: one }));
    export const leaky = ({ connection, bearerToken }) => ({
      data: [{ id: 1, url: 'https://shop.example/?key=' + connection.encrypted.apiKey, [connection.encrypted.apiKey]: 1, bearerToken }],
      lastPage: true,
    });
    export const tell = ({ data, bearerToken }) =>
      data.map((one) => ({ data: one, errors: [{ code: 'leak', message: one.url + ' ' + bearerToken, source: 'preMap' }] }));
    export const endless = ({ state = { at: 0 } }) => ({ data: [{ id: state.at }], state: { at: state.at + 1 } });
    export const slow = async () => {
      console.log('waiting');
      await new Promise((resolve) => setTimeout(resolve, 5_000_000));
      return {};
    };`,
  'other.mjs': `
    import { exportOrders as own } from './module.mjs';
    export { prepare } from './module.mjs';
    export const exportOrders = (options) => {
      const { data, ...more } = own(options);
      return { ...more, data: data.map((one) => (one.id === 0 ? { ...one, gift: true } : one)) };
    };`,
  'good.flow.yaml': `
    name: Orders
    extension: { module: module.mjs }
    export: { wrapper: exportOrders }
    import: { echo: true, hooks: { preMap: prepare } }`,
  'short.flow.json': JSON.stringify({
    name: 'Short',
    extension: { module: 'module.mjs' },
    export: { wrapper: 'exportOrders' },
    import: { echo: true, hooks: { preMap: 'short' } },
  }),
  'secret.flow.yaml': `
    name: Secret
    extension: { module: module.mjs }
    connection: { encrypted: { apiKey: { env: SHOP_API_KEY } } }
    settings: { shop: https://shop.example, note: key canary-4711-canary, password: letmein }
    export: { wrapper: leaky }
    import: { echo: true, hooks: { preMap: tell } }`,
  'endless.flow.yaml': `
    name: Endless
    extension: { module: module.mjs }
    export: { wrapper: endless }
    import: { echo: true }`,
  'slow.flow.yaml': `
    name: Slow
    extension: { module: module.mjs }
    export: { wrapper: slow }
    import: { echo: true }`,
  'wrong.flow.yaml': 'name: Wrong\nextension: { module: module.mjs }\nexport: { wrapper: exportOrders, pagesize: 3 }\n',
});

const simulate = (...args: string[]): Promise<Ran> => runBuilt(['simulate', ...args], { cwd: folder });

describe('simulate', () => {
  it('prints a table, and ends with 0 without a broken rule, although records failed', async () => {
    const { code, out, err } = await simulate('good.flow.yaml', '--quiet');
    expect(code).toBe(0);
    expect(out).toMatch(/│ preMap +│ prepare +│ +5 │ 100 │ +99 │/);
    expect(out).toContain('no_luck  preMap, record 2:7: not this one');
    expect(out).toContain('100 records in 5 pages: 99 imported, 0 ignored, 1 error; the run came to its end');
    expect(out).not.toContain('exporting page');
    expect(err).toBe(Array.from({ length: 5 }, (_, page) => `exporting page ${page}\n`).join(''));
  });

  it('ends with 1 for a broken rule, and names it', async () => {
    const { code, out } = await simulate('short.flow.json', '--quiet');
    expect(code).toBe(1);
    expect(out).toContain('5 broken rules:');
    expect(out).toContain('one-per-record  preMap (short), page 0, response: found 19 elements');
  });

  it('prints the report as JSON alone on stdout, with the table on stderr unless it is quiet', async () => {
    const { code, out, err } = await simulate('good.flow.yaml', '--json');
    const report: RunReport = JSON.parse(out);
    expect(code).toBe(0);
    expect(report.stages.find(({ name }) => name === 'preMap')).toMatchObject({ input: 100, output: 99, errors: 1 });
    const failed = report.journey.find(({ key }) => key === '2:7');
    expect(failed?.stages.at(-1)).toMatchObject({ name: 'preMap', input: { id: 47 }, errors: [{ code: 'no_luck' }] });
    expect(err).toContain('│ preMap');
    expect((await simulate('good.flow.yaml', '--json', '--quiet')).err).not.toContain('│');
  });

  it('saves its files, and creates their folders', async () => {
    const { out, err } = await simulate(
      ...[
        'good.flow.yaml',
        '--json',
        'new/report.json',
        '--html',
        'new/page/report.html',
        '--log',
        'new/functions.log',
      ],
    );
    expect(out).toContain('│ preMap');
    expect(err).toBe(`the page is at ${pathToFileURL(path('new/page/report.html'))}\n`);
    expect(JSON.parse(readFileSync(path('new/report.json'), 'utf8'))).toMatchObject({ flow: 'Orders', ending: 'done' });
    expect(readFileSync(path('new/page/report.html'), 'utf8')).toMatch(/^<!doctype html>.*<title>Orders<\/title>/s);
    expect(readFileSync(path('new/functions.log'), 'utf8').split('\n')).toHaveLength(6);
  });

  it('causes faults', async () => {
    const { out } = await simulate(
      ...[
        'good.flow.yaml',
        '--json',
        '--quiet',
        '--fault',
        'failImport=0:422,99:422',
        '--fault',
        'coldEvery=3',
        '--retry',
      ],
    );
    const { totals, errors }: RunReport = JSON.parse(out);
    expect(totals).toMatchObject({ exported: 100, imported: 99, retried: 3 });
    expect(errors.filter(({ stage }) => stage === 'import').map(({ record }) => record)).toEqual(['0:0', '4:19']);
  });

  it.each([
    ['coldEvery', 'invalid_fault  --fault: found "coldEvery", expected a name and a number'],
    ['failImport=3', 'invalid_fault  --fault: found "failImport=3", expected a name and a number'],
    ['coldEvery=0', 'invalid_fault  --fault: faults.coldEvery: '],
    ['coldevery=3', 'invalid_fault  --fault: faults: '],
  ])('refuses --fault %s', async (fault, said) => {
    const { code, out, err } = await runHere(['simulate', path('good.flow.yaml'), '--quiet', '--fault', fault]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  it('compares a run with a saved one, and ends with 1 if anything has changed', async () => {
    const flow = path('good.flow.yaml');
    expect(await simulate('good.flow.yaml', '--quiet', '--save-baseline', 'saved/baseline.json')).toMatchObject({
      code: 0,
    });
    const edited = await simulate(
      'good.flow.yaml',
      '--quiet',
      '--compare',
      'saved/baseline.json',
      '--module',
      'other.mjs',
    );
    expect(edited.out).toContain(
      '1 change since saved/baseline.json:\n  record 0:0  export: gift: added: true, and in 1 later stage\n',
    );
    const same = await simulate('good.flow.yaml', '--quiet', '--compare', 'saved/baseline.json');
    expect(same.out).toContain('nothing has changed since saved/baseline.json');
    expect(same.code).toBe(0);

    const other = await simulate(
      ...['good.flow.yaml', '--json', '--quiet', '--compare', 'saved/baseline.json', '--fault', 'failImport=3:422'],
    );
    expect(other.code).toBe(1);
    expect(JSON.parse(other.out).changes).toContainEqual({
      of: 'record 0:3',
      path: 'outcome',
      before: 'imported',
      after: 'failed',
    });
    const missing = await runHere(['simulate', flow, '--quiet', '--compare', path('none.json')]);
    expect(missing).toMatchObject({ code: 2, out: '', err: expect.stringContaining('invalid_baseline  --compare: ') });
    const wrong = await runHere(['simulate', flow, '--quiet', '--compare', path('short.flow.json')]);
    expect(wrong.err).toContain('found version undefined, expected 1');
  });

  it('prints and saves no secret', async () => {
    const SHOP_API_KEY = 'canary-4711-canary';
    const { out } = await runBuilt(
      [
        ...['simulate', 'secret.flow.yaml', '--quiet', '--html', 'secret/page.html'],
        ...['--json', 'secret/report.json', '--save-baseline', 'secret/baseline.json'],
      ],
      { cwd: folder, env: { SHOP_API_KEY } },
    );
    const saved = ['page.html', 'report.json', 'baseline.json'].map((name) =>
      readFileSync(path(`secret/${name}`), 'utf8'),
    );
    for (const text of [out, ...saved]) {
      expect(text.includes('shop.example')).toBe(true);
      expect(text.includes(SHOP_API_KEY)).toBe(false);
      expect(text.includes('letmein')).toBe(false);
    }
    expect(JSON.parse(saved[1] as string).run.settings).toEqual([
      { of: 'simulation', settings: { shop: 'https://shop.example', note: '[redacted]', password: '[redacted]' } },
    ]);
    expect(JSON.parse(saved[1] as string).journey[0].stages[0].output.bearerToken).toBe('[redacted]');
  });

  it("reports the place of a flow's problem", async () => {
    const { code, out, err } = await simulate('wrong.flow.yaml', '--quiet');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^invalid_flow {2}wrong\.flow\.yaml:3:\d+: export/);
  });

  it('reports a path that it cannot write', async () => {
    const { code, err } = await runHere(['simulate', path('good.flow.yaml'), '--quiet', '--html', folder]);
    expect(code).toBe(1);
    expect(err).toContain(`cannot_write  --html: ${folder}: EISDIR`);
  });

  it('loads nothing of it for the help', async () => {
    const listing = fileURLToPath(new URL('./loaded.mjs', import.meta.url));
    const { err } = await runBuilt(['simulate', '--help'], { node: ['--import', listing] });
    expect(err.trim().split('\n')).toEqual(['loaded dist/cli/main.cjs']);
  });
});

/** Runs a flow and sends it signals: the first at its first output, the next when it prints that it ends. */
async function interrupted(flow: string, when: RegExp, signals: readonly NodeJS.Signals[]) {
  const child = spawn(process.execPath, [PROGRAM, 'simulate', flow], { cwd: folder });
  let [out, err] = ['', ''];
  const due = [...signals];
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
    if (due.length === signals.length ? when.test(err) : err.includes('stopping')) {
      const signal = due.shift();
      if (signal) child.kill(signal);
    }
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('close', (...how) => resolve(how)),
  );
  return { code, signal, out, err };
}

describe('a run that is interrupted', () => {
  it('ends with 1, and with the report so far', async () => {
    const { code, out, err } = await interrupted('endless.flow.yaml', /pages, .* records/, ['SIGINT']);
    expect(err).toMatch(/pages, [\d,]+ records, [\d,]+ imported, [\d,]+ records a second, 0 errors\n/);
    expect(err).toContain('stopping after the pages in flight');
    expect(out).toMatch(/│ export +│ endless/);
    expect(out).toMatch(/[\d,]+ records in [\d,]+ pages: .* the run was interrupted/);
    expect(code).toBe(1);
  });

  it('ends at once for the second signal, whatever its functions wait for', async () => {
    const { code, out } = await interrupted('slow.flow.yaml', /waiting/, ['SIGINT', 'SIGINT']);
    expect({ code, out }).toEqual({ code: 130, out: '' });
  });
});
