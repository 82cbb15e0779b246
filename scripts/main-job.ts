import { relative, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runFlow } from './main-job/flow.ts';
import { collectLog } from './main-job/log.ts';
import { loadPlatform } from './main-job/platform.ts';
import { createProgress, printReport } from './main-job/report.ts';

const database = resolve(process.argv[2] ?? 'orders.sqlite');
const log = collectLog(resolve('.cache/main-job.log'));

/** Moves all orders of a database through the deployed function, page by page, and shows what came of them. */
async function main(): Promise<void> {
  const platform = await loadPlatform();
  const progress = createProgress();
  try {
    await runFlow(platform, database, progress.show);
  } finally {
    progress.end();
  }
  printReport(platform);
  print(`${countImported()} orders are in imported_orders of ${short(database)}`);
}

function countImported(): unknown {
  const opened = new DatabaseSync(database, { readOnly: true });
  const row = opened.prepare('SELECT count(*) AS orders FROM imported_orders').get();
  opened.close();
  return row?.orders;
}

function short(path: string): string {
  const fromHere = relative('.', path);
  return fromHere.startsWith('..') ? path : fromHere;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (thrown) {
  process.stderr.write(`${(thrown as Error).message}\n`);
  process.exitCode = 1;
}
print(`the function's own log lines are in ${short(log)}`);
