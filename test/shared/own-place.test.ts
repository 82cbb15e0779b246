import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { findOwnPlace } from '../../src/shared/own-place.ts';

const file = join(process.cwd(), 'src', 'orders.ts');

it.each([
  ['a named frame', `Error: no\n    at tidy (${file}:6:15)\n    at run (node:internal/x:1:2)`, 'src/orders.ts:6:15'],
  ['a frame without a name', `Error: no\n    at async ${pathToFileURL(file)}:3:1`, 'src/orders.ts:3:1'],
  [
    'the first frame outside of libraries',
    `Error: no\n    at fetch (/x/node_modules/a/b.js:1:1)\n    at Array.map (<anonymous>)\n    at tidy (${file}:9:2)`,
    'src/orders.ts:9:2',
  ],
  ['no frame of the author', 'Error: no\n    at run (node:internal/x:1:2)', undefined],
  ['no stack', undefined, undefined],
])('finds the place of %s', (_, stack, place) => {
  expect(findOwnPlace(stack)).toBe(place);
});
