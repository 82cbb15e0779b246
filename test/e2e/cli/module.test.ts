import { describe, expect, it } from 'vitest';
import { listFunctions } from '../../../src/core/inventory.ts';
import { loadModule } from '../../../src/transport/load-module.ts';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const { folder, path, write } = createFolder();
let count = 0;

/** Loads a module of some code, and names its hosts and functions. */
async function load(code: string, { connector, as = 'mjs' }: { connector?: string; as?: string } = {}) {
  count += 1;
  const { host, module, handler } = await loadModule(write(`module-${count}.${as}`, code), connector);
  return { host, names: module && Array.from(listFunctions(module), ({ name }) => name), isBundle: Boolean(handler) };
}

const diy = { host: { diy: true }, isBundle: false };

describe('a module', () => {
  it.each([
    ['its namespace', 'export const a = () => 1; export const b = 2;', ['a']],
    ['its default export', 'export const a = () => 1; export default { c: () => 1 };', ['c']],
    ['its namespace beside a default export without functions', 'export const a = () => 1; export default 7;', ['a']],
    ['the default export’s groups', 'export default { hooks: { d: () => 1 } };', ['d']],
    ['an instance', 'class A { e() {} } export default new A();', ['e']],
    ['what it configures as diy', 'export const diy = { f: () => 1 }; export const a = () => 1;', ['f']],
    ['what its default export does', 'export default { diy: { f: () => 1 } };', ['f']],
    ['nothing', 'export const version = 1;', []],
  ])('is %s', async (_what, code, names) => {
    expect(await load(code)).toEqual({ ...diy, names });
  });

  it('may be CommonJS', async () => {
    expect(await load('module.exports = { a: () => 1 };', { as: 'cjs' })).toEqual({ ...diy, names: ['a'] });
    expect(await load('exports.b = () => 1;', { as: 'cjs' })).toEqual({ ...diy, names: ['b'] });
    const transpiled = 'exports.__esModule = true; exports.default = { c: () => 1 };';
    expect(await load(transpiled, { as: 'cjs' })).toEqual({ ...diy, names: ['c'] });
  });

  it('is hosted as the named connector', async () => {
    const host = { _connectorId: '5f' };
    const hosted = { host, isBundle: false, names: ['a'] };
    expect(await load('export const a = () => 1;', { connector: '5f' })).toEqual(hosted);
    expect(await load('export const diy = { a: () => 1 };', { connector: '5f' })).toEqual(hosted);
  });

  it('is the named connector among several, or the only one', async () => {
    const two = 'export const connectors = { one: { a: () => 1 }, two: { b: () => 1 } };';
    const second = { host: { _connectorId: 'two' }, isBundle: false, names: ['b'] };
    expect(await load(two, { connector: 'two' })).toEqual(second);
    expect(await load('export default { connectors: { two: { b: () => 1 } } };')).toEqual(second);
  });

  it.each([
    [undefined, 'found one, two, expected one to be named as `connector`'],
    ['three', 'found one, two, expected three'],
  ])('must hold the connector %s', async (connector, message) => {
    const two = 'export const connectors = { one: { a: () => 1 }, two: { b: () => 1 } };';
    await expect(load(two, connector ? { connector } : {})).rejects.toMatchObject({
      code: 'unknown_connector',
      isMisuse: true,
      message: expect.stringContaining(message),
    });
  });

  it('may be a bundle that shows its functions beside its handler', async () => {
    const handler = 'export const handler = async () => 1;';
    expect(await load(handler)).toEqual({ host: { diy: true }, isBundle: true });
    expect(await load(handler, { connector: '5f' })).toMatchObject({ host: { _connectorId: '5f' }, isBundle: true });
    expect(await load(`${handler} export const diy = { a: () => 1 };`)).toMatchObject({ names: ['a'], isBundle: true });
    expect(await load('exports.handler = async () => 1;', { as: 'cjs' })).toMatchObject({ isBundle: true });
  });
});

describe('a path without a module', () => {
  write('enum.ts', 'enum Colour { Red }\nexport const red = () => Colour.Red;');
  write('import.ts', "export * from './orders';");
  write('package.mjs', "import 'not-installed';");
  write('view.tsx', 'export const view = () => 1;');
  write('throws.mjs', "\n\nthrow new Error('DATABASE is not set');");
  write('data.json', '{}');
  write('assert.mjs', '\nimport data from "./data.json" assert { type: "json" };\nexport const f = () => data;');
  write('imports-assert.mjs', 'import "./assert.mjs";');
  write('attribute.mjs', 'import data from "./data.json";\nexport const f = () => data;');
  write('decorated.ts', 'const mark = (x: unknown) => x;\n@mark\nclass A {}\nexport const f = () => new A();');
  write('paths.ts', 'import { f } from "@/orders";\nexport { f };');
  write('types.ts', 'export interface Order { id: number }');
  write('untyped.ts', 'import { Order } from "./types.ts";\nexport const f = (order: Order) => order;');
  write('open.mjs', 'export const f = () => {\n');
  write('hosted.mjs', 'import { request } from "integrator-api";\nexport const f = () => request;');
  write(
    'script.js',
    'function preMap(options) { return []; }\nasync function tidy() {}\nconst trim = (options) => [];\nvar limit = 3;',
  );
  write('waits.mjs', 'await new Promise(() => {});');
  write('throws-text.mjs', "throw 'no database';");

  it.each([
    ['missing.ts', 2, 'no_module  missing.ts: found nothing, expected a file'],
    ['.', 2, 'no_module  .: found a folder, expected a file'],
    ['throws.mjs', 1, `module_failed  throws.mjs: Error: DATABASE is not set (file://${folder}/throws.mjs:3)`],
    ['throws-text.mjs', 1, 'module_failed  throws-text.mjs: Error: no database'],
    ['enum.ts', 1, 'expected TypeScript whose types can be stripped'],
    [
      'import.ts',
      1,
      `(file://${folder}/import.ts:1); expected imports with their extension: ./orders.ts, not ./orders`,
    ],
    ['package.mjs', 1, "Error: Cannot find package 'not-installed' imported from"],
    [
      'assert.mjs',
      1,
      `'assert' (file://${folder}/assert.mjs:2); expected \`with { type: "json" }\`: Node 22 and later know no`,
    ],
    ['imports-assert.mjs', 1, `'assert' (file://${folder}/assert.mjs:2); expected`],
    ['attribute.mjs', 1, `(file://${folder}/attribute.mjs:1); expected its import with { type: "json" }`],
    ['decorated.ts', 1, `(file://${folder}/decorated.ts:2); expected no decorators`],
    [
      'paths.ts',
      1,
      `(file://${folder}/paths.ts:1); expected a relative path: Node does not read the \`paths\` of tsconfig.json`,
    ],
    ['waits.mjs', 1, 'module_failed  waits.mjs: Error: a top-level await never settles\n'],
    ['untyped.ts', 1, `(file://${folder}/untyped.ts:1); expected \`import type\``],
    ['open.mjs', 1, `SyntaxError: Unexpected end of input (file://${folder}/open.mjs:2)`],
    [
      'hosted.mjs',
      1,
      'it is there for hosted scripts only; on a stack, expected integrator-extension-lambda/platform-api',
    ],
    [
      'script.js',
      1,
      'expected at least one; it declares preMap, tidy, trim: export them, with `export` before the declaration',
    ],
    ['view.tsx', 1, 'Unknown file extension ".tsx"'],
  ])('%s: the reason is printed', async (file, exitCode, message) => {
    const { code, out, err } = await runBuilt(['list', file], { cwd: folder });
    expect({ code, out }).toEqual({ code: exitCode, out: '' });
    expect(err).toContain(message);
    expect(/expected/.test(err)).toBe(/expected/.test(message));
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['assert.mjs', '2); expected `with'],
    ['decorated.ts', '2); expected no decorators'],
    ['enum.ts', '1); expected TypeScript'],
  ])('%s: check, which starts no processes, prints the same', async (file, message) => {
    const { code, err } = await runBuilt(['check', file], { cwd: folder });
    expect([code, err]).toEqual([1, expect.stringContaining(`(file://${folder}/${file}:${message}`)]);
  });

  it('is a bundle, for a command that needs functions', async () => {
    write('bundle.mjs', 'export const handler = async () => 1;');
    const { code, err } = await runBuilt(['list', path('bundle.mjs')]);
    expect(code).toBe(2);
    expect(err).toContain("found a handler, which shows none of its functions; expected the handler's module");
  });
});

describe('TypeScript', () => {
  it('runs as it is', async () => {
    write('typed.ts', 'export const add = ({ a, b }: { a: number; b: number }): number => a + b;');
    const { out } = await runBuilt(['invoke', 'typed.ts', 'add', '--options', '{"a":1,"b":2}'], { cwd: folder });
    expect(out).toBe('3\n');
  });
});
