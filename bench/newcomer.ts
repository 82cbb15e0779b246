/**
 * Measures what a newcomer waits for: a new project from the packed package until its first report, a saved file until
 * its new result and until its build in `dev`, and the check of the sample extension. In seconds, on a machine with a
 * package registry.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Figures, median, put, writePart } from './measure.ts';

const SAVES = 9;

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist', 'cli', 'main.cjs');
const home = mkdtempSync(join(tmpdir(), 'newcomer-'));
const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };

const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });

/** Seconds that something takes. */
function time(work: () => void): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

/** Creates, installs, tests and starts a project. */
function startProject(tarball: string): string {
  run(home, process.execPath, program, 'init', 'shop', '--yes');
  const folder = join(home, 'shop');
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--save-exact', tarball);
  run(folder, 'npm', 'test');
  run(folder, 'npm', 'start');
  return folder;
}

/** Seconds from a saved file to a line that a command prints then, and prints once at its start. */
async function measureSaves(folder: string, line: string, ...command: readonly string[]): Promise<number> {
  const hooks = join(folder, 'src', 'hooks.ts');
  const text = readFileSync(hooks, 'utf8');
  const child = spawn(process.execPath, [program, ...command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let done = () => {};
  const hear = (said: Buffer) => said.includes(line) && done();
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
  const waitForResult = () => new Promise<void>((heard) => (done = heard));
  await waitForResult();
  const times: number[] = [];
  for (let save = 0; save < SAVES; save++) {
    // As a person would: after a look at the last result.
    await delay(1000);
    const heard = waitForResult();
    // Other code: a comment would make the same build.
    writeFileSync(hooks, `${text}\nexport const save = ${save};\n`);
    const began = performance.now();
    await heard;
    times.push((performance.now() - began) / 1000);
  }
  child.kill('SIGTERM');
  writeFileSync(hooks, text);
  return median(times);
}

const [{ filename }] = JSON.parse(run(root, 'npm', 'pack', '--silent', '--json', '--pack-destination', home));
const figures: Figures = {};
let folder = '';
const started = time(() => {
  folder = startProject(join(home, filename));
});
put(figures, 'newcomer, seconds', 'init, install, test, start', started);
const simulate = ['simulate', 'flows/orders.flow.yaml', '--watch', '--quiet'];
const simulated = await measureSaves(folder, 'came to its end', ...simulate);
put(figures, 'newcomer, seconds', 'a saved file to its result', simulated);
const built = await measureSaves(folder, 'is ready', 'dev', '--port', '0', '--page-port', '0', '--no-record');
put(figures, 'newcomer, seconds', 'a saved file to its build in `dev`', built);
const check = () => run(root, process.execPath, program, 'check', 'handlers/orders/index.ts', '--imports');
put(figures, 'newcomer, seconds', 'check of the sample extension', time(check));
rmSync(home, { recursive: true });
writePart({ figures, controls: {} });
