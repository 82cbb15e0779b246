import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, openSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { createFolder, PROGRAM, runBuilt } from '../../cli/command-line.ts';

// Each test runs several processes, one after the other.
vi.setConfig({ testTimeout: 120_000 });

const flow = (module: string, more: object = {}) =>
  JSON.stringify({
    name: 'Orders',
    extension: { module },
    export: { records: [{ id: 1 }, { id: 2 }] },
    import: { echo: true, hooks: { preMap: 'f' } },
    ...more,
  });

const { folder, path, write } = createFolder({
  'exits.mjs': 'export const f = () => process.exit(0);',
  'exits-loading.mjs': 'process.exit(0);\nexport const f = () => {};',
  'waits.mjs': 'await new Promise(() => {});\nexport const f = () => {};',
  'good.mjs': 'export const f = ({ data = [] }) => data.map((one) => ({ data: one }));',
  'stops.mjs': 'export const f = ({ data }) => data.map(() => ({ data: { id: 1n } }));',
  'exits.flow.json': flow('exits.mjs'),
  'exits-loading.flow.json': flow('exits-loading.mjs'),
  'waits.flow.json': flow('waits.mjs'),
  'good.flow.json': flow('good.mjs'),
});

describe('A command that something ends early has the exit code 1, and says what it was:', () => {
  it.each([
    [
      'invoke of a function that exits',
      ['invoke', 'exits.mjs', 'f'],
      /process_ended .*\(exit code 0, by process\.exit\(0\) at .*exits\.mjs:1:/,
    ],
    [
      'list of a module that exits',
      ['list', 'exits-loading.mjs'],
      /\(exit code 0, by process\.exit\(0\) at .*exits-loading\.mjs:1:/,
    ],
    [
      'simulate with a function that exits',
      ['simulate', 'exits.flow.json', '--json'],
      /by process\.exit\(0\) at .*exits\.mjs:1:/,
    ],
    [
      'simulate with a module that exits',
      ['simulate', 'exits-loading.flow.json'],
      /by process\.exit\(0\) at .*exits-loading\.mjs:1:/,
    ],
    [
      'check of a module that exits',
      ['check', 'exits-loading.mjs'],
      /ended while it was loaded \(exit code 0, by process/,
    ],
    [
      'list of a module that waits for ever',
      ['list', 'waits.mjs'],
      /waits\.mjs: Error: a top-level await never settles/,
    ],
    ['invoke of a module that waits for ever', ['invoke', 'waits.mjs', 'f'], /a top-level await never settles/],
    ['simulate with a module that waits for ever', ['simulate', 'waits.flow.json'], /a top-level await never settles/],
    ['check of a module that waits for ever', ['check', 'waits.mjs'], /a top-level await never settles/],
  ])('%s', async (_, args, said) => {
    const { code, out, err } = await runBuilt(args, { cwd: folder });
    expect(code).toBe(1);
    expect(out + err).toMatch(said);
  });

  it('a full disk behind stdout', async () => {
    for (const args of [
      ['list', 'good.mjs'],
      ['simulate', 'good.flow.json', '--json'],
    ]) {
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, stdio: ['ignore', full, 'pipe'] });
      let err = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        err += text;
      });
      const [code] = await once(child, 'close');
      expect([code, err]).toEqual([1, expect.stringContaining('ENOSPC')]);
    }
  });

  it.each(['--json', '--html', '--log', '--save-baseline'])('a full disk behind %s', async (option) => {
    const noisy = flow('noisy.mjs');
    write('noisy.mjs', 'export const f = ({ data }) => data.map((one) => (console.log(one), { data: one }));');
    write('noisy.flow.json', noisy);
    const { code, out, err } = await runBuilt(['simulate', 'noisy.flow.json', option, '/dev/full'], { cwd: folder });
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`cannot_write  ${option}: /dev/full: .*ENOSPC`));
    // What can be written is.
    expect(out).toContain('2 imported');
  });

  it('a full disk behind types --output, and behind the events of check', async () => {
    write('breaks.mjs', 'export const f = ({ data }) => data.map(() => ({ data: 1n }));');
    for (const [args, said] of [
      [['types', 'records.json', '--output', '/dev/full'], 'cannot_write  --output: /dev/full: ENOSPC'],
      [['check', 'breaks.mjs', '--kind', 'f=preMap', '--out', 'good.mjs', '--json'], 'system_error  good.mjs'],
    ] as const) {
      write('records.json', '[{"id":1}]');
      const { code, out, err } = await runBuilt([...args], { cwd: folder });
      expect([code, err]).toEqual([1, expect.stringContaining(said)]);
      // One document at most: a second one would be no JSON.
      expect(out.trim().split('\n')).toHaveLength(1);
    }
  });
});

describe('A file is written whole or not at all:', () => {
  it('the records of a run that stops leave the old file as it was, and no other one', async () => {
    write('old.ndjson', 'old\n');
    write('stops.flow.json', flow('stops.mjs', { import: { file: 'old.ndjson', hooks: { preMap: 'f' } } }));
    const { code } = await runBuilt(['simulate', 'stops.flow.json'], { cwd: folder });
    expect(code).toBe(1);
    expect(readdirSync(folder).filter((name) => /^old\.|\.tmp$/.test(name))).toEqual(['old.ndjson']);
  });

  it('two runs into one file never mix', async () => {
    const many = Array.from({ length: 3000 }, (_, id) => ({ id, text: 'x'.repeat(200) }));
    const own = { export: { records: many }, import: { file: 'both.ndjson', hooks: { preMap: 'f' } } };
    write('both.flow.json', flow('good.mjs', own));
    const runs = Array.from({ length: 4 }, () => runBuilt(['simulate', 'both.flow.json', '--quiet'], { cwd: folder }));
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const lines = readFileSync(path('both.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(many.map(({ id }) => id));
  });

  it('two runs with one log never mix: the later one has it, and the other says so', async () => {
    const line = (word: string) =>
      `export const f = ({ data }) => data.map((one) => (console.log('${word}'), { data: one }));`;
    const waits = `import { existsSync } from 'node:fs';
      while (!existsSync(new URL('go', import.meta.url))) await new Promise((again) => setTimeout(again, 10));`;
    write('first.mjs', `${waits}\n${line('a first line')}`);
    write('second.mjs', line('two'));
    for (const name of ['first', 'second']) write(`${name}.flow.json`, flow(`${name}.mjs`));
    const run = (name: string) =>
      runBuilt(['simulate', `${name}.flow.json`, '--quiet', '--log', 'both.log'], { cwd: folder });
    const first = run('first');
    await vi.waitUntil(() => existsSync(path('both.log')), { timeout: 60_000 });
    const second = await run('second');
    write('go', '');
    const { code, err } = await first;
    expect([code, err]).toEqual([1, expect.stringContaining('cannot_write  --log: both.log: found another file')]);
    expect(second.code).toBe(0);
    expect(readFileSync(path('both.log'), 'utf8')).toBe('two\ntwo\n');
  });

  it('and a link stays one, with the permissions of its file', async () => {
    write('real.ndjson', 'old\n');
    chmodSync(path('real.ndjson'), 0o640);
    symlinkSync(path('real.ndjson'), path('linked.ndjson'));
    write('linked.flow.json', flow('good.mjs', { import: { file: 'linked.ndjson' } }));
    expect(await runBuilt(['simulate', 'linked.flow.json'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(lstatSync(path('linked.ndjson')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path('real.ndjson'), 'utf8')).toBe('{"id":1}\n{"id":2}\n');
    expect(statSync(path('real.ndjson')).mode & 0o777).toBe(0o640);
  });

  it('never over the records whose types are wanted', async () => {
    write('own.ndjson', '{"id":1}\n');
    const { code, err } = await runBuilt(['types', 'own.ndjson', '--output', './own.ndjson'], { cwd: folder });
    expect([code, err]).toEqual([
      2,
      'same_file  --output: ./own.ndjson: found the file of FILE, expected another one\n',
    ]);
    expect(readFileSync(path('own.ndjson'), 'utf8')).toBe('{"id":1}\n');
  });

  it.each<[string, string[], RegExp]>([
    ['the flow', ['--json', 'good.flow.json'], /--json: good\.flow\.json: found the file of FLOW/],
    ['the module', ['--html', 'good.mjs'], /--html: good\.mjs: found the file of extension\.module/],
    ['the module by a link', ['--log', 'link.mjs'], /--log: link\.mjs: found the file of extension\.module/],
    ['another output', ['--json', 'r', '--html', './r'], /--json: r: found the file of --html/],
    [
      'the baseline',
      ['--json', 'base.json', '--compare', 'base.json'],
      /--json: base\.json: found the file of --compare/,
    ],
  ])('never over %s', async (_, args, said) => {
    write('base.json', '{"version":1,"flow":"Orders"}');
    if (args.includes('link.mjs')) symlinkSync(path('good.mjs'), path('link.mjs'));
    const before = [readFileSync(path('good.flow.json'), 'utf8'), readFileSync(path('good.mjs'), 'utf8')];
    const { code, err } = await runBuilt(['simulate', 'good.flow.json', ...args], { cwd: folder });
    expect([code, err]).toEqual([2, expect.stringMatching(said)]);
    expect([readFileSync(path('good.flow.json'), 'utf8'), readFileSync(path('good.mjs'), 'utf8')]).toEqual(before);
  });

  it.each([
    ['--json', /^\{"version"|^\{"name"|^\{"/],
    ['--html', /^<!doctype html>/i],
  ])('to stdout with %s -', async (option, start) => {
    const { code, out, err } = await runBuilt(['simulate', 'good.flow.json', option, '-'], { cwd: folder });
    expect(code).toBe(0);
    expect(out).toMatch(start);
    expect(err).toContain('imported');
  });

  it('no baseline of an interrupted run', async () => {
    write(
      'endless.mjs',
      'export const e = ({ state = 0 }) => (console.log(state), { data: [{ id: state }], state: state + 1 });',
    );
    const endless = { export: { wrapper: 'e' }, import: { echo: true } };
    write('endless.flow.json', flow('endless.mjs', endless));
    write('baseline.json', 'the old one');
    const args = ['simulate', 'endless.flow.json', '--save-baseline', 'baseline.json'];
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (err === '') child.kill('SIGINT');
      err += text;
    });
    child.stdout.resume();
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(err).toContain('baseline.json stays: the run was interrupted');
    expect(readFileSync(path('baseline.json'), 'utf8')).toBe('the old one');
  });
});
