/**
 * The two tools that come from PyPI, in a virtual environment of the project: SAM CLI, which also has the Lambda
 * Runtime Interface Emulator, and cfn-lint. Run as a script, it installs them and prints their paths.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PythonTools {
  readonly sam: string;
  readonly cfnLint: string;
  readonly emulator: string;
}

const PACKAGES = ['aws-sam-cli==1.170.0', 'cfn-lint==1.58.0'];
const OLDEST_PYTHON = '3.10';
const LOCK_POLL_MS = 500;

const root = fileURLToPath(new URL('..', import.meta.url));
const environment = join(root, '.cache', 'python');
const stampFile = join(environment, 'installed.txt');
const lockFile = `${environment}.lock`;

// Scripts that pip writes name their interpreter by its full path, so a moved environment is made anew.
const stamp = [...PACKAGES, environment, ''].join('\n');

/**
 * Returns the absolute paths of `sam`, `cfn-lint` and the emulator for this processor. Installs what is missing (a
 * minute, once). Several processes may call it at a time.
 * @throws Error if python3 is missing or too old, if pip fails, or if there is no emulator for this processor
 */
export function pythonTools(): PythonTools {
  if (!isInstalled()) underLock(() => isInstalled() || install());
  return {
    sam: installed('bin/sam'),
    cfnLint: installed('bin/cfn-lint'),
    emulator: installed(`lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-${processor()}`),
  };
}

function isInstalled(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

function install(): void {
  checkPython();
  console.error(`Installing ${PACKAGES.join(' and ')} into ${environment} …`);
  rmSync(environment, { recursive: true, force: true });
  run(python(), ['-m', 'venv', environment]);
  run(join(environment, 'bin', 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    ...PACKAGES,
  ]);
  writeFileSync(stampFile, stamp);
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
      `The SAM and runtime tests need Python: \`${python()}\` gave ${found || 'no version'}, expected Python ${OLDEST_PYTHON} or newer ` +
        'with its venv module. Install it, or name another interpreter in the environment variable PYTHON.',
    );
  }
}

function isAtLeast(version: string, oldest: string): boolean {
  return version !== '' && version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

function run(command: string, args: readonly string[]): void {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0) {
    const reason = error ? error.message : `exit code ${status}\n${stdout}${stderr}`;
    throw new Error(
      `Setting up ${environment}: \`${[command, ...args].join(' ')}\` failed, expected exit code 0, found ${reason}`,
    );
  }
}

function installed(pattern: string): string {
  const [found] = globSync(pattern, { cwd: environment });
  if (!found) {
    throw new Error(
      `${environment} has no ${pattern}, expected there from ${PACKAGES.join(' and ')}. Delete that folder and run again.`,
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

function underLock(work: () => void): void {
  mkdirSync(dirname(lockFile), { recursive: true });
  while (!takeLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS);
  try {
    work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function takeLock(): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (readCode(error) !== 'EEXIST') throw error;
    if (isAbandoned()) rmSync(lockFile, { force: true });
    return false;
  }
}

// An installation that was killed leaves its lock behind.
function isAbandoned(): boolean {
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
