import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with only the packed package installed. */
    installed: string;
    /** A folder with a new project of each flavour, none of them installed. */
    projects: string;
    /** The node_modules of a new project in TypeScript, which has the packages of all flavours. */
    packages: string;
  }
}

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The package as npm would publish it; the set-up of this suite packs it. */
export const TARBALL = join(root, '.cache', 'package', 'integrator-extension-lambda.tgz');

const INSTALL = ['install', '--no-audit', '--no-fund', '--prefer-offline'];

/** The program of the installed package. */
export const program = (): string => join(inject('installed'), 'node_modules', '.bin', 'integrator-extension');

/** A folder outside of this project, which finds none of its packages. It is deleted after the tests of its file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Installs the packages that a folder's package.json names, and others. */
export function install(folder: string, ...packages: string[]): Promise<string> {
  return run(folder, 'npm', ...INSTALL, ...packages);
}

/**
 * Runs a command to its end; resolves to its stdout.
 * @throws Error with all its output if its exit code is not 0
 */
export async function run(folder: string, command: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await tryRun(folder, command, ...args);
  if (code === 0) return stdout;
  throw new Error(`${[command, ...args].join(' ')} in ${folder}: exit code ${code}\n${stdout}${stderr}`);
}

/** Runs a command; resolves whatever its exit code is. */
export function tryRun(folder: string, command: string, ...args: string[]) {
  const options = { cwd: folder, env: environment(), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr });
    });
  });
}

/** A user's PATH: this Node, and none of the commands that npm adds for this project's scripts. */
export function environment(): NodeJS.ProcessEnv {
  const others = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(root));
  return { ...process.env, NO_COLOR: '1', PATH: [dirname(process.execPath), ...others].join(delimiter) };
}
