import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The result of loading a bundle. */
export type Probed =
  | { readonly ms: number; readonly type: string; readonly parameters: number }
  | { readonly failure: string };

/** Lambda ends a start after ten seconds. */
export const START_LIMIT = 10_000;

const RUNS = 3;

/** Runs in a process of its own; it reports on file descriptor 3, to which no bundle writes. */
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
 * Loads a bundle as Lambda does: from a folder with the deployed files only. At home, a project's package.json and
 * node_modules are near its bundles; deployed, they are missing.
 * @param folder the deployed folder; `file` is within it
 * @returns the fastest of several starts
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
