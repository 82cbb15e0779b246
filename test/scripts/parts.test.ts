import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parts } from '../../scripts/mutation/parts.ts';

const cwd = new URL('../..', import.meta.url).pathname;

/** The files that match the patterns; those with ! exclude files. */
function filesOf(patterns: readonly string[]): string[] {
  const without = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const dropped = globSync(without, { cwd });
  return globSync(
    patterns.filter((pattern) => !pattern.startsWith('!')),
    { cwd },
  ).filter((file) => !dropped.includes(file));
}

describe('The parts of mutation testing', () => {
  it('have each file of the core, the contracts, lambda and http once', () => {
    const files = filesOf([
      'src/{core,contracts,lambda,http}/**/*.ts',
      'src/shared/errors.ts',
      '!src/core/hosted-module.ts',
      '!src/lambda/exchange.ts',
    ]);
    expect(
      Object.values(parts)
        .flatMap(({ mutate }) => filesOf(mutate))
        .sort(),
    ).toEqual(files.sort());
  });

  it.each(Object.entries(parts))('%s: every pattern finds something', (_, { mutate, tests }) => {
    const patterns = [...mutate, ...tests].map((pattern) => pattern.replace(/^!/, ''));
    expect(patterns.filter((pattern) => globSync(pattern, { cwd }).length === 0)).toEqual([]);
  });
});
