import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands.ts';
import { createFolder, PROGRAM, runBuilt, runHere } from '../../cli/command-line.ts';

const { folder, path } = createFolder({
  'noisy.mjs': `
    console.log('loaded');
    setInterval(() => {}, 1_000);
    export const greet = () => { console.info('called'); return 'hello'; };
    export const page = () => Array.from({ length: 50_000 }, (_, id) => ({ id }));`,
});

const names = commands.map(({ usage }) => usage.split(' ')[0] as string);

describe('the built program', () => {
  it('is an executable file', () => {
    accessSync(PROGRAM, constants.X_OK);
    expect(readFileSync(PROGRAM, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  });

  it('has a line for each command in its help, and loads only itself for it', async () => {
    const listing = fileURLToPath(new URL('./loaded.mjs', import.meta.url));
    const { code, out, err } = await runBuilt(['--help'], { node: ['--import', listing] });
    expect(code).toBe(0);
    for (const name of names) expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(err.trim().split('\n')).toEqual(['loaded dist/cli/main.cjs']);
  });

  it.each(['stub', 'list'])('loads for %s nothing that only other commands need', async (name) => {
    const listing = fileURLToPath(new URL('./loaded.mjs', import.meta.url));
    const args = name === 'list' ? [name, path('noisy.mjs')] : [name, 'preMap'];
    const { code, err } = await runBuilt(args, { node: ['--import', listing] });
    expect(code).toBe(0);
    expect(err).toContain(`loaded dist/cli/commands/${name === 'list' ? 'list/index' : name}.js`);
    expect(err).not.toMatch(/fast-check|esbuild|aws-sdk|smithy|yaml|(check|doctor|init)\/index\.js/);
  });

  it('prints the version of its package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(await runBuilt(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it("keeps the modules' console output out of its answer, and ends even if they leave timers running", async () => {
    const { code, out, err } = await runBuilt(['invoke', 'noisy.mjs', 'greet', '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ response: 'hello' });
    expect(err).toBe('loaded\ncalled\n');
  });

  it('ends without an error if its reader closes the pipe', () => {
    const command = `"${process.execPath}" "${PROGRAM}" invoke noisy.mjs page | head -n 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('[\n');
    expect(stderr).not.toContain('EPIPE');
  });

  it('prints an answer longer than a pipe holds to its end', async () => {
    const { out } = await runBuilt(['invoke', 'noisy.mjs', 'page', '--json'], { cwd: folder });
    expect(JSON.parse(out).response).toHaveLength(50_000);
  });

  it.each([
    ['uses colours on a terminal', {}, true],
    ['uses none where NO_COLOR says so', { NO_COLOR: '1' }, false],
  ])('%s', async (_what, env, colours) => {
    const terminal = fileURLToPath(new URL('./terminal.mjs', import.meta.url));
    const surroundings = {
      cwd: folder,
      node: ['--import', terminal],
      env: { TERM: 'xterm', CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
    };
    const { out } = await runBuilt(['list', 'noisy.mjs'], surroundings);
    expect(out !== stripVTControlCharacters(out)).toBe(colours);
  });

  it('ends with 2 and one line for wrong usage', async () => {
    expect(await runBuilt(['lst'])).toEqual({
      code: 2,
      out: '',
      err: "wrong_usage  unknown command 'lst'\n(Did you mean list?)\n",
    });
  });
});

describe('every command', () => {
  it.each(names)('%s has help with an example of itself', async (name) => {
    const { code, out, err } = await runHere([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Usage: integrator-extension ${name} `);
    expect(out).toMatch(new RegExp(`Examples:\\n {2}\\$ integrator-extension ${name}\\b`));
    expect(out).toContain('--json');
  });

  it.each(names)('%s ends with 2 on an option that it does not have', async (name) => {
    const { code, out, err } = await runHere([name, '--no-such-option']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe("wrong_usage  unknown option '--no-such-option'\n");
  });

  it.each([
    ['list', "missing required argument 'module'"],
    ['invoke', "missing required argument 'module'"],
    ['check', "missing required argument 'module'"],
    ['stub preMap postMap', "too many arguments for 'stub'. Expected 1 argument but got 2: preMap, postMap."],
    ['event preMap --records many', "option '--records <n>' argument 'many' is invalid. Expected a whole number."],
    ['check x.ts --seed 1.5', "option '--seed <n>' argument '1.5' is invalid. Expected a whole number."],
    ['init --language rust', "option '--language <language>' argument 'rust' is invalid. Allowed choices are ts, js."],
  ])('of `%s` reports what is wrong', async (line, message) => {
    expect(await runHere(line.split(' '))).toEqual({ code: 2, out: '', err: `wrong_usage  ${message}\n` });
  });

  it('missing prints the help, on stderr', async () => {
    const { code, out, err } = await runHere([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: integrator-extension');
  });

  it('reports errors to machines, too', async () => {
    const { code, out, err } = await runHere(['list', 'missing.ts', '--json']);
    const message = 'missing.ts: found nothing, expected a file';
    expect({ code, err }).toEqual({ code: 2, err: `no_module  ${message}\n` });
    expect(JSON.parse(out)).toEqual({ errors: [{ code: 'no_module', message }] });
  });

  it('uses colours only if they are wanted', async () => {
    const line = ['list', 'test/fixtures/modules/flat.ts'];
    const [coloured, plain] = [await runHere(line, true), await runHere(line)];
    expect(coloured.out).toContain('\u001b[2mfunction');
    expect(plain.out).toBe(stripVTControlCharacters(coloured.out));
  });
});
