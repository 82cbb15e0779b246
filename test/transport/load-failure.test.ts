import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { describeLoadFailure, keepProcessStart } from '../../src/transport/load-failure.ts';
import { createFolder } from '../cli/command-line.ts';

const { write } = createFolder({ 'data.json': '{}' });

it('a syntax error without a place gets that of its file, and the right spelling', () => {
  const url = pathToFileURL(write('assert.mjs', '\nimport data from "./data.json" assert { type: "json" };')).href;
  expect(
    describeLoadFailure(Object.assign(new SyntaxError("Unexpected identifier 'assert'"), { stack: '' }), url),
  ).toBe(
    `SyntaxError: Unexpected identifier 'assert' (${url}:2); expected \`with { type: "json" }\`: Node 22 and later know no \`assert\``,
  );
});

it('a syntax error that does not come again has no place', () => {
  const url = pathToFileURL(write('good.mjs', 'export const a = 1;')).href;
  expect(describeLoadFailure(Object.assign(new SyntaxError('Unexpected token'), { stack: '' }), url)).toBe(
    'SyntaxError: Unexpected token',
  );
});

it('what only hosted scripts have is said with what stands in for it, in both ways to load it', async () => {
  const files = [
    write('imports.mjs', "import { exports } from 'integrator-api';\nexport const run = () => exports;"),
    write('requires.cjs', "exports.run = () => api;\nconst api = require('integrator-api');"),
  ];
  const failures = await Promise.all(
    files.map((file) =>
      import(pathToFileURL(file).href).catch((thrown) =>
        // The stack is the test runner's own.
        describeLoadFailure(Object.assign(thrown, { stack: '' }), file),
      ),
    ),
  );
  const advice = 'it is there for hosted scripts only; on a stack, expected integrator-extension-lambda/platform-api';
  expect(failures).toEqual([
    `Error: Cannot find package 'integrator-api' imported from ${files[0]} (file://${files[0]}:1); ${advice}`,
    `Error: Cannot find module 'integrator-api' required by ${files[1]} (file://${files[1]}:2); ${advice}`,
  ]);
});

it('any other error has the place of its stack, and anything may be thrown', () => {
  const error = Object.assign(new Error('no database'), { stack: 'Error\n    at file:///app/orders.mjs:3:7' });
  expect(describeLoadFailure(error, 'file:///app/orders.mjs')).toBe('Error: no database (file:///app/orders.mjs:3)');
  expect(describeLoadFailure('text', 'file:///app/orders.mjs')).toBe('Error: text');
});

it('an error of a library has the place of the author who called it', () => {
  const frames = ['file:///app/node_modules/zod/index.js:7:1', '/app/orders.mjs:3:7', 'node:internal/x:1:1'];
  const stack = `TypeError: no schema\n${frames.map((frame) => `    at f (${frame})`).join('\n')}`;
  const thrown = Object.assign(new TypeError('no schema'), { stack });
  expect(describeLoadFailure(thrown, 'file:///app/orders.mjs')).toBe('TypeError: no schema (file:///app/orders.mjs:3)');
  const own = Object.assign(new TypeError('no schema'), { stack: stack.replace(/\n.*orders.*$/m, '') });
  expect(describeLoadFailure(own, 'file:///app/orders.mjs')).toContain('(file:///app/node_modules/zod/index.js:7)');
});

it.each([
  ['a package', "import a from 'a';\nimport b from '@/lib/b';", "Cannot find package '@/lib' imported from FILE", 2],
  ['a file', "import a from 'a';\nexport * from './b';", "Cannot find module 'FOLDER/b' imported from FILE", 2],
  ['a required file', "\n\nconst b = require('./b');", "Cannot find module './b' required by FILE", 3],
  ['JSON', "\nimport d from './data.json';", 'Module "file://FOLDER/data.json" needs an import attribute of', 2],
])('a missing import of %s has its line', (_, code, message, line) => {
  const file = write('importing.mjs', code);
  const url = pathToFileURL(file).href;
  const found = message.replace('FILE', file).replace('FOLDER', dirname(file));
  const thrown = Object.assign(new Error(found), { stack: '' });
  expect(describeLoadFailure(thrown, url)).toContain(`(${url}:${line})`);
});

it.each([
  ['is written in another way', 'importing.mjs', "import('@' + '/lib');"],
  ['is in no file that can be read', 'gone.mjs', ''],
])('a missing import that %s has no line', (_, name, code) => {
  const file = code === '' ? `/gone/${name}` : write(name, code);
  const thrown = Object.assign(new Error(`Cannot find package '@/lib' imported from ${file}`), { stack: '' });
  expect(describeLoadFailure(thrown, pathToFileURL(file).href)).not.toContain('(file:');
});

it('a syntax error gets its place after others have closed the process', () => {
  const url = pathToFileURL(write('slips.mjs', '\nexport const f = );')).href;
  keepProcessStart();
  const { spawnSync } = childProcess;
  const replace = (start: typeof spawnSync) => {
    childProcess.spawnSync = start;
    syncBuiltinESMExports();
  };
  onTestFinished(() => replace(spawnSync));
  replace((() => {
    throw new Error('closed');
  }) as unknown as typeof spawnSync);
  expect(describeLoadFailure(Object.assign(new SyntaxError('odd'), { stack: '' }), url)).toBe(
    `SyntaxError: odd (${url}:2)`,
  );
});
