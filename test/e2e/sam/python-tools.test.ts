import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from './tools.ts';

/** A Python without a network: it writes the files that venv and pip would, and records its arguments. */
const FAKE_PYTHON = `#!/bin/sh
echo "$*" >> "$CALLS"
case "$2" in
  "import sys"*) echo "$FAKE_VERSION" ;;
  venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  pip)
    if [ -n "$FAKE_PIP_ERROR" ]; then echo "$FAKE_PIP_ERROR" >&2; exit 1; fi
    sleep 0.3
    bin=$(dirname "$0"); rapid="$bin/../lib/python3.12/site-packages/samcli/local/rapid"
    mkdir -p "$rapid"
    touch "$bin/sam" "$bin/cfn-lint" "$rapid/aws-lambda-rie-x86_64" "$rapid/aws-lambda-rie-arm64" ;;
esac
`;

let project: string;
const calls = () => readFileSync(join(project, 'calls'), 'utf8').trim().split('\n');
/** The folder of the environment, which is named after a hash of its packages. */
const environment = () => join(project, '.cache', 'python', readdirSync(join(project, '.cache', 'python'))[0] ?? '');
const installations = () => calls().filter((call) => call.includes('pip install'));

/** Runs the script in a project of its own; resolves to its exit code and output. */
function install(environment: Record<string, string> = {}): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, [join(project, 'scripts', 'python-tools.ts')], {
    env: {
      ...process.env,
      PYTHON: join(project, 'python3'),
      CALLS: join(project, 'calls'),
      FAKE_VERSION: '3.12',
      ...environment,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'python-tools-'));
  mkdirSync(join(project, 'scripts'));
  cpSync(join(root, 'scripts', 'python-tools.ts'), join(project, 'scripts', 'python-tools.ts'));
  writeFileSync(join(project, 'python3'), FAKE_PYTHON);
  writeFileSync(join(project, 'calls'), '');
  chmodSync(join(project, 'python3'), 0o755);
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

describe('the installation of the Python tools', () => {
  it('installs pinned versions into the project, and returns their paths', async () => {
    const { status, output } = await install();
    expect(status).toBe(0);
    expect(installations()).toHaveLength(1);
    expect(installations()[0]).toMatch(/ aws-sam-cli==\d+\.\d+\.\d+ cfn-lint==\d+\.\d+\.\d+$/);
    const emulator = `aws-lambda-rie-${process.arch === 'x64' ? 'x86_64' : process.arch}`;
    for (const path of ['bin/sam', 'bin/cfn-lint', `lib/python3.12/site-packages/samcli/local/rapid/${emulator}`]) {
      expect(output).toContain(join(environment(), path));
    }
  });

  it('does nothing the second time', async () => {
    await install();
    const before = calls();
    expect((await install()).status).toBe(0);
    expect(calls()).toEqual(before);
  });

  it('happens once for two concurrent requests', async () => {
    const both = await Promise.all([install(), install()]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    expect(installations()).toHaveLength(1);
  });

  it('happens again after other versions were installed', async () => {
    await install();
    appendFileSync(join(environment(), 'installed.txt'), 'cfn-lint==1.0.0\n');
    await install();
    expect(installations()).toHaveLength(2);
  });

  it('is completed by the next request after an installation was killed', async () => {
    const killed = spawn(process.execPath, ['--version']);
    await once(killed, 'close');
    await install();
    rmSync(join(environment(), 'installed.txt'));
    const lock = `${environment()}.lock`;
    writeFileSync(lock, String(killed.pid));
    expect((await install()).status).toBe(0);
    expect(installations()).toHaveLength(2);
    expect(existsSync(lock)).toBe(false);
  });

  it('reports a missing Python', async () => {
    const { status, output } = await install({ PYTHON: 'no-such-python' });
    expect(status).toBe(1);
    expect(output).toMatch(/`no-such-python` gave .*ENOENT, expected Python 3\.10 or newer/);
  });

  it('reports a Python that is too old', async () => {
    const { status, output } = await install({ FAKE_VERSION: '3.9' });
    expect(status).toBe(1);
    expect(output).toContain('gave 3.9, expected Python 3.10 or newer');
    expect(installations()).toEqual([]);
  });

  it("passes pip's error on, and tries again the next time", async () => {
    const { status, output } = await install({ FAKE_PIP_ERROR: 'No matching distribution found' });
    expect(status).toBe(1);
    expect(output).toContain('No matching distribution found');
    expect((await install()).status).toBe(0);
  });
});
