/**
 * Mutation testing: `node scripts/mutation.ts [options of stryker run]`. A run over all that is to be mutated writes its
 * score into the page on reliability; one that was told to mutate less only judges it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import config from '../stryker.config.json' with { type: 'json' };
import { type MutationReport, scorePage } from './mutation/score.ts';

const page = new URL('../docs/reliability.md', import.meta.url);

const { status } = spawnSync('stryker', ['run', ...process.argv.slice(2)], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const report: MutationReport & { config: { mutate: unknown } } = JSON.parse(
  readFileSync(config.jsonReporter.fileName, 'utf8'),
);
if (isDeepStrictEqual(report.config.mutate, config.mutate)) {
  writeFileSync(page, scorePage(readFileSync(page, 'utf8'), report, new Date()));
}
