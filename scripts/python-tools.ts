/**
 * The tools that come from PyPI, in virtual environments of the project. Run as a script, it installs SAM CLI, which also
 * has the Lambda Runtime Interface Emulator, and cfn-lint, and prints their paths.
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
/** A virtual environment: its folder, and the packages that are installed there. */
interface VirtualEnvironment {
  readonly folder: string;
  readonly packages: readonly string[];
}

const sam: VirtualEnvironment = { folder: join(root, '.cache', 'python'), packages: PACKAGES };

/**
 * Returns the absolute paths of `sam`, `cfn-lint` and the emulator for this processor. Installs what is missing (a
 * minute, once). Several processes may call it at a time.
 * @throws Error if python3 is missing or too old, if pip fails, or if there is no emulator for this processor
 */
export function pythonTools(): PythonTools {
  prepare(sam);
  return {
    sam: installed(sam, 'bin/sam'),
    cfnLint: installed(sam, 'bin/cfn-lint'),
    emulator: installed(sam, `lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-${processor()}`),
  };
}

/**
 * Returns the absolute path of a program of its own environment, so that its packages and those of other tools never
 * conflict. Installs what is missing, once.
 * @param name the program, such as `moto_server`
 * @param packages with their versions, such as `moto[server]==5.2.1`
 * @throws Error as `pythonTools` does
 */
export function pythonTool(name: string, packages: readonly string[]): string {
  const own = { folder: join(root, '.cache', `python-${name}`), packages };
  prepare(own);
  return installed(own, `bin/${name}`);
}

function prepare(environment: VirtualEnvironment): void {
  if (!isInstalled(environment)) underLock(environment, () => isInstalled(environment) || install(environment));
}

const stampFile = ({ folder }: VirtualEnvironment): string => join(folder, 'installed.txt');

/** Scripts that pip writes name their interpreter by its full path, so a moved environment is made anew. */
const toStamp = ({ folder, packages }: VirtualEnvironment): string => [...packages, folder, ''].join('\n');

function isInstalled(environment: VirtualEnvironment): boolean {
  const file = stampFile(environment);
  return existsSync(file) && readFileSync(file, 'utf8') === toStamp(environment);
}

function install(environment: VirtualEnvironment): void {
  const { folder, packages } = environment;
  checkPython();
  console.error(`Installing ${packages.join(' and ')} into ${folder} …`);
  rmSync(folder, { recursive: true, force: true });
  run(folder, python(), ['-m', 'venv', folder]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
  run(folder, join(folder, 'bin', 'python'), pip);
  writeFileSync(stampFile(environment), toStamp(environment));
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
      `The tests need Python: \`${python()}\` gave ${found || 'no version'}, expected Python ${OLDEST_PYTHON} or newer ` +
        'with its venv module. Install it, or name another interpreter in the environment variable PYTHON.',
    );
  }
}

function isAtLeast(version: string, oldest: string): boolean {
  return version !== '' && version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

function run(folder: string, command: string, args: readonly string[]): void {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0) {
    const reason = error ? error.message : `exit code ${status}\n${stdout}${stderr}`;
    throw new Error(
      `Setting up ${folder}: \`${[command, ...args].join(' ')}\` failed, expected exit code 0, found ${reason}`,
    );
  }
}

function installed({ folder, packages }: VirtualEnvironment, pattern: string): string {
  const [found] = globSync(pattern, { cwd: folder });
  if (!found) {
    throw new Error(
      `${folder} has no ${pattern}, expected there from ${packages.join(' and ')}. Delete that folder and run again.`,
    );
  }
  return join(folder, found);
}

function processor(): string {
  const name = { x64: 'x86_64', arm64: 'arm64' }[process.arch as string];
  if (!name)
    throw new Error(
      `The Runtime Interface Emulator does not come for processor ${process.arch}, expected x64 or arm64.`,
    );
  return name;
}

function underLock({ folder }: VirtualEnvironment, work: () => void): void {
  const lockFile = `${folder}.lock`;
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
