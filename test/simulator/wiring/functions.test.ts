import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWiring } from '../../../src/simulator/wiring/check-wiring.ts';
import { type Change, createFlows } from './wired-flow.ts';

/** Each check loads a module in a process of its own. */
const SPAWNING = { timeout: 120_000 };

const { check, write, writeFlow } = createFlows();

const D2 = 'imports/d2.json';
const inModule = (code: string, settings = ''): Change[] => [
  ['functions.mjs', '', code],
  ['simulation.yaml', '', `stacks:\n  s1: { module: functions.mjs${settings} }\n`],
];
const hook = (name: string): Change => [D2, 'hooks', { preMap: { _stackId: 's1', function: name } }];

const FUNCTIONS = `import { define } from 'integrator-extension-lambda';
export const getOrders = define.export(() => ({ data: [], lastPage: true }));
export const findTax = getOrders;
export const putOrders = define.import(({ postMapData }) => postMapData.map(() => ({ statusCode: 200 })));
export const pingShop = () => ({ statusCode: 200 });
export const tidyOrders = define.preMap(({ data }) => data.map((one) => ({ data: one })));
`;

describe('functions of a stack', SPAWNING, () => {
  it.each([
    [
      'function-missing',
      'tidyOrder',
      '"tidyOrder"',
      'one of getOrders, findTax, putOrders, pingShop, tidyOrders; did you mean tidyOrders?',
    ],
    [
      'function-case',
      'TidyOrders',
      '"TidyOrders"',
      'one of getOrders, findTax, putOrders, pingShop, tidyOrders; did you mean tidyOrders?',
    ],
    ['function-of-another-kind', 'putOrders', 'a function of the kind import', 'one of the kind preMap'],
  ])('%s: %s', async (rule, name, found, expected) => {
    const { findings, unchecked } = await check(writeFlow('linear', [...inModule(FUNCTIONS), hook(name)]));
    expect(findings).toEqual([expect.objectContaining({ rule, found, expected, text: `"function": "${name}"` })]);
    expect(findings[0]).toMatchObject({ document: D2, path: 'hooks.preMap.function' });
    expect(unchecked).toEqual([]);
  });

  it('that are all there are no finding, and none of them is called', async () => {
    const names = ['getOrders', 'findTax', 'putOrders', 'pingShop', 'tidyOrders'];
    const code = `import { writeFileSync } from 'node:fs';
      const call = () => writeFileSync(new URL('called', import.meta.url), '');
      ${names.map((name) => `export const ${name} = () => call();`).join('\n')}`;
    const folder = writeFlow('linear', inModule(code));
    expect(await check(folder)).toEqual({ findings: [], unchecked: [] });
    expect(existsSync(join(folder, 'called'))).toBe(false);
  });

  it('that a document of several steps names are one finding', async () => {
    const branches = ['A', 'B'].map((name) => ({ name, pageProcessors: [{ type: 'import', _importId: 'd2' }] }));
    const routers = [{ id: 'rt1', routeRecordsTo: 'all_matching_branches', branches }];
    const changes: Change[] = [...inModule(FUNCTIONS), ['flow.json', 'routers', routers], hook('tidyOrder')];
    const { findings } = await check(writeFlow('routed', changes));
    expect(findings.map(({ rule, found }) => [rule, found])).toEqual([['function-missing', '"tidyOrder"']]);
  });

  it('are looked for in the layout of their generation', async () => {
    const grouped = inModule('export const hooks = { tidyOrders: () => [] }; export const pingShop = () => 1;');
    const { findings } = await check(writeFlow('linear', grouped));
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['function-missing', 'wrapper.function'],
      ['function-missing', 'wrapper.function'],
      ['function-missing', 'wrapper.function'],
      ['function-misplaced', 'hooks.preMap.function'],
    ]);
    const { findings: older } = await check(writeFlow('linear', inModule(FUNCTIONS, ", generation: '1.0'")));
    expect(new Set(older.map(({ rule }) => rule))).toEqual(new Set(['function-misplaced']));
    expect(older.map(({ path }) => path)).toContain('wrapper.pingFunction');
  });

  it('whose module fails are named, with its reason', async () => {
    const { findings, unchecked } = await check(writeFlow('linear', inModule("throw new Error('no database');")));
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'module-not-loaded',
        path: 'stacks.s1.module',
        text: 's1: { module: functions.mjs }',
      }),
    ]);
    expect(findings[0]?.found).toContain('no database');
    expect(unchecked).toEqual([{ stack: 's1', reason: 'functions.mjs was not loaded' }]);
  });

  it.each([
    ['{ lambda: { function: orders } }', 'they are on Lambda'],
    ['{ server: { url: https://shop.example, token: { env: TOKEN } } }', 'they are on a server'],
    ['{ module: none.mjs }', 'there is no none.mjs'],
    ['{ module: bundle.mjs }', 'bundle.mjs is a bundle that shows none of them'],
  ])('that nobody can list are said not to be checked: %s', async (stack, reason) => {
    const folder = writeFlow('linear', [
      ['bundle.mjs', '', 'export const handler = async () => ({});'],
      ['simulation.yaml', '', `stacks:\n  s1: ${stack}\n`],
    ]);
    expect((await check(folder)).unchecked).toEqual([{ stack: 's1', reason }]);
  });

  it('and stacks that no document calls are not loaded', async () => {
    const folder = writeFlow('linear', [
      ['simulation.yaml', '', 'stacks:\n  s1: { lambda: { function: f } }\n  s2: { module: throws.mjs }\n'],
      ['throws.mjs', '', "throw new Error('loaded')"],
    ]);
    const { findings } = await check(folder);
    expect(findings.map(({ rule }) => rule)).toEqual(['setting-without-document']);
  });
});

describe('a flow in the short form', SPAWNING, () => {
  it('is checked as a folder is: each finding has its line', async () => {
    write('functions.mjs', FUNCTIONS);
    const file = write(
      'orders.flow.yaml',
      `name: orders
extension: { module: functions.mjs }
connection: { ping: pingshop }
export: { file: orders.csv, type: once }
lookup:
  wrapper: findTax
  responseMapping:
    fields: [{ extract: $.data, generate: tax }]
import:
  wrapper: putOrders
  hooks:
    preMap: tidyOrder
    postResponseMap: pingShop
  mapping:
    fields:
      - { extract: $.id, generate: number }
`,
    );
    const { findings, unchecked } = await checkWiring(file);
    expect(findings.map(({ rule, path, line, document }) => [rule, path, line, document === file])).toEqual([
      ['function-case', 'connection.ping', 3, true],
      ['missing-file', 'export.file', 4, true],
      ['json-path-in-response-mapping', 'lookup.responseMapping.fields[0].extract', 8, true],
      ['function-missing', 'import.hooks.preMap', 12, true],
      ['json-path-in-mapper1', 'import.mapping.fields[0].extract', 16, true],
      ['once-without-wrapper', 'export.type', 4, true],
    ]);
    expect(unchecked).toEqual([]);
  });

  it('has no lines where it is a module', async () => {
    write('functions.mjs', FUNCTIONS);
    const file = write(
      'orders.mjs',
      `export default { name: 'orders', extension: { module: 'functions.mjs' }, export: { records: [{}] },
        import: { echo: true, hooks: { preMap: 'tidi', postMap: 'price' } } };`,
    );
    const { findings } = await checkWiring(file);
    expect(findings.map(({ path, line }) => [path, line])).toEqual([
      ['import.hooks.preMap', undefined],
      ['import.hooks.postMap', undefined],
    ]);
  });

  it('names the module that cannot be loaded', async () => {
    write('broken.mjs', "throw new Error('no database');");
    const file = write(
      'broken.flow.yaml',
      'name: a\nextension: { module: broken.mjs }\nexport: { records: [{}] }\nimport: { echo: true, hooks: { preMap: tidy } }\n',
    );
    const { findings } = await checkWiring(file);
    expect(findings).toEqual([
      expect.objectContaining({ rule: 'module-not-loaded', path: 'extension.module', line: 2, document: file }),
    ]);
  });
});
