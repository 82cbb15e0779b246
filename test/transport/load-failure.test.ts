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

it('any other error has the place of its stack, and anything may be thrown', () => {
  const error = Object.assign(new Error('no database'), { stack: 'Error\n    at file:///app/orders.mjs:3:7' });
  expect(describeLoadFailure(error, 'file:///app/orders.mjs')).toBe('Error: no database (file:///app/orders.mjs:3)');
  expect(describeLoadFailure('text', 'file:///app/orders.mjs')).toBe('Error: text');
});
