import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, program, root, tryRun } from './packed.ts';

const home = emptyFolder();

const FOLDER = 'Where? A new or empty folder';
const LANGUAGE = 'Which language?';
const KIND = 'What are the functions for?';
const GENERATION = 'How is the module laid out?';
const TARGET = 'Where will it run?';
const [ENTER, DOWN, CONTROL_C, CONTROL_D] = ['\r', '\x1b[B', '\x03', '\x04'];
const SECOND = `${DOWN}${ENTER}`;

/** Runs a command in a terminal, typing an answer at each prompt. */
function type(answers: [prompt: string, typed: string][], ...command: string[]) {
  const python = process.env.PYTHON ?? 'python3';
  const script = join(root, 'test', 'e2e', 'package', 'terminal.py');
  return tryRun(home, python, script, JSON.stringify(answers), program(), ...command);
}

/** Starts a project in a terminal, typing an answer at each prompt. */
function init(words: string[], ...answers: [prompt: string, typed: string][]) {
  return type(answers, 'init', ...words);
}

test('In a terminal, init asks for the choices that its flags leave open', async () => {
  const { code, stdout } = await init(
    ['asked', '--kind', 'connector'],
    [LANGUAGE, SECOND],
    [GENERATION, SECOND],
    [TARGET, SECOND],
  );
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('(js, connector, 1.0, server)') });
  expect(stdout).not.toContain(KIND);
  expect(stdout).not.toContain(FOLDER);
  expect(readFileSync(join(home, 'asked', 'src', 'index.js'), 'utf8')).toContain('export * as hooks');
});

test('In a terminal, init takes its defaults from a person who only presses Enter', async () => {
  writeFileSync(join(home, 'orders.csv'), '');
  const answers = [FOLDER, LANGUAGE, KIND, GENERATION, TARGET].map((prompt): [string, string] => [prompt, ENTER]);
  expect(await init([], ...answers)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('(ts, diy, 2.0, lambda)'),
  });
  expect(existsSync(join(home, 'my-extension', 'src', 'index.ts'))).toBe(true);
});

test('In a terminal, init asks where, and says there what is in a folder', async () => {
  mkdirSync(join(home, 'taken'));
  writeFileSync(join(home, 'taken', 'flow.yaml'), '');
  const flags = ['--language', 'js', '--kind', 'diy', '--generation', '2.0', '--target', 'lambda'];
  const { code, stdout } = await init(flags, [FOLDER, `taken${ENTER}`], ['Found "flow.yaml" in', `/shop${ENTER}`]);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('(js, diy, 2.0, lambda)') });
  expect(readdirSync(join(home, 'taken')).sort()).toEqual(['flow.yaml', 'shop']);
});

test('In a terminal, init asks nothing with --yes, nor with a folder and every flag', async () => {
  const flags = ['--language', 'js', '--kind', 'diy', '--generation', '2.0', '--target', 'lambda'];
  for (const words of [
    ['yes', '--yes'],
    ['flags', ...flags],
  ]) {
    const { code, stdout } = await init(words);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.not.stringContaining('?') });
  }
});

test.each([
  ['Ctrl+C', CONTROL_C],
  ['Ctrl+D', CONTROL_D],
])('In a terminal, init writes nothing for a person who leaves by %s', async (_, key) => {
  const { code, stdout } = await init([], [FOLDER, `left${ENTER}`], [LANGUAGE, ENTER], [KIND, key]);
  expect({ code, stdout }).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('cancelled  Nothing was written.'),
  });
  expect(existsSync(join(home, 'left'))).toBe(false);
});

test('In a terminal, init has no colours where NO_COLOR is set, and shows the cursor again', async () => {
  const { stdout } = await init(['plain'], [LANGUAGE, CONTROL_C]);
  expect(stdout).toContain('TypeScript (ts)');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
  expect(stdout).not.toMatch(/\x1b\[[\d;]*m/);
  expect(stdout.lastIndexOf('\x1b[?25h')).toBeGreaterThan(stdout.lastIndexOf('\x1b[?25l'));
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
