import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { median, medianRatio } from '../measure.ts';
import { pages } from './exchange.ts';
import { load } from './load.ts';

/*
 * Compares the requests per second of our server with those of an Express 4 app that calls integrator-extension as
 * express-integrator-extension does. The figure is requests per second of processor time, which other work on the
 * machine does not change. With `taskset`, the server has a processor to itself, and the load comes from another.
 *
 * Both packages write a line for each call. A silent server writes none.
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '64' },
    json: { type: 'string', default: '.cache/bench-http.json' },
  },
});

/** One server of the original and one of ours: what their ratio is called, and whether each writes its lines. */
interface Pair {
  readonly at: string;
  readonly original: 'original' | 'original silent';
  readonly ours: 'ours' | 'ours silent';
}

const asDeployed = { original: 'original', ours: 'ours' } as const;

/** The pairs of servers that are measured with each page. */
const PAIRS: Record<keyof typeof pages, readonly Pair[]> = {
  'one record': [
    { at: 'one record', ...asDeployed },
    { at: 'one record, no lines', original: 'original silent', ours: 'ours silent' },
    { at: 'one record, only our lines', original: 'original silent', ours: 'ours' },
  ],
  '1 MB page': [{ at: '1 MB page', ...asDeployed }],
};

/** What one server did, round by round. */
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

async function start(server: string, page: keyof typeof pages) {
  const [script, ...args] = server.split(' ');
  const child = fork(new URL(`${script}.ts`, import.meta.url), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // winston 2.2.0 makes Node warn of its circular imports.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const [port] = await once(child, 'message');
  pin(child.pid, 0);
  const measured: Measured = { perSecond: [], perBusySecond: [], failed: 0 };
  const busy = async () => {
    child.send('busy');
    return Number((await once(child, 'message'))[0]);
  };
  const run = async () => {
    const before = await busy();
    const done = await load(Number(port), pages[page], Number(values.connections), Number(values.seconds) * 1000);
    measured.perSecond.push(done.answered / done.seconds);
    measured.perBusySecond.push(done.answered / ((await busy()) - before));
    measured.failed += done.failed;
  };
  return { run, measured, stop: () => child.kill('SIGKILL') };
}

async function compare(page: keyof typeof pages) {
  const pairs = PAIRS[page];
  const names = new Set(pairs.flatMap(({ original, ours }) => [original, ours]));
  const servers: Record<string, Awaited<ReturnType<typeof start>>> = {};
  for (const name of names) servers[name] = await start(name, page);
  // The servers take turns, so that other work on the machine slows all. The first round only warms up.
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const { run, measured } of Object.values(servers)) {
      await run();
      if (round === 0) measured.perSecond.length = measured.perBusySecond.length = 0;
    }
  }
  for (const { stop } of Object.values(servers)) stop();
  const failed = Object.values(servers).reduce((sum, { measured }) => sum + measured.failed, 0);
  if (failed > 0) throw new Error(`${page}: found ${failed} failed requests, expected none.`);
  const of = (name: string) => (servers[name] as Awaited<ReturnType<typeof start>>).measured;
  return pairs.map((pair) => ({ at: pair.at, ...toRatios(of(pair.ours), of(pair.original)) }));
}

function toRatios(ours: Measured, original: Measured) {
  return {
    ours: median(ours.perSecond),
    original: median(original.perSecond),
    ratio: medianRatio(ours.perSecond, original.perSecond),
    busyRatio: medianRatio(ours.perBusySecond, original.perBusySecond),
  };
}

const pinned = pin(process.pid, 1);
const results: Awaited<ReturnType<typeof compare>> = [];
for (const page of Object.keys(pages) as (keyof typeof pages)[]) results.push(...(await compare(page)));
for (const { at, ours, original, ratio, busyRatio } of results) {
  console.log(
    `${at}: ${busyRatio.toFixed(2)} times the requests of the original in a second of processor time; ` +
      `${ours.toFixed(0)} in a second beside ${original.toFixed(0)}, ${ratio.toFixed(2)} times`,
  );
}
mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(values.json, `${JSON.stringify({ node: process.version, pinned, ...values, results }, null, 2)}\n`);
