/**
 * The tools that come from PyPI, each in a virtual environment of its own below `.cache/python`. Run as a script, it
 * installs SAM CLI with cfn-lint, and prints their paths and that of the Lambda Runtime Interface Emulator.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PythonTools {
  readonly sam: string;
  readonly cfnLint: string;
  readonly emulator: string;
}

const SAM_PACKAGES = ['aws-sam-cli==1.170.0', 'cfn-lint==1.58.0'];
const OLDEST_PYTHON = '3.10';
const LOCK_POLL_MS = 500;

const environments = join(fileURLToPath(new URL('..', import.meta.url)), '.cache', 'python');

/**
 * Returns the absolute path of the `bin` folder of a virtual environment with these packages, `name==version` each.
 * Installs them if anything is missing (a minute, once). Several processes may call it at a time.
 * @throws Error if python3 is missing or too old, or if pip fails
 */
export function pythonTool(name: string, packages: readonly string[]): string {
  // Callers that want other packages under the same name get another environment.
  const environment = join(environments, `${name}-${hash(packages)}`);
  // Scripts that pip writes name their interpreter by its full path, so a moved environment is made anew.
  const stamp = [...packages, environment, ''].join('\n');
  const stampFile = join(environment, 'installed.txt');
  const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (!isInstalled()) {
    underLock(`${environment}.lock`, () => {
      if (isInstalled()) return;
      install(environment, packages);
      writeFileSync(stampFile, stamp);
    });
  }
  return join(environment, 'bin');
}

/**
 * Returns the absolute paths of `sam`, `cfn-lint` and the emulator for this processor, installed like any tool.
 * @throws Error as `pythonTool` does, or if there is no emulator for this processor
 */
export function pythonTools(): PythonTools {
  const bin = pythonTool('sam', SAM_PACKAGES);
  const emulator = `lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-${processor()}`;
  return { sam: join(bin, 'sam'), cfnLint: join(bin, 'cfn-lint'), emulator: find(dirname(bin), emulator) };
}

function hash(packages: readonly string[]): string {
  return createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 8);
}

function install(environment: string, packages: readonly string[]): void {
  checkPython();
  console.error(`Installing ${packages.join(' and ')} into ${environment} …`);
  rmSync(environment, { recursive: true, force: true });
  run(environment, python(), ['-m', 'venv', environment]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  run(environment, join(environment, 'bin', 'python'), [...pip, ...packages]);
}

function python(): string {
  return process.env.PYTHON ?? 'python3';
}

function checkPython(): void {
  const { error, stdout } = spawnSync(python(), ['-c', 'import sys; print(*sys.version_info[:2], sep=".")'], {
    encoding: 'utf8',
  });
  const found = error ? error.message : stdout.trim();
  if (error || !isAtLeast(found, OLDEST_PYTHON)) {
    throw new Error(
      `Some suites need Python: \`${python()}\` gave ${found || 'no version'}, expected Python ${OLDEST_PYTHON} or newer ` +
        'with its venv module. Install it, or name another interpreter in the environment variable PYTHON.',
    );
  }
}

function isAtLeast(version: string, oldest: string): boolean {
  return version !== '' && version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

function run(environment: string, command: string, args: readonly string[]): void {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0) {
    const reason = error ? error.message : `exit code ${status}\n${stdout}${stderr}`;
    throw new Error(
      `Setting up ${environment}: \`${[command, ...args].join(' ')}\` failed, expected exit code 0, found ${reason}`,
    );
  }
}

function find(environment: string, pattern: string): string {
  const [found] = globSync(pattern, { cwd: environment });
  if (!found) {
    throw new Error(
      `${environment} has no ${pattern}, expected there from ${SAM_PACKAGES.join(' and ')}. Delete that folder and run again.`,
    );
  }
  return join(environment, found);
}

function processor(): string {
  const name = { x64: 'x86_64', arm64: 'arm64' }[process.arch as string];
  if (!name)
    throw new Error(
      `The Runtime Interface Emulator does not come for processor ${process.arch}, expected x64 or arm64.`,
    );
  return name;
}

function underLock(lockFile: string, work: () => void): void {
  mkdirSync(dirname(lockFile), { recursive: true });
  while (!takeLock(lockFile)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS);
  try {
    work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function takeLock(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (readCode(error) !== 'EEXIST') throw error;
    if (isAbandoned(lockFile)) rmSync(lockFile, { force: true });
    return false;
  }
}

// An installation that was killed leaves its lock behind.
function isAbandoned(lockFile: string): boolean {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
    return false;
  } catch (error) {
    return readCode(error) === 'ESRCH';
  }
}

function readCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

if (import.meta.main) console.log(pythonTools());
