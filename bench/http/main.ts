import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { pages } from './exchange.ts';
import { load } from './load.ts';

/*
 * Compares the requests per second of our server with those of an Express 4 app that calls integrator-extension as
 * express-integrator-extension does. The figure is requests per second of processor time, which other work on the
 * machine does not change. With `taskset`, the server has a processor to itself, and the load comes from another.
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '64' },
    json: { type: 'string', default: '.cache/bench-http.json' },
  },
});

/** The least ratio to the original, for each page. */
const TARGETS: Record<keyof typeof pages, number> = { 'one record': 2, '1 MB page': 1.3 };

interface Measured {
  readonly perSecond: number[];
  /** Per second that the server's process was busy, its helper threads included. */
  readonly perBusySecond: number[];
  failed: number;
}

function pin(pid: number | undefined, processor: number): boolean {
  try {
    execFileSync('taskset', ['-a', '-c', '-p', String(processor), String(pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function start(name: string) {
  const child = fork(new URL(`${name}.ts`, import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [port] = await once(child, 'message');
  pin(child.pid, 0);
  const measured: Measured = { perSecond: [], perBusySecond: [], failed: 0 };
  const busy = async () => {
    child.send('busy');
    return Number((await once(child, 'message'))[0]);
  };
  const run = async (page: keyof typeof pages) => {
    const before = await busy();
    const done = await load(Number(port), pages[page], Number(values.connections), Number(values.seconds) * 1000);
    measured.perSecond.push(done.answered / done.seconds);
    measured.perBusySecond.push(done.answered / ((await busy()) - before));
    measured.failed += done.failed;
  };
  return { run, measured, stop: () => child.kill('SIGKILL') };
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

async function compare(page: keyof typeof pages) {
  const [original, ours] = [await start('original'), await start('ours')];
  // The servers take turns, so that other work on the machine slows both. The first round only warms up.
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const server of [original, ours]) {
      await server.run(page);
      if (round === 0) for (const list of [server.measured.perSecond, server.measured.perBusySecond]) list.length = 0;
    }
  }
  for (const server of [original, ours]) server.stop();
  const ratio = (of: 'perSecond' | 'perBusySecond') => median(ours.measured[of]) / median(original.measured[of]);
  return {
    page,
    bytes: Buffer.byteLength(pages[page]),
    ours: median(ours.measured.perSecond),
    original: median(original.measured.perSecond),
    ratio: ratio('perSecond'),
    busyRatio: ratio('perBusySecond'),
    target: TARGETS[page],
    failed: ours.measured.failed + original.measured.failed,
  };
}

const pinned = pin(process.pid, 1);
const results: Awaited<ReturnType<typeof compare>>[] = [];
for (const page of Object.keys(pages) as (keyof typeof pages)[]) {
  const result = await compare(page);
  results.push(result);
  const { ours, original, ratio, busyRatio, target, failed } = result;
  console.log(
    `${page}: ${busyRatio.toFixed(2)} times the requests of the original in a second of processor time (target ${target}); ` +
      `${ours.toFixed(0)} in a second beside ${original.toFixed(0)}, ${ratio.toFixed(2)} times` +
      `${failed > 0 ? `; ${failed} FAILED` : ''}`,
  );
}
mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(values.json, `${JSON.stringify({ node: process.version, pinned, ...values, results }, null, 2)}\n`);
if (results.some(({ busyRatio, target, failed }) => busyRatio < target || failed > 0)) process.exitCode = 1;
