import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Ran, runBuilt } from '../../cli/command-line.ts';

// Each test runs several processes, one after the other.
vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A project on an older package, with this package and esbuild installed. */
function createProject(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'integrator-extension-lambda'));
  symlinkSync(join(root, 'node_modules', 'esbuild'), join(folder, 'node_modules', 'esbuild'));
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const run = (...args: string[]): Promise<Ran> => runBuilt(args, { cwd: folder });
  return { folder, read, run };
}

const manifest = `{
  "name": "shop",
  "main": "index.js",
  "dependencies": {
    "lambda-integrator-extension": "^0.1.5",
    "lodash": "^4.17.21"
  }
}
`;
const index = `'use strict'

var extension = require('lambda-integrator-extension')

// The stack.
exports.handler = extension.createHandler({ diy: require('./functions') })
`;

const grouped = `'use strict'

/* Trims names. */
function trim (options, callback) {
  callback(null, options.data.map(function (d) { return { data: d } })) // as it was
}

var obj = {
  hooks: {
    preMapTrim: trim,
    explain: function (options, callback) {
      callback(null, options.responseData)
    },
    other: function (options, callback) { callback(null, options.data) },
    async preMapLater (options) { return options.data.map(function (d) { return { data: d } }) }
  },
  wrappers: {
    pingShop (options, callback) { callback(null, { statusCode: 200 }) }
  },
  utilities: {}
}

obj.utilities.sum = (options, callback) => callback(null, 1)

module.exports = obj
`;

const groupedAfter = grouped
  .replace("'use strict'\n", "'use strict'\n\nconst { define } = require('integrator-extension-lambda')\n")
  .replace('preMapTrim: trim', 'preMapTrim: define.preMap(trim)')
  .replace('explain: function', 'explain: define.postSubmit(function')
  .replace('options.responseData)\n    }', 'options.responseData)\n    })')
  .replace('pingShop (', 'pingShop : define.ping(function (')
  .replace('{ statusCode: 200 }) }', '{ statusCode: 200 }) })')
  .replace(
    'sum = (options, callback) => callback(null, 1)',
    'sum = define.utility((options, callback) => callback(null, 1))',
  );

it('migrates a grouped module: names, kinds with their reasons, and what is not sure', async () => {
  const { read, run } = createProject({ 'package.json': manifest, 'index.js': index, 'functions.js': grouped });
  const { code, out } = await run('migrate');
  expect(code).toBe(0);
  expect(read('functions.js')).toBe(groupedAfter);
  expect(read('index.js')).toBe(index.replace("'lambda-integrator-extension'", "'integrator-extension-lambda'"));
  expect(read('package.json')).toBe(
    manifest.replace('"lambda-integrator-extension": "^0.1.5"', '"integrator-extension-lambda": "^1.0.0"'),
  );
  expect(out.split('\n')).toEqual(
    expect.arrayContaining([
      'functions.js:10  hooks.preMapTrim  define.preMap: its group hooks and its name',
      'functions.js:11  hooks.explain  define.postSubmit: it reads or answers responseData',
      'functions.js:18  wrappers.pingShop  define.ping: its group wrappers and its name',
      'functions.js:23  utilities.sum  define.utility: its group utilities',
      'left to you:',
      'functions.js:14  hooks.other  neither its group nor its name nor what it reads shows its kind',
      'functions.js:15  hooks.preMapLater  most likely a preMap: write define.preMap around it by hand',
    ]),
  );
});

it('leaves a project that runs: its tests pass, its bundle answers, and a second run changes nothing', async () => {
  const { folder, read, run } = createProject({ 'package.json': manifest, 'index.js': index, 'functions.js': grouped });
  await run('migrate');
  const tests = (...args: string[]) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(tests('--test', '--test-reporter=tap')).toContain('# pass 2');
  tests('esbuild.config.mjs');
  const called = await run('invoke', 'dist/index.cjs', 'explain', '--type', 'hook', '--kind', 'postSubmit');
  expect(called).toMatchObject({ code: 0, out: expect.stringContaining('"statusCode": 200') });
  const { out } = await run('list', 'functions.js', '--json');
  const kinds = JSON.parse(out).functions.map(({ name, kind }: { name: string; kind?: string }) => [name, kind]);
  expect(kinds).toContainEqual(['preMapTrim', 'preMap']);
  expect((await run('doctor')).code).toBe(0);

  const before = ['package.json', 'index.js', 'functions.js'].map(read);
  const again = await run('migrate');
  expect(again.out).toContain('nothing to migrate');
  expect(['package.json', 'index.js', 'functions.js'].map(read)).toEqual(before);
});

it('prints the changes of a dry run, and writes nothing', async () => {
  const { folder, read, run } = createProject({ 'package.json': manifest, 'index.js': index, 'functions.js': grouped });
  const { code, out } = await run('migrate', '--dry-run');
  expect(code).toBe(0);
  expect(out).toContain(
    "-var extension = require('lambda-integrator-extension')\n+var extension = require('integrator-extension-lambda')\n",
  );
  expect(out).toContain('+    preMapTrim: define.preMap(trim),\n');
  expect(read('functions.js')).toBe(grouped);
  expect(existsSync(join(folder, 'template.yaml'))).toBe(false);
});

it('migrates a flat module, in its own style', async () => {
  const { read, run } = createProject({
    'package.json': manifest,
    'index.js': index,
    'functions.js': `exports.preSavePageFunction = function (options, callback) {
  return callback(null, { data: options.data });
};
const postMapPrices = async (options, callback) => callback(null, options.postMapData.map((data) => ({ data })));
module.exports.postMapPrices = postMapPrices;
exports.add = function (a, b) { return a + b; };
`,
  });
  const { out } = await run('migrate', '--json');
  expect(read('functions.js')).toBe(
    `const { define } = require("integrator-extension-lambda");
exports.preSavePageFunction = define.preSavePage(function (options, callback) {
  return callback(null, { data: options.data });
});
const postMapPrices = async (options, callback) => callback(null, options.postMapData.map((data) => ({ data })));
module.exports.postMapPrices = define.postMap(postMapPrices);
exports.add = function (a, b) { return a + b; };
`.replaceAll('"', "'"),
  );
  const { defined, left, added } = JSON.parse(out);
  expect(defined.map(({ what, why }: { what: string; why: string }) => [what, why])).toEqual([
    ['preSavePageFunction', 'define.preSavePage: its name'],
    ['postMapPrices', 'define.postMap: its name'],
  ]);
  expect(left).toMatchObject([{ what: 'add', line: 6 }]);
  expect(added).toEqual(['esbuild.config.mjs', 'template.yaml', 'samconfig.toml', 'test/extension.test.mjs']);
});

it('migrates classes with inheritance, and ES modules', async () => {
  const { read, run } = createProject({
    'package.json': manifest.replace('"main"', '"type": "module",\n  "main"'),
    'index.js': `import { createHandler } from "lambda-integrator-extension";
import Shop from "./shop.js";
export { preMapTrim, refreshAll } from "./flat.js";
export const handler = createHandler({ diy: new Shop() });
`,
    'shop.js': `class Base {
  ping(options, callback) { callback(null, { statusCode: 200 }); }
}

export default class Shop extends Base {
  preMapOrders(options, callback) { callback(null, options.data.map((data) => ({ data }))); }
}
`,
    'flat.js': `export const preMapTrim = (options, callback) => callback(null, []);

export function postAggregateFunction(options, callback) { callback(); }
`,
  });
  const { code } = await run('migrate');
  expect(code).toBe(0);
  expect(read('index.js')).toContain('from "integrator-extension-lambda";');
  expect(read('shop.js')).toBe(
    `import { define } from "integrator-extension-lambda";
class Base {
  ping(options, callback) { callback(null, { statusCode: 200 }); }
}
define.ping(Base.prototype.ping);

export default class Shop extends Base {
  preMapOrders(options, callback) { callback(null, options.data.map((data) => ({ data }))); }
}
define.preMap(Shop.prototype.preMapOrders);
`.replaceAll('"', "'"),
  );
  expect(read('flat.js')).toContain(
    'export const preMapTrim = define.preMap((options, callback) => callback(null, []));',
  );
  expect(read('flat.js')).toContain('callback(); }\ndefine.postAggregate(postAggregateFunction);\n');
  expect((await run('migrate')).out).toContain('nothing to migrate');
});

it('names what it leaves of express-integrator-extension', async () => {
  const { read, run } = createProject({
    'package.json': '{ "dependencies": { "express-integrator-extension": "^1.0.0" } }',
    'index.js':
      "var server = require('express-integrator-extension')\nserver.createServer({ diy: {}, systemToken: process.env.TOKEN }, function () {})\n",
  });
  const { out } = await run('migrate');
  expect(read('index.js')).toContain("require('integrator-extension-lambda/http')");
  expect(read('package.json')).toBe('{ "dependencies": { "integrator-extension-lambda": "^1.0.0" } }');
  expect(out).toContain(
    'index.js:1  express-integrator-extension  its functions return promises now: see docs/migrating.md',
  );
});

it.each([
  ['no package.json', {}, /^no_file {2}.*package\.json/],
  ['no module', { 'package.json': manifest }, /^no_file {2}.*index\.js/],
  [
    'a module that is no JavaScript',
    { 'package.json': manifest, 'index.js': 'var = 1' },
    /^no_javascript {2}index\.js: .*1:4/,
  ],
])('refuses %s', async (_, files, said) => {
  const { run } = createProject(files);
  const { code, err } = await run('migrate');
  expect([code, err]).toEqual([2, expect.stringMatching(said)]);
});
