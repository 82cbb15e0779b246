import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { describeLoadFailure } from '../../src/transport/load-failure.ts';
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
    `Error: Cannot find package 'integrator-api' imported from ${files[0]}; ${advice}`,
    `Error: Cannot find module 'integrator-api' required by ${files[1]}; ${advice}`,
  ]);
});

it('any other error has the place of its stack, and anything may be thrown', () => {
  const error = Object.assign(new Error('no database'), { stack: 'Error\n    at file:///app/orders.mjs:3:7' });
  expect(describeLoadFailure(error, 'file:///app/orders.mjs')).toBe('Error: no database (file:///app/orders.mjs:3)');
  expect(describeLoadFailure('text', 'file:///app/orders.mjs')).toBe('Error: text');
});
