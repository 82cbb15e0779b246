import { join } from 'node:path';
import { expect, it } from 'vitest';
import { simulate } from '../../../src/simulator/simulate.ts';
import { folderWith } from '../folder.ts';

const run = (code: string, signal: AbortSignal, onLog?: () => void) => {
  const base = folderWith({ 'index.mjs': 'export const f = () => [];', 'map.mjs': code });
  const flow = {
    name: 'orders',
    extension: { module: join(base, 'index.mjs') },
    export: { records: [{ id: 1 }] },
    import: { echo: true as const, mapping: { function: join(base, 'map.mjs') } },
  };
  return simulate(flow, { base, isolation: 'process', signal, ...(onLog && { onLog }) });
};

it('a run whose mapping module loops ends soon after a signal, without a broken rule', {
  timeout: 120_000,
}, async () => {
  const interrupt = new AbortController();
  const report = await run('export default () => { console.log("looping"); for (;;); };', interrupt.signal, () =>
    interrupt.abort(),
  );
  expect(report).toMatchObject({ ending: 'interrupted', breaches: [], totals: { exported: 1, imported: 0 } });
  expect(report.errors).toMatchObject([{ code: 'interrupted', record: '0:0' }]);
});

it('a signal while a mapping module is loaded is no mistake of the flow', { timeout: 120_000 }, async () => {
  const interrupt = new AbortController();
  const running = run('console.log("looping"); for (;;);', interrupt.signal, () => interrupt.abort());
  await expect(running).rejects.toMatchObject({ name: 'TransportError', code: 'interrupted' });
});
