import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What loading a bundle has shown. */
export type Probed =
  | { readonly ms: number; readonly type: string; readonly parameters: number }
  | { readonly failure: string };

/** Lambda gives up a start after ten seconds. */
export const START_LIMIT = 10_000;

const RUNS = 3;

/** Run in a process of its own; file descriptor 3 is the only one that the bundle doesn't write to. */
const SCRIPT = `
const [file, name] = process.argv.slice(1);
const say = (said) => { require('node:fs').writeSync(3, JSON.stringify(said)); process.exit(); };
const started = performance.now();
import(require('node:url').pathToFileURL(file)).then(
  (bundle) => {
    const ms = performance.now() - started;
    const handler = bundle[name] ?? bundle.default?.[name];
    say({ ms, type: typeof handler, parameters: handler?.length });
  },
  (thrown) => say({ failure: String(thrown) }),
);`;

/**
 * Loads a bundle as Lambda does: from a folder that holds what is deployed, with nothing above it. Package.json files
 * and node_modules of a project are near its bundles at home, and missing when they are deployed.
 * @param folder is what is deployed; `file` is within it
 * @returns the fastest of a few starts
 */
export function probe(folder: string, file: string, name: string, env: Readonly<Record<string, string>>): Probed {
  const scratch = mkdtempSync(join(tmpdir(), 'integrator-extension-'));
  try {
    symlinkSync(folder, join(scratch, 'task'), 'junction');
    const runs = Array.from({ length: RUNS }, () => start(join(scratch, 'task', file), name, env));
    return runs.reduce((best, run) => ('failure' in best || ('ms' in run && run.ms >= best.ms) ? best : run));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function start(path: string, name: string, env: Readonly<Record<string, string>>): Probed {
  const { output, error, signal } = spawnSync(process.execPath, ['--preserve-symlinks', '-e', SCRIPT, path, name], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: START_LIMIT,
  });
  const said = output?.[3];
  if (said) return JSON.parse(said);
  const why = signal ? `no end after ${START_LIMIT} ms` : `the end of the process: ${output?.[2]?.trim() || error}`;
  return { failure: why };
}
