import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonTools } from '../python-tools.ts';
import type { Engine } from './environment.ts';

/** Absolute paths of the parts that run a Lambda function. */
export interface RuntimeTools {
  readonly emulator: string;
  /** The runtime client: one script for every version of Node. */
  readonly client: string;
  readonly node: Readonly<Record<Engine, string>>;
}

const NODE_22 = '22.23.3';
const CLIENT = '4.0.2';
const REQUIRED = ['g++', 'make', 'cmake', 'python3', 'tar', 'xz'];

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, '.cache', 'runtime');

/**
 * Installs missing parts (30 seconds, once: the client is compiled) and returns all paths. Several processes may call
 * it at a time.
 * @throws Error if the system is not Linux, if a compiler's tool is missing, or if npm or pip fails
 */
export function installRuntime(): RuntimeTools {
  if (process.platform !== 'linux') {
    throw new Error(`Setting up the Lambda runtime: found ${process.platform}, expected Linux, as on Lambda.`);
  }
  const node22 = nodePackage();
  // Compiled against the older Node: the addon uses Node-API only, so the newer one runs it.
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
  // The user's npm settings may name the headers of another Node; without any name they would be downloaded.
  return install(name, CLIENT, 'rapid-client.node', { npm_config_nodedir: headers }, checkCompiler);
}

/** The folder of a package that holds `proof` once it is complete. */
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

// Made elsewhere and then moved. So an interrupted set-up leaves nothing that looks complete, and of two at once the
// first wins.
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
