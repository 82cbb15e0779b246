/**
 * Mutation testing: `node scripts/mutation.ts [part …]`. Fails where fewer mutants of a part are noticed than
 * stryker.config.json demands. A run of all parts writes its score into the page on reliability.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import { parts } from './mutation/parts.ts';
import { type MutationReport, scorePage } from './mutation/score.ts';

const page = new URL('../docs/reliability.md', import.meta.url);

const all = Object.keys(parts);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`found no part ${unknown.join(', ')}, expected some of ${all.join(', ')}`);

const files: Record<string, MutationReport['files'][string]> = {};
for (const name of asked.length > 0 ? asked : all) {
  const fileName = `.cache/mutation/${name}.json`;
  // Read by vitest.stryker.config.ts, in the processes that Stryker starts.
  process.env.MUTATED_PART = name;
  await new Stryker({ mutate: [...(parts[name]?.mutate ?? [])], jsonReporter: { fileName } }).runMutationTest();
  Object.assign(files, JSON.parse(readFileSync(fileName, 'utf8')).files);
}
if (asked.length === 0) writeFileSync(page, scorePage(readFileSync(page, 'utf8'), { files }, new Date()));
