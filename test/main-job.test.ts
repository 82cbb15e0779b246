import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../scripts/main-job.ts', import.meta.url));

/** Runs the job over the handler that has been built, in a folder of its own. */
function runJob(...paths: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'main-job-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = () => spawnSync(process.execPath, [SCRIPT, ...paths], { cwd: folder, encoding: 'utf8' });
  return { folder, run, ...run() };
}

/** The cells of the table's line that begins with a function's name. */
function cellsOf(output: string, name: string): string[] {
  const line = output.split('\n').find((one) => one.includes(`│ ${name} `)) ?? '';
  return line
    .split('│')
    .slice(2, 7)
    .map((cell) => cell.trim());
}

describe('the main job', () => {
  it('moves all orders through the deployed function and counts what became of them', () => {
    const { folder, status, stdout, stderr } = runJob();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });

    const database = new DatabaseSync(join(folder, 'orders.sqlite'), { readOnly: true });
    const imported = database.prepare('SELECT count(*) AS orders FROM imported_orders').get()?.orders;
    database.close();
    expect(imported).toBeGreaterThan(200);
    expect(stdout).toContain(`${imported} orders are in imported_orders of orders.sqlite`);

    expect(cellsOf(stdout, 'pingOrders')).toEqual(['1', '', '', '', '']);
    expect(cellsOf(stdout, 'exportOrders')).toEqual(['15', '', '300', '', '0']);
    const [, given, out, ignored, errors] = cellsOf(stdout, 'dropTestOrders').map(Number) as number[];
    expect(given).toBe(300);
    expect(Number(out) + Number(ignored) + Number(errors)).toBe(300);
    expect(cellsOf(stdout, 'importOrders')[2]).toBe(String(imported));
    expect(cellsOf(stdout, 'summarise')[0]).toBe('1');
  });

  it('shows how far it has come, and keeps the function’s own log lines apart', () => {
    const { folder, stdout } = runJob();
    expect(stdout).toMatch(/^page 1: 20 orders exported, \d+ imported\n/);
    expect(stdout).toContain('page 15: 300 orders exported');

    expect(stdout).not.toContain('"level"');
    const log = readFileSync(join(folder, '.cache', 'main-job.log'), 'utf8')
      .trim()
      .split('\n');
    const calls = log.map((line) => JSON.parse(line)).filter(({ message }) => message === 'call answered');
    expect(calls).toHaveLength(1 + 15 * 7 + 1);
  });

  it('names the orders that failed as the hooks report them', () => {
    const { stdout } = runJob();
    expect(stdout).toContain('dropTestOrders: no_customer: Order 1067 has no customer.');
  });

  it('has as many imported orders when it runs again', () => {
    const { run, stdout } = runJob();
    const last = (text: string) => text.trim().split('\n').at(-2);
    expect(last(run().stdout)).toBe(last(stdout));
  });

  it('ends with 1 and says why where the database cannot be opened', () => {
    const { folder, status, stderr } = runJob('missing/orders.sqlite');
    expect(status).toBe(1);
    expect(stderr).toContain('pingOrders: the connection is offline');
    expect(stderr).toContain('there is no folder');
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });
});
