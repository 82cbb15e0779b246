/**
 * Mutation testing: `node scripts/mutation/index.ts [part …] [--write]`. Fails if the tests notice fewer mutants of a
 * part than scripts/mutation/stryker.config.json demands. With --write, or without a part, the scores are written into
 * docs/reliability.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { parts } from './parts.ts';
import { computeScore, scorePage } from './score.ts';

const page = new URL('../../docs/reliability.md', import.meta.url);

const { positionals: asked, values } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
const all = Object.keys(parts);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`found no part ${unknown.join(', ')}, expected some of ${all.join(', ')}`);

for (const name of asked.length > 0 ? asked : all) {
  const fileName = `.cache/mutation/${name}.json`;
  // Read by scripts/mutation/vitest.config.ts, in the processes that Stryker starts.
  process.env.MUTATED_PART = name;
  const mutate = [...(parts[name]?.mutate ?? [])];
  await new Stryker({
    configFile: 'scripts/mutation/stryker.config.json',
    mutate,
    jsonReporter: { fileName },
  }).runMutationTest();
  const score = computeScore(name, JSON.parse(readFileSync(fileName, 'utf8')), new Date());
  if (values.write || asked.length === 0) writeFileSync(page, scorePage(readFileSync(page, 'utf8'), [score], all));
}
