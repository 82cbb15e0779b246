import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type FlowFolder, loadFlow, type RunReport, simulate } from '../../../src/simulator/index.ts';
import { writeTest } from '../../../src/simulator/report/page/event.ts';
import { pack } from '../../../src/simulator/report/page/packed.ts';
import { createFolder } from '../../cli/command-line.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { path } = createFolder();

/** Writes the test of every stage of every record, as the report page does. */
function writeTests(report: RunReport): readonly string[] {
  const { journey, stages, pages, run } = pack(report);
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const mayHaveFailed = pages.some(({ failed }) => failed);
  return journey.flatMap((one) =>
    one.stages.flatMap((_, at) => writeTest({ journey: one, at, stages: byName, mayHaveFailed, flow: run.flow }) ?? []),
  );
}

/** Makes a project with a flow, as its author has one. */
function createProject(flow: string): string {
  const project = path(`project-${flow}`);
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  mkdirSync(join(project, 'src'));
  mkdirSync(join(project, 'test'));
  cpSync(join(root, 'test/fixtures/flows', flow), join(project, 'flows', flow), { recursive: true });
  symlinkSync(root, join(project, 'node_modules', 'integrator-extension-lambda'));
  symlinkSync(join(root, 'node_modules', 'vitest'), join(project, 'node_modules', 'vitest'));
  return project;
}

describe('the tests that the report page writes', () => {
  it.each([
    ['orders', ["call('findTax'", "call('roundTotals'", "call('markOrders'"]],
    [
      'regions',
      ['toTicket does', 'isOpen does', 'countTickets does', 'chooseBranches does', 'noteDesk does', 'onlyLoud does'],
    ],
  ])('pass in the project of the flow %s', async (name, parts) => {
    const project = createProject(name);
    writeFileSync(
      join(project, 'src/index.ts'),
      name === 'orders' ? `export * from '../flows/orders/functions.mjs';` : '',
    );
    const { flow, base } = await loadFlow(join(project, 'flows', name));
    const report = await simulate(flow as FlowFolder, { base, onLog: () => {} });
    const texts = writeTests(report);
    for (const part of parts) expect(texts.some((text) => text.includes(part))).toBe(true);
    for (const [at, text] of texts.entries()) writeFileSync(join(project, 'test', `copied-${at}.test.ts`), text);
    const results = join(project, 'results.json');
    const args = ['run', '--root', project, '--reporter', 'json', '--outputFile', results, '--no-file-parallelism'];
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    await once(
      spawn(process.execPath, [vitest, ...args, '--no-isolate', '--testTimeout=120000'], {
        cwd: project,
        stdio: 'ignore',
      }),
      'exit',
    );
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
    const failed = testResults.filter(({ status }: { status: string }) => status !== 'passed');
    expect(failed).toEqual([]);
    expect([numPassedTests, numTotalTests]).toEqual([texts.length, texts.length]);
  });
});
