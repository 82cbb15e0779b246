import { describe, expect, it } from 'vitest';
import { loadFlow } from '../../../src/simulator/flow/load.ts';
import { FlowError, simulate } from '../../../src/simulator/index.ts';
import { createFolder } from '../../cli/command-line.ts';

const { folder, write } = createFolder({
  'flat.mjs': `import { define } from 'integrator-extension-lambda';
    export const tidy = define.preMap(({ data }) => data.map((one) => ({ data: one })));
    export const check = define.preSavePage(({ data }) => ({ data }));
    export const plain = ({ data }) => data.map((one) => ({ data: one }));`,
  'grouped.mjs': `export const hooks = { tidy: ({ data }) => data.map((one) => ({ data: one })) };
    export const wrappers = { load: () => ({ data: [], lastPage: true }) };`,
});

/** Runs a flow from a file, as the command line does, and returns what is wrong with it. */
async function run(yaml: string): Promise<string[]> {
  const { flow, base, locate } = await loadFlow(write('orders.flow.yaml', yaml));
  const error = await simulate(flow, { base }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return [];
  expect(error).toBeInstanceOf(FlowError);
  return (await locate(error as FlowError)).message.replaceAll(`${folder}/`, '').split('\n');
}

describe('A flow is held to its module before anything runs:', () => {
  it('all functions that it has not, each with its place and the nearest one', async () => {
    expect(
      await run(`name: orders
extension: { module: flat.mjs }
export:
  wrapper: loadOrders
  hooks: { preSavePage: chekc }
import:
  echo: true
  hooks:
    preMap: tidi
    postMap: plain
`),
    ).toEqual([
      'orders.flow.yaml:4:3: export.wrapper: found "loadOrders", expected one of tidy, check, plain',
      'orders.flow.yaml:5:12: export.hooks.preSavePage: found "chekc", expected one of tidy, check, plain; did you mean check?',
      'orders.flow.yaml:9:5: import.hooks.preMap: found "tidi", expected one of tidy, check, plain; did you mean tidy?',
    ]);
  });

  it('functions of another kind; one without define fits everywhere', async () => {
    expect(
      await run(`name: orders
extension: { module: flat.mjs }
export: { records: [{ id: 1 }], hooks: { preSavePage: tidy } }
import: { echo: true, hooks: { preMap: check, postMap: plain } }
`),
    ).toEqual([
      'orders.flow.yaml:3:42: export.hooks.preSavePage: found a function of the kind preMap, expected one of the kind preSavePage',
      'orders.flow.yaml:4:32: import.hooks.preMap: found a function of the kind preSavePage, expected one of the kind preMap',
    ]);
  });

  it.each([
    [
      '2.0',
      'grouped.mjs',
      'tidy',
      "found hooks.tidy, expected the function at the top of the module, or generation: '1.0'",
    ],
    ['1.0', 'flat.mjs', 'tidy', "found tidy, expected the function in hooks, or generation: '2.0'"],
    ['1.0', 'grouped.mjs', 'load', 'found wrappers.load, expected the function in hooks'],
    ['1.0', 'flat.mjs', 'none', 'found "none", expected a function of the module, which has none there'],
  ])('the layout of generation %s: %s, %s', async (generation, module, name, said) => {
    expect(
      await run(`name: orders
extension: { module: ${module}, generation: '${generation}' }
export: { records: [{ id: 1 }] }
import: { echo: true, hooks: { preMap: ${name} } }
`),
    ).toEqual([`orders.flow.yaml:4:32: import.hooks.preMap: ${said}`]);
  });

  it('all files that are not there', async () => {
    expect(
      await run(`name: orders
extension: { module: none.mjs }
export: { file: node_modules, format: json }
import: { echo: true, mapping: { function: none.js } }
`),
    ).toEqual([
      'orders.flow.yaml:2:14: extension.module: none.mjs: found nothing, expected a file',
      'orders.flow.yaml:3:11: export.file: node_modules: found a folder, expected a file',
      'orders.flow.yaml:4:34: import.mapping.function: none.js: found nothing, expected a file',
    ]);
  });

  it('files of records together with functions that are not there', async () => {
    expect(
      await run(`name: orders
extension: { module: flat.mjs }
export: { file: none.csv, hooks: { preSavePage: chekc } }
import: { echo: true, hooks: { preMap: check } }
`),
    ).toEqual([
      'orders.flow.yaml:3:11: export.file: none.csv: found nothing, expected a file',
      'orders.flow.yaml:3:36: export.hooks.preSavePage: found "chekc", expected one of tidy, check, plain; did you mean check?',
      'orders.flow.yaml:4:32: import.hooks.preMap: found a function of the kind preSavePage, expected one of the kind preMap',
    ]);
  });

  it('nothing where all is there', async () => {
    expect(
      await run(`name: orders
extension: { module: grouped.mjs, generation: '1.0' }
export: { wrapper: load }
import: { echo: true, hooks: { preMap: tidy } }
`),
    ).toEqual([]);
  });
});
