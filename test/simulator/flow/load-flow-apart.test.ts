import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FlowError } from '../../../src/simulator/flow/error.ts';
import { loadFlow } from '../../../src/simulator/flow/load.ts';
import { folderWith } from '../folder.ts';

const FLOW = `{
  name: 'orders',
  extension: { module: 'index.mjs', generation: 1 },
  export: { records: [{ id: 1, at: new Date(0), f() {} }] },
  import: { echo: true },
}`;

const write = (code: string) => join(folderWith({ 'orders.flow.mjs': code }), 'orders.flow.mjs');

describe('a flow that is a module, in a process of its own,', { timeout: 120_000 }, () => {
  it('is read as in this process', async () => {
    const file = write(`export default ${FLOW};`);
    const apart = await loadFlow(file, { isolation: 'process' });
    const { locate, ...here } = await loadFlow(file);
    expect(apart).toMatchObject({ path: here.path, base: here.base });
    expect(JSON.stringify(apart.flow)).toBe(JSON.stringify(here.flow));
    const error = new FlowError({ path: 'name', message: 'odd' });
    expect((await apart.locate(error)).message).toBe(`${file}: name: odd`);
    expect((await locate(error)).message).toBe(`${file}: name: odd`);
  });

  it.each([
    ['has slips', 'export default { nam: "x" };', 'name: expected string, found nothing'],
    ['has a function for a text', `export default { ...${FLOW}, name: () => 1 };`, 'expected string, found a function'],
    ['throws', "\nthrow new Error('no luck');", /Error: no luck \(file:.*orders\.flow\.mjs:2\)/],
  ])('that %s is refused in the same words', async (_, code, message) => {
    const file = write(code);
    const said = await Promise.all(
      (['process', 'none'] as const).map((isolation) => loadFlow(file, { isolation }).catch((error: Error) => error)),
    );
    expect(said).toEqual([expect.any(FlowError), expect.any(FlowError)]);
    expect((said[0] as Error).message).toMatch(message);
    expect((said[0] as Error).message).toBe((said[1] as Error).message);
  });

  it('that waits for ever is refused', async () => {
    const file = write(`await new Promise(() => {}); export default ${FLOW};`);
    const message = `${file}: Error: a top-level await never settles`;
    await expect(loadFlow(file, { isolation: 'process' })).rejects.toThrow(message);
  });

  it('with a getter that throws is refused with its error', async () => {
    const file = write(`export default { ...${FLOW}, settings: { get a() { throw new Error('no a'); } } };`);
    await expect(loadFlow(file, { isolation: 'process' })).rejects.toThrow(`${file}: no a`);
    const other = write(`export default { ...${FLOW}, settings: { get a() { throw 'a text'; } } };`);
    await expect(loadFlow(other, { isolation: 'process' })).rejects.toThrow(`${other}: a text`);
  });

  it('that ends its process, or loops, ends nothing else', async () => {
    const exits = write('process.exit(0);');
    await expect(loadFlow(exits, { isolation: 'process' })).rejects.toMatchObject({
      code: 'module_failed',
      message: expect.stringMatching(/orders\.flow\.mjs: the process ended \(exit code 0, by process\.exit\(0\) at /),
    });
    const loops = write('for (;;);');
    await expect(loadFlow(loops, { isolation: 'process', loadTime: 50 })).rejects.toThrow(
      `${loops}: was not loaded within 0.05 s`,
    );
  });

  it('is given up by a signal', async () => {
    const file = write('for (;;);');
    const message = `${file}: the process was ended while it was loaded`;
    const interrupt = new AbortController();
    const loading = loadFlow(file, { isolation: 'process', signal: interrupt.signal });
    interrupt.abort();
    await expect(loading).rejects.toThrow(message);
    await expect(loadFlow(file, { isolation: 'process', signal: AbortSignal.abort() })).rejects.toThrow(message);
  });
});
