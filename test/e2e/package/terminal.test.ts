import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, program, root, tryRun } from './packed.ts';

const home = emptyFolder();

const LANGUAGE = 'JavaScript (js)? [ts] ';
const KIND = '(connector)? [diy] ';
const GENERATION = '(1.0)? [2.0] ';
const TARGET = '(server)? [lambda] ';
const [ENTER, CONTROL_C, CONTROL_D] = ['\r', '\x03', '\x04'];

/** Runs a command in a terminal, typing an answer at each prompt. */
function type(answers: [prompt: string, typed: string][], ...command: string[]) {
  const python = process.env.PYTHON ?? 'python3';
  const script = join(root, 'test', 'e2e', 'package', 'terminal.py');
  return tryRun(home, python, script, JSON.stringify(answers), program(), ...command);
}

/** Starts a project in a terminal, typing an answer at each prompt. */
function init(folder: string, flags: string[], ...answers: [prompt: string, typed: string][]) {
  return type(answers, 'init', folder, ...flags);
}

test('In a terminal, init asks for the choices that its flags leave open', async () => {
  const { code, stdout } = await init(
    'asked',
    ['--kind', 'connector'],
    [LANGUAGE, `js${ENTER}`],
    [GENERATION, `1.0${ENTER}`],
    [TARGET, `server${ENTER}`],
  );
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('(js, connector, 1.0, server)') });
  expect(stdout).not.toContain(KIND);
  expect(readFileSync(join(home, 'asked', 'src', 'index.js'), 'utf8')).toContain('export * as hooks');
});

test('In a terminal, init takes its defaults from a person who only presses Enter', async () => {
  const answers = [LANGUAGE, KIND, GENERATION, TARGET].map((prompt): [string, string] => [prompt, ENTER]);
  expect(await init('entered', [], ...answers)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('(ts, diy, 2.0, lambda)'),
  });
});

test('In a terminal, init asks nothing with --yes', async () => {
  const { code, stdout } = await init('yes', ['--yes']);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.not.stringContaining('?') });
});

test.each([
  ['Ctrl+C', CONTROL_C],
  ['Ctrl+D', CONTROL_D],
])('In a terminal, init writes nothing for a person who leaves by %s', async (_, key) => {
  const { code, stdout } = await init('left', [], [LANGUAGE, ENTER], [KIND, key]);
  expect({ code, stdout }).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('cancelled  Nothing was written.'),
  });
  expect(existsSync(join(home, 'left'))).toBe(false);
});

test('In a terminal, simulate shows its progress in one line, and Ctrl+C ends it with the report so far', async () => {
  const log = join(home, 'functions.log');
  writeFileSync(
    join(home, 'endless.mjs'),
    `export const endless = ({ state = { at: 0 } }) => {
       console.log('at', state.at);
       return { data: [{ id: state.at }], state: { at: state.at + 1 } };
     };`,
  );
  const flow = {
    name: 'Endless',
    extension: { module: 'endless.mjs' },
    export: { wrapper: 'endless' },
    import: { echo: true },
  };
  writeFileSync(join(home, 'endless.flow.json'), JSON.stringify(flow));
  const { code, stdout } = await type([['records a second', CONTROL_C]], 'simulate', 'endless.flow.json', '--log', log);
  expect(code).toBe(1);
  expect(stdout).toMatch(/\d pages, [\d,]+ records, [\d,]+ imported, [\d,]+ records a second, 0 errors/);
  expect(stdout).toContain('stopping after the pages in flight');
  expect(stdout).toContain('the run was interrupted');
  expect(stdout.lastIndexOf('records a second')).toBeLessThan(stdout.indexOf('│ endless '));
  expect(readFileSync(log, 'utf8')).toMatch(/^at 0\nat 1\n/);
});

test('In a terminal, simulate shows the part of a file that it has read as a bar', async () => {
  writeFileSync(join(home, 'records.ndjson'), '{"id":1}\n'.repeat(50_000));
  writeFileSync(join(home, 'slow.mjs'), 'export const keep = ({ data }) => data.map((one) => ({ data: one }));');
  const flow = {
    name: 'Slow',
    extension: { module: 'slow.mjs' },
    export: { file: 'records.ndjson', pageSize: 1000 },
    import: { echo: true, hooks: { preMap: 'keep' } },
    faults: { slow: 40 },
  };
  writeFileSync(join(home, 'slow.flow.json'), JSON.stringify(flow));
  const { code, stdout } = await type([], 'simulate', 'slow.flow.json');
  expect(code).toBe(0);
  expect(stdout).toMatch(/[█=]+.* \d+ % +\d+ pages, [\d,]+ records/u);
});
