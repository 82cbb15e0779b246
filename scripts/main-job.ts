/** The main job: simulates the sample flow through the deployed handler. An argument may name its database. */
import { spawnSync } from 'node:child_process';
import { relative, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const database = resolve(process.argv[2] ?? 'orders.sqlite');
const [page, log] = ['orders.html', '.cache/main-job.log'];

const command = [at('dist/cli/main.cjs'), 'simulate', at('handlers/orders.flow.yaml'), '--html', page, '--log', log];
const { status } = spawnSync(process.execPath, command, {
  env: { ...process.env, ORDERS_DATABASE: database },
  stdio: 'inherit',
});
if (status === 0) print(`${countImported()} orders are in imported_orders of ${short(database)}`);
print(`${page} shows the run record by record; the function’s own log lines are in ${log}`);
process.exitCode = status ?? 1;

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
