import { expect, it } from 'vitest';
import { describeExitCall } from '../../src/shared/exit-call.ts';

it.each([
  [
    0,
    'Error\n    at process.exit (file:///dist/worker.js:1:1)\n    at f (file:///app/orders.mjs:3:7)',
    'process.exit(0) at file:///app/orders.mjs:3:7',
  ],
  [
    1,
    'Error\n    at process.exit (file:///dist/worker.js:1:1)\n    at file:///app/orders.mjs:3:7',
    'process.exit(1) at file:///app/orders.mjs:3:7',
  ],
  [undefined, undefined, 'process.exit()'],
])('a call of process.exit with %s is described with its place', (code, stack, described) => {
  expect(describeExitCall(code, stack)).toBe(described);
});
