import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const flows = fileURLToPath(new URL('../../fixtures/flows', import.meta.url));
const { folder, path } = createFolder();

/** Copies a flow of an account, and runs it by the built command. */
async function simulate(name: string, args: readonly string[] = [], edit: (at: string) => void = () => {}) {
  const at = path(`${name}-${args.length}`);
  cpSync(join(flows, name), at, { recursive: true });
  edit(at);
  const ended = await runBuilt(['simulate', at, '--quiet', ...args], { cwd: folder });
  return { ...ended, at };
}

const readLines = (file: string) => {
  const text = readFileSync(file, 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line));
};

describe('simulate FOLDER', () => {
  it('runs scripts, routers and a merge, and writes what each import was sent', async () => {
    const { code, out, err, at } = await simulate('regions');
    expect({ code, err: err.split('\n')[0] }).toEqual({ code: 0, err: expect.stringContaining('tickets so far: 3') });
    expect(out).toContain('By region');
    expect(readLines(join(at, 'out/alarm.ndjson'))).toEqual([{ alarm: 5 }]);
    expect(readLines(join(at, 'out/report.ndjson')).map(({ no }) => no)).toEqual([1, 2, 6, 5]);
  });

  it('calls a module of answers in a process of its own, and fails the record that no number can be made of', async () => {
    const { code, out, at } = await simulate('shipments');
    expect(code).toBe(0);
    expect(out).toContain('expected a number, found "heavy"');
    expect(readLines(join(at, 'out/announced.ndjson')).map(({ colli }) => colli[0].label)).toEqual(['L-P1', 'L-P3']);
  });

  it('is a regression test with a baseline', async () => {
    const saved = path('orders.baseline.json');
    expect((await simulate('orders', ['--save-baseline', saved])).code).toBe(0);
    expect(await simulate('orders', ['--compare', saved, '--retry'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('retried'),
    });
    const changed = await simulate('orders', ['--compare', saved], (at) => {
      const file = join(at, 'functions.mjs');
      writeFileSync(file, readFileSync(file, 'utf8').replace('NL: 21', 'NL: 9'));
    });
    expect(changed).toMatchObject({ code: 1, out: expect.stringContaining('taxRate') });
  });

  it('names each problem with its file and line', async () => {
    const { code, err } = await simulate('orders', [], (at) => {
      const file = join(at, 'imports/d00000000000000000000001.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"roundTotals"', '"roundTotal"'));
    });
    expect(code).toBe(2);
    expect(err).toMatch(
      /imports\/d00000000000000000000001\.json:\d+:\d+: hooks\.preMap: found "roundTotal", expected .*; did you mean roundTotals\?/,
    );
  });

  it('takes its functions from another module', async () => {
    const { code, err } = await simulate('orders', ['--module', join(flows, 'shipments/print-label.mjs')]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('found "getOrders"') });
  });
});
