import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../../scripts/main-job.ts', import.meta.url));

/** Runs the job over the built handler, in a folder of its own. */
function runJob(...paths: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'main-job-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = () => spawnSync(process.execPath, [SCRIPT, ...paths], { cwd: folder, encoding: 'utf8' });
  return { folder, run, ...run() };
}

/** The cells of a function's line in the table, from its calls on. */
function cellsOf(output: string, name: string): string[] {
  const line = output.split('\n').find((one) => one.includes(`│ ${name} `)) ?? '';
  return line
    .split('│')
    .slice(3, 8)
    .map((cell) => cell.trim());
}

/** Each job is two processes, and other tests run at the same time. */
const JOBS_MS = 60_000;

describe('the main job', { timeout: JOBS_MS }, () => {
  it('moves all orders through the deployed function and counts their outcomes', () => {
    const { folder, status, stdout, stderr } = runJob();
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^the page is at \S+\n$/) });

    const database = new DatabaseSync(join(folder, 'orders.sqlite'), { readOnly: true });
    const imported = database.prepare('SELECT count(*) AS orders FROM imported_orders').get()?.orders;
    database.close();
    expect(imported).toBeGreaterThan(200);
    expect(stdout).toContain(`300 records in 15 pages: ${imported} imported`);
    expect(stdout).toContain(`${imported} orders are in imported_orders of orders.sqlite`);

    expect(cellsOf(stdout, 'pingOrders')).toEqual(['1', '0', '0', '0', '0']);
    expect(cellsOf(stdout, 'exportOrders')).toEqual(['15', '0', '300', '0', '0']);
    const [, given, out, ignored, errors] = cellsOf(stdout, 'dropTestOrders').map(Number) as number[];
    expect(given).toBe(300);
    expect(Number(out) + Number(ignored) + Number(errors)).toBe(300);
    expect(cellsOf(stdout, 'importOrders')[2]).toBe(String(imported));
    expect(cellsOf(stdout, 'summarise')[0]).toBe('1');
  });

  it("leaves a page of the run, and keeps the function's own log lines apart", () => {
    const { folder, stdout } = runJob();
    expect(readFileSync(join(folder, 'orders.html'), 'utf8')).toContain('explainErrors');

    expect(stdout).not.toContain('"level"');
    const log = readFileSync(join(folder, '.cache', 'main-job.log'), 'utf8')
      .trim()
      .split('\n');
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      { message: 'orders have been aggregated', function: 'summarise' },
      { message: 'run has been counted', function: 'summarise', runs: { succeeded: 1, failed: 0 } },
    ]);
  });

  it('names the failed orders as the hooks report them', () => {
    const { stdout } = runJob();
    expect(stdout).toMatch(/no_customer {2}preSavePage.*: Order 1067 has no customer\./);
  });

  it('has as many imported orders the second time', () => {
    const { run, stdout } = runJob();
    const last = (text: string) => text.trim().split('\n').at(-2);
    expect(last(run().stdout)).toBe(last(stdout));
  });

  it('ends with 1 and the reason if the database cannot be opened', () => {
    const { folder, status, stdout } = runJob('missing/orders.sqlite');
    expect(status).toBe(1);
    expect(stdout).toContain('the connection is offline: pingOrders answered with statusCode 401');
    expect(stdout).toContain('there is no folder');
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });
});
