import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FlowFolder, loadFlow, type RunReport, type Simulation, simulate } from '../../../src/simulator/index.ts';

type Settings = FlowFolder['simulation'];

/** Runs a copy of one of the sample flows in `test/fixtures/flows`, with some settings changed. */
export async function runSample(
  name: 'orders' | 'regions' | 'shipments',
  changed: Partial<Pick<Settings, 'faults' | 'retry'>> = {},
  settings: Simulation = {},
  edit: (scripts: FlowFolder['scripts']) => FlowFolder['scripts'] = (scripts) => scripts,
): Promise<RunReport> {
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(new URL(`../../fixtures/flows/${name}`, import.meta.url), join(folder, name), { recursive: true });
  const { flow, base } = await loadFlow(join(folder, name));
  const { simulation, ...documents } = flow as FlowFolder;
  const own = { ...documents, scripts: edit(documents.scripts), simulation: { ...simulation, ...changed } };
  return simulate(own, { base, onLog: () => {}, ...settings });
}
