import { relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toBuildError } from '../../src/dev/load-error.ts';
import { formatBuildError } from '../../src/dev/module-builder.ts';

const module = resolve('src/orders.ts');
const placed = resolve('src/.orders.ts.a1b2.mjs');
const lost = relative('', '/app/lost.ts');

describe('the error of a module that a process could not load', () => {
  it.each([
    [
      'its own file and line',
      `${placed}: Error: no database (file://${module}:3)`,
      'src/orders.ts:3: Error: no database',
    ],
    ['another file', `${placed}: Error: lost (file:///app/lost.ts:7)`, `${lost}:7: Error: lost`],
    [
      'a line of the built file, which the author does not know',
      `${placed}: Error: no (file://${placed}:9)`,
      'src/orders.ts: Error: no',
    ],
    ['no place', `${placed}: was not loaded within 60 s`, 'src/orders.ts: was not loaded within 60 s'],
    ['no file', 'the process ended (exit code 1)', 'src/orders.ts: the process ended (exit code 1)'],
  ])('has %s', (_, reason, message) => {
    expect(formatBuildError(toBuildError(reason, placed, module))).toBe(message);
  });

  it('has its line where Node loads the file of the author itself', () => {
    const reason = `${module}: Error: no database (file://${module}:3)`;
    expect(toBuildError(reason, module, module)).toEqual({
      message: 'Error: no database',
      file: 'src/orders.ts',
      line: 3,
    });
  });
});

it('an error without a file is its message', () => {
  expect(formatBuildError({ message: 'The service was stopped' })).toBe('The service was stopped');
});
