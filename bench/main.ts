/**
 * Runs each part of the benchmark in a process of its own, prints a table and writes bench/results.json. `--only
 * inside,cold` runs some parts and keeps the other figures. `--check` fails if a figure misses its "must" in
 * bench/budget.json.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { isMoreBetter, judge, unmeasured } from './budget.ts';
import { type Figures, type Part, put } from './measure.ts';

const PARTS = ['inside', 'warm', 'cold', 'memory', 'bundle', 'http', 'simulator', 'newcomer', 'recorder'] as const;
type PartName = (typeof PARTS)[number];

/** The number of runs of a part; the best run counts. */
const RUNS: Partial<Record<PartName, number>> = { inside: 3 };

const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));
const { values } = parseArgs({ options: { only: { type: 'string' }, check: { type: 'boolean', default: false } } });

interface Results extends Part {
  readonly machine: Record<string, unknown>;
  readonly more: Record<string, unknown>;
}

function findScript(name: PartName): string {
  return fileURLToPath(new URL(name === 'http' ? 'http/main.ts' : `${name}.ts`, import.meta.url));
}

/** Runs a part without its stdout, and reads its figures. */
function measure(name: PartName): Record<string, unknown> {
  const json = fileURLToPath(new URL(`../.cache/bench/${name}.json`, import.meta.url));
  const named = name === 'http' ? ['--json', json] : [json];
  const { status, signal } = spawnSync(process.execPath, [findScript(name), ...named], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name}: found ${signal ?? `exit code ${status}`}, expected 0.`);
  return JSON.parse(readFileSync(json, 'utf8'));
}

function readPart(name: PartName): Part & Record<string, unknown> {
  const found = measure(name);
  if (name !== 'http') return found as never;
  const results = found.results as { at: string; busyRatio: number }[];
  const cases = Object.fromEntries(results.map(({ at, busyRatio }) => [at, busyRatio]));
  return { figures: { 'HTTP server, ours ÷ original': cases }, controls: {} };
}

function better(row: string, a: number, b: number): number {
  return isMoreBetter(row) ? Math.max(a, b) : Math.min(a, b);
}

function findBest(runs: readonly Figures[]): Figures {
  const best: Figures = {};
  for (const figures of runs) {
    for (const [row, cases] of Object.entries(figures)) {
      for (const [at, value] of Object.entries(cases)) put(best, row, at, better(row, best[row]?.[at] ?? value, value));
    }
  }
  return best;
}

/** The worst of the controls counts: they show the noise of the figures. */
function findWorst(runs: readonly Figures[]): Figures {
  const worst: Figures = {};
  for (const controls of runs) {
    for (const [row, cases] of Object.entries(controls)) {
      for (const [at, value] of Object.entries(cases)) {
        if (Math.abs(value - 1) >= Math.abs((worst[row]?.[at] ?? 1) - 1)) put(worst, row, at, value);
      }
    }
  }
  return worst;
}

const before: Results = existsSync(RESULTS)
  ? JSON.parse(readFileSync(RESULTS, 'utf8'))
  : { machine: {}, figures: {}, controls: {}, more: {} };
const results: Results = {
  machine: {
    node: process.version,
    platform: process.platform,
    arch: process.arch,
    processors: availableParallelism(),
  },
  figures: { ...before.figures },
  controls: { ...before.controls },
  more: { ...before.more },
};

mkdirSync(fileURLToPath(new URL('../.cache/bench', import.meta.url)), { recursive: true });
const asked = values.only?.split(',') ?? PARTS.filter((name) => existsSync(findScript(name)));
for (const name of PARTS.filter((part) => asked.includes(part))) {
  console.error(`${name} …`);
  const runs = Array.from({ length: RUNS[name] ?? 1 }, () => readPart(name));
  Object.assign(results.figures, findBest(runs.map(({ figures }) => figures)));
  Object.assign(results.controls, findWorst(runs.map(({ controls }) => controls)));
  const { figures: _, controls: __, ...more } = runs[0] ?? {};
  Object.assign(results.more, more);
}
writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);

const verdicts = judge(results.figures);
const table = new Table({
  head: ['what', 'at', 'found', 'must', 'reach for', ''],
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  style: { head: [], border: [] },
});
for (const { row, at, value, must, reach, met } of verdicts) {
  table.push([row, at, round(value), must ?? '', reach ?? '', met === undefined ? '' : met ? 'met' : 'MISSED']);
}
for (const [row, cases] of Object.entries(results.controls)) {
  for (const [at, value] of Object.entries(cases)) table.push([row, at, round(value), '', '', 'noise']);
}
console.log(table.toString());

function round(value: number): number {
  return Number(value.toPrecision(value < 1000 ? 4 : 5));
}

const missed = verdicts.filter(({ met }) => met === false);
const absent = unmeasured(results.figures);
if (absent.length > 0) console.log(`Not measured: ${absent.join('; ')}.`);
console.log(`${missed.length} of ${verdicts.filter(({ met }) => met !== undefined).length} figures missed.`);
if (values.check && (missed.length > 0 || absent.length > 0)) process.exitCode = 1;
