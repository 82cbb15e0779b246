import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root, runCfnLint, runSam, samBuild } from './tools.ts';

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('SAM CLI, run on the template', () => {
  it('finds no problem', () => {
    const { status, output } = runSam('validate', '--lint');
    expect(output).toContain('is a valid SAM Template');
    expect(status).toBe(0);
  });

  it('finds a problem in a broken template', () => {
    const { status, output } = runSam('validate', '--lint', '--template', 'test/e2e/sam/broken.yaml');
    expect(output).toContain("'Time' was unexpected");
    expect(status).not.toBe(0);
  });

  describe('builds both functions', () => {
    const folder = samBuild('commands');

    it.each([
      ['DiyFunction', 'diy'],
      ['ConnectorFunction', 'connector'],
    ])('%s from the bundle and nothing else', (name, bundle) => {
      const [built, source] = [join(folder, name), join(root, 'dist', 'handlers', bundle)];
      expect(filesIn(built)).toEqual(filesIn(source));
      expect(filesIn(built)).toEqual(expect.arrayContaining(['index.mjs', 'index.mjs.map']));
      expect(filesIn(built).filter((file) => /node_modules|package\.json/.test(file))).toEqual([]);
      expect(readFileSync(join(built, 'index.mjs'))).toEqual(readFileSync(join(source, 'index.mjs')));
    });

    it.each(['DiyFunction', 'ConnectorFunction'])('%s such that its handler can be loaded from there', (name) => {
      const url = pathToFileURL(join(folder, name, 'index.mjs')).href;
      const code = `const { handler } = await import(${JSON.stringify(url)}); console.log(typeof handler)`;
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
        encoding: 'utf8',
        timeout: 10_000,
      });
      expect({ stdout: stdout.trim(), stderr }).toMatchObject({ stdout: 'function' });
    });
  });
});

describe('cfn-lint, run on the template', () => {
  it('finds nothing', () => {
    expect(runCfnLint('template.yaml')).toEqual({ status: 0, output: '' });
  });

  it('finds a problem in a broken template', () => {
    const { status, output } = runCfnLint('test/e2e/sam/broken.yaml');
    expect(output).toContain("'Time' was unexpected");
    expect(status).not.toBe(0);
  });
});
