import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { createFolder, PROGRAM, runBuilt } from '../../cli/command-line.ts';

vi.setConfig({ testTimeout: 120_000 });

const keep = 'data.map((one) => ({ data: one }))';

const { folder, path, write } = createFolder({
  'loops.mjs': 'export const f = () => { for (;;); };',
  'loops-loading.mjs': 'console.error("looping"); for (;;);',
  'loops.flow.mjs': 'console.error("looping"); for (;;);',
  'loops-second.mjs': `export const f = ({ data }) => { while (data[0].id === 2); return ${keep}; };`,
  'fills.mjs': 'export const f = () => { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); };',
  'exits-second.mjs': `export const f = ({ data }) => { if (data[0].id === 2) process.exit(0); return ${keep}; };`,
  'writes.mjs': `export const f = ({ data }) => { process.stdout.write('to stdout\\n'); return ${keep}; };`,
  'writes-loading.mjs': 'process.stdout.write("to stdout\\n"); export const f = () => 1;',
});

function writeFlow(name: string, module: string, more: object = {}): string {
  const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
  const flow = {
    name: 'Orders',
    extension: { module, ...more },
    export: { records, pageSize: 1 },
    import: { echo: true, hooks: { preMap: 'f' } },
  };
  write(name, JSON.stringify(flow));
  return name;
}

const simulate = async (flow: string, node: string[] = []) => {
  const { code, out, err } = await runBuilt(['simulate', flow, '--json'], {
    cwd: folder,
    env: { NODE_OPTIONS: node.join(' ') },
  });
  return { code, err, report: JSON.parse(out) };
};

/** The records that a report accounts for: each was imported, or has an error. */
const accounted = ({ totals, errors }: { totals: { imported: number }; errors: { record?: string }[] }) =>
  totals.imported + new Set(errors.map(({ record }) => record)).size;

describe('A function of a flow cannot hold up, end or corrupt the command:', () => {
  it.each([
    ['it exits', 'exits-second.mjs', 'process_ended', 300_000],
    ['it loops', 'loops-second.mjs', 'function_timeout', 500],
  ])('%s', async (_, module, code, timeout) => {
    const { report, ...ran } = await simulate(writeFlow('second.flow.json', module, { timeout }));
    expect(ran.code).toBe(1);
    expect(report.totals).toMatchObject({ exported: 3, imported: 2 });
    expect(accounted(report)).toBe(3);
    expect(report.errors[0]).toMatchObject({ code, record: '1:0' });
  });

  it('it uses up all memory', async () => {
    const { code, report } = await simulate(writeFlow('fills.flow.json', 'fills.mjs'), ['--max-old-space-size=40']);
    expect(code).toBe(1);
    expect(report.totals).toMatchObject({ exported: 3, imported: 0 });
    expect(accounted(report)).toBe(3);
    expect(report.errors[0].message).toContain('it had no memory left, most likely');
  });

  it('it writes to stdout', async () => {
    const { code, report, err } = await simulate(writeFlow('writes.flow.json', 'writes.mjs'));
    expect([code, report.totals.imported]).toEqual([0, 3]);
    expect(err.match(/to stdout/g)).toHaveLength(3);
    const listed = await runBuilt(['list', 'writes-loading.mjs', '--json'], { cwd: folder });
    expect(JSON.parse(listed.out).functions).toHaveLength(1);
    const invoked = await runBuilt(['invoke', 'writes.mjs', 'f', '--options', '{"data":[{"id":1}]}'], { cwd: folder });
    expect(JSON.parse(invoked.out)).toEqual([{ data: { id: 1 } }]);
    expect(invoked.err).toContain('to stdout');
  });

  it('it blocks a call that has a timeout', async () => {
    const { code, err } = await runBuilt(['invoke', 'loops.mjs', 'f', '--timeout', '100'], { cwd: folder });
    expect([code, err]).toEqual([1, expect.stringMatching(/^function_timeout/)]);
  });
});

/** A flow that is a module, with code before its data. */
const writeFlowModule = (name: string, code: string) => {
  const data = { name: 'Orders', extension: { module: 'keeps.mjs' }, export: { records: [{ id: 1 }] } };
  write('keeps.mjs', `export const f = ({ data }) => ${keep};`);
  write(
    name,
    `${code}\nexport default { ...${JSON.stringify(data)}, import: { echo: true, hooks: { preMap: 'f' } } };`,
  );
  return name;
};

describe('A flow that is a module cannot end, fill or corrupt the command:', () => {
  it.each([
    [
      'it exits',
      'process.exit(0);',
      /^module_failed {2}own\.flow\.mjs: the process ended \(exit code 0, by process\.exit/,
    ],
    ['it uses up all memory', 'const a = []; for (;;) a.push(new Array(1e6).fill(0.5));', /it had no memory left/],
    [
      'it waits for ever',
      'await new Promise(() => {});',
      /^invalid_flow {2}own\.flow\.mjs: Error: a top-level await never/,
    ],
  ])('%s', async (_, code, said) => {
    const flow = writeFlowModule('own.flow.mjs', code);
    for (const command of ['simulate', 'check']) {
      const ran = await runBuilt([command, flow], { cwd: folder, env: { NODE_OPTIONS: '--max-old-space-size=60' } });
      expect(ran).toMatchObject({ code: expect.toBeOneOf([1, 2]), out: '' });
      // Node says on stderr that its heap is full.
      expect(ran.err.split('\n').find((line) => /^(module_failed|invalid_flow)/.test(line))).toMatch(said);
    }
  });

  it('it writes to stdout', async () => {
    const flow = writeFlowModule('loud.flow.ts', 'process.stdout.write("to stdout\\n");');
    const { code, report, err } = await simulate(flow);
    expect([code, report.totals.imported]).toEqual([0, 1]);
    expect(err).toContain('to stdout');
    const checked = await runBuilt(['check', flow, '--json'], { cwd: folder });
    expect([checked.code, JSON.parse(checked.out).findings]).toEqual([0, []]);
  });
});

describe('A module that maps records, or answers for imports, cannot hold up the command:', () => {
  const settings = { export: { records: [{ id: 1 }, { id: 2 }, { id: 3 }], pageSize: 1 } };
  const writeMapped = (name: string, code: string, more: object = {}) => {
    write('keeps.mjs', `export const f = ({ data }) => ${keep};`);
    write(`${name}.mjs`, code);
    const extension = { module: 'keeps.mjs', ...more };
    const own = { echo: true, mapping: { function: `${name}.mjs` } };
    write(`${name}.flow.json`, JSON.stringify({ name: 'Orders', extension, ...settings, import: own }));
    return `${name}.flow.json`;
  };

  it('it loops', async () => {
    const flow = writeMapped('maps', 'export default (one) => { while (one.id === 2); return one; };', {
      timeout: 500,
    });
    const { code, report } = await simulate(flow);
    expect([code, report.totals.exported, report.totals.imported]).toEqual([1, 3, 2]);
    expect(report.errors).toMatchObject([{ code: 'function_timeout', record: '1:0' }]);
  });

  it('it cannot be loaded: its file and line are named', async () => {
    const { code, err } = await runBuilt(['simulate', writeMapped('slips', '\nexport default () => { return ) };')], {
      cwd: folder,
    });
    expect(code).toBe(2);
    expect(err).toMatch(/import\.mapping\.function: .*slips\.mjs: SyntaxError: .*slips\.mjs:2\)\n$/);
  });

  it('it loops, and Ctrl-C ends the run with the report so far', async () => {
    const flow = writeMapped('blocks', 'export default () => { console.error("looping"); for (;;); };');
    const { code, err } = await interrupt(['simulate', flow, '--json', 'blocks.json'], /looping/);
    expect([code, err]).toEqual([1, expect.stringContaining('stopping after the pages in flight')]);
    const report = JSON.parse(readFileSync(path('blocks.json'), 'utf8'));
    expect(report).toMatchObject({ ending: 'interrupted', breaches: [], totals: { exported: 1, imported: 0 } });
    expect(report.errors).toMatchObject([{ code: 'interrupted', record: '0:0' }]);
  });

  it('it loops while it is loaded, and Ctrl-C ends the run', async () => {
    const flow = writeMapped('starts', 'console.error("looping"); for (;;);');
    const { code, err } = await interrupt(['simulate', flow], /looping/);
    expect([code, err]).toEqual([1, expect.stringMatching(/^interrupted {2}.*starts\.mjs: the run was interrupted/m)]);
  });
});

/** Sends a signal once something has been written to stderr that shows where a command is. */
async function interrupt(args: readonly string[], when: RegExp): Promise<{ code: number; out: string; err: string }> {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder });
  let [out, err] = ['', ''];
  let isSent = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    if (isSent || !when.test(err)) return;
    isSent = true;
    child.kill('SIGINT');
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

it.each([
  ['not under a debugger', [], false],
  ['under a debugger', ['--inspect=127.0.0.1:0'], true],
])('A function runs in a process of its own, %s', async (_, node, isSame) => {
  write('who.mjs', 'export const f = () => process.argv[1].includes("main.cjs");');
  const { out } = await runBuilt(['invoke', 'who.mjs', 'f', '--json'], { cwd: folder, node });
  expect(JSON.parse(out).response).toBe(isSame);
});

describe('Ctrl-C ends', () => {
  it('a run whose function blocks, with the report so far', async () => {
    write('speaks-and-loops.mjs', 'export const f = () => { console.error("looping"); for (;;); };');
    const flow = writeFlow('blocked.flow.json', 'speaks-and-loops.mjs');
    const { code, err } = await interrupt(['simulate', flow, '--json', 'blocked.json'], /looping/);
    expect([code, err]).toEqual([1, expect.stringContaining('stopping after the pages in flight')]);
    const report = JSON.parse(readFileSync(path('blocked.json'), 'utf8'));
    expect(report).toMatchObject({ ending: 'interrupted', breaches: [], totals: { exported: 1, imported: 0 } });
    expect(report.errors).toMatchObject([{ code: 'interrupted', record: '0:0' }]);
  });

  it('a run whose module blocks while it is loaded', async () => {
    const flow = writeFlow('loading.flow.json', 'loops-loading.mjs');
    const { code, err } = await interrupt(['simulate', flow], /looping/);
    expect([code, err]).toEqual([1, expect.stringContaining('ended: it was closed while it was loaded')]);
  });

  it.each([
    [['list', 'loops-loading.mjs']],
    [['invoke', 'loops-loading.mjs', 'f']],
    [['simulate', 'loops.flow.mjs']],
    [['check', 'loops.flow.mjs']],
  ])('%j', async (args) => {
    expect(await interrupt(args, /looping/)).toMatchObject({ code: 130, out: '' });
  });
});
