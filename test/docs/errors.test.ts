import { describe, expect, it } from 'vitest';
import * as failures from '../../src/shared/failures.ts';
import { readPage } from './page.ts';

const page = readPage('docs/errors.md');
const problems = Object.values(failures).map((make) => (make as (...args: unknown[]) => { code?: string })('x', 1));
const codes = [...new Set(problems.map(({ code = '' }) => code))];

describe('docs/errors.md', () => {
  it.each(codes)('explains the code %s', (code) => expect(page).toMatch(new RegExp(`^\\| [^|]*\`${code}\``, 'm')));

  it('explains no code that does not exist', () => {
    const cells = Array.from(page.matchAll(/^\| (`[^|]*) \|/gm), ([, cell = '']) => cell);
    const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, code = '']) => code));
    expect(named.filter((code) => !codes.includes(code))).toEqual([]);
  });
});
