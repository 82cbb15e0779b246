import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonTools } from '../python-tools.ts';
import type { Engine } from './environment.ts';

/** Absolute paths of what a Lambda function is run with. */
export interface RuntimeTools {
  readonly emulator: string;
  /** The runtime client: a script, one and the same for every engine. */
  readonly client: string;
  readonly node: Readonly<Record<Engine, string>>;
}

const NODE_22 = '22.23.3';
const CLIENT = '4.0.2';
const REQUIRED = ['g++', 'make', 'cmake', 'python3', 'tar', 'xz'];

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, '.cache', 'runtime');

/**
 * Installs what is not there yet (half a minute, once: the client is compiled) and says where everything is. Safe to
 * call from several processes at a time.
 * @throws Error if this is no Linux, if a tool for compiling is missing, or if npm or pip fails
 */
export function installRuntime(): RuntimeTools {
  if (process.platform !== 'linux') {
    throw new Error(`Setting up the Lambda runtime: found ${process.platform}, expected Linux, as on Lambda.`);
  }
  const node22 = nodePackage();
  // Compiled against the older Node: the addon uses Node-API alone, which promises that the newer one runs it.
  const client = clientPackage(node22);
  return {
    emulator: pythonTools().emulator,
    client: join(client, 'index.mjs'),
    node: { 22: join(node22, 'bin', 'node'), 24: join(root, 'node_modules', '.bin', 'node') },
  };
}

function nodePackage(): string {
  const name = `node-linux-${process.arch}`;
  return install(name, NODE_22, 'bin/node');
}

function clientPackage(headers: string): string {
  const name = 'aws-lambda-ric';
  // Named by the user's npm settings, the headers would be those of another Node; not named at all, they would be
  // downloaded.
  return install(name, CLIENT, 'rapid-client.node', { npm_config_nodedir: headers }, checkCompiler);
}

/** The folder of a package that holds `proof` once it is whole. */
function install(name: string, version: string, proof: string, env = {}, before = () => {}): string {
  const target = join(cache, `${name}-${version}-${process.arch}`);
  const installed = join(target, 'node_modules', name);
  if (existsSync(join(installed, proof))) return installed;
  before();
  console.error(`Installing ${name} ${version} into ${target} …`);
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, `${name}-`));
  try {
    runNpm(draft, name, version, env);
    moveInto(draft, target, join(installed, proof));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return installed;
}

// Made elsewhere and moved when whole: a set-up that was broken off leaves nothing that looks finished, and of two that
// run at once the first to end wins.
function moveInto(draft: string, target: string, proof: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (existsSync(proof)) return;
    throw error;
  }
}

function runNpm(folder: string, name: string, version: string, env: Record<string, string>): void {
  const manifest = { private: true, dependencies: { [name]: version }, allowScripts: { [name]: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const { error, status, stdout, stderr } = spawnSync(
    'npm',
    ['install', '--foreground-scripts', '--ignore-scripts=false', '--no-audit', '--no-fund'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 },
  );
  if (error || status !== 0) {
    const found = error ? error.message : `exit code ${status}\n${stdout}${stderr}`;
    throw new Error(`Installing ${name} ${version} in ${folder}: expected npm to end with exit code 0, found ${found}`);
  }
}

function checkCompiler(): void {
  const missing = REQUIRED.filter((tool) => spawnSync(tool, ['--version']).error);
  if (missing.length > 0) {
    throw new Error(
      `Compiling the Lambda runtime client: found no ${missing.join(', ')}, expected ${REQUIRED.join(', ')} on the PATH. ` +
        'On Debian and Ubuntu: apt-get install g++ make cmake python3 xz-utils',
    );
  }
}
