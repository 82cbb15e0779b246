import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pages } from './exchange.ts';
import { load } from './load.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    json: { type: 'string' },
  },
});
const servers = ['original', 'ours'] as const;
type Server = (typeof servers)[number];

/** What the ratio of requests per second must at least be. */
const targets: Record<keyof typeof pages, number> = { 'one record': 2, '1 MB page': 1.3 };

async function start(name: Server) {
  const child = fork(new URL(`${name}.ts`, import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const port = await new Promise<number>((resolve) => child.once('message', (message) => resolve(Number(message))));
  return { port, stop: () => child.kill('SIGKILL') };
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

async function compare(page: keyof typeof pages) {
  const running = { original: await start('original'), ours: await start('ours') };
  const measured: Record<Server, number[]> = { original: [], ours: [] };
  let failed = 0;
  // The first round warms up. They take turns, so that what else the machine does falls on both.
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const server of servers) {
      const run = await load(
        running[server].port,
        pages[page],
        Number(values.connections),
        Number(values.seconds) * 1000,
      );
      if (round > 0) measured[server].push(run.requestsPerSecond);
      failed += run.failed;
    }
  }
  for (const server of servers) running[server].stop();
  const [original, ours] = [median(measured.original), median(measured.ours)];
  return {
    page,
    bytes: Buffer.byteLength(pages[page]),
    original,
    ours,
    ratio: ours / original,
    target: targets[page],
    failed,
  };
}

const results = [];
for (const page of Object.keys(pages) as (keyof typeof pages)[]) {
  const result = await compare(page);
  results.push(result);
  const { original, ours, ratio, target, failed } = result;
  console.log(
    `${page}: ${ours.toFixed(0)} requests/s, the original ${original.toFixed(0)}: ${ratio.toFixed(2)} times (target ${target})` +
      (failed > 0 ? `, ${failed} FAILED` : ''),
  );
}
if (values.json) {
  mkdirSync(new URL('.', new URL(values.json, `file://${process.cwd()}/`)), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ node: process.version, ...values, results }, null, 2)}\n`);
}
if (results.some(({ ratio, target, failed }) => ratio < target || failed > 0)) process.exitCode = 1;
