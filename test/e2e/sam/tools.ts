/**
 * SAM CLI and cfn-lint as a user runs them in the project's folder, but without credentials, telemetry or version
 * checks.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonTools } from '../../../scripts/python-tools.ts';

export interface Finished {
  readonly status: number | null;
  readonly output: string;
}

export const root = fileURLToPath(new URL('../../..', import.meta.url));

const home = join(root, '.cache', 'sam', 'home');

export const runSam = (...args: string[]): Finished => run(pythonTools().sam, args);
/** Runs SAM CLI with variables of its own, such as the URL of a simulated AWS. */
export const runSamWith = (variables: NodeJS.ProcessEnv, ...args: string[]): Finished =>
  run(pythonTools().sam, args, variables);
export const runCfnLint = (...args: string[]): Finished => run(pythonTools().cfnLint, args);

/** Runs `sam build` into a folder of the given name, and returns its path. */
export function samBuild(name: string): string {
  const folder = join(root, '.cache', 'sam', name, 'build');
  const { status, output } = runSam('build', '--build-dir', folder);
  if (status !== 0) throw new Error(`sam build: expected exit code 0, found ${status}\n${output}`);
  return folder;
}

/**
 * The CloudFormation template that AWS makes of a built or packaged one: with its globals merged, and the resources
 * that SAM adds. Parameters are `NAME=VALUE`.
 */
export function translate(template: string, ...parameters: string[]): unknown {
  const python = join(dirname(pythonTools().sam), 'python');
  const script = join(root, 'test', 'e2e', 'sam', 'translate.py');
  const { status, output } = run(python, [script, template, ...parameters]);
  if (status !== 0) throw new Error(`Translating ${template}: expected exit code 0, found ${status}\n${output}`);
  return JSON.parse(output);
}

function run(command: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Finished {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...environment(), ...variables },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { status, output: status === 0 ? stdout : stdout + stderr };
}

function environment(): NodeJS.ProcessEnv {
  // SAM CLI asks PyPI for newer versions unless it believes that it did so within the last week.
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'metadata.json'), JSON.stringify({ lastVersionCheck: Date.now() / 1000 }));
  return {
    PATH: process.env.PATH,
    HOME: home,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    SAM_CLI_TELEMETRY: '0',
    __SAM_CLI_APP_DIR: home,
  };
}
