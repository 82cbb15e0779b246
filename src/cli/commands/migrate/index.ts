import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { writeWhole } from '../../../shared/write-whole.ts';
import { paint } from '../../colors.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { readPackageFile } from '../init/own.ts';
import type { Remark } from './edit-module.ts';
import { type Migration, planMigration } from './plan.ts';

/** `migrate [module]`: moves a project from one of the older packages to this one. */
export const run: RunCommand = async ([module], { dryRun }, io) => {
  const folder = resolve('.');
  const { version } = JSON.parse(readPackageFile('package.json'));
  const plan = planMigration(folder, module, version);
  const isDry = dryRun === true;
  if (!isDry) for (const [path, text] of [...plan.changed, ...plan.added]) writeWhole(join(folder, path), text);
  if (io.json) io.out(JSON.stringify(toReport(plan, isDry)));
  else for (const line of renderLines(folder, plan, isDry, io)) io.out(line);
  return 0;
};

function toReport({ changed, added, modules }: Migration, isDry: boolean): object {
  const all = (part: 'defined' | 'left') =>
    [...modules].flatMap(([file, edited]) => edited[part].map((remark) => ({ file, ...remark })));
  return {
    dryRun: isDry,
    changed: [...changed.keys()],
    added: [...added.keys()],
    defined: all('defined'),
    left: all('left'),
  };
}

function* renderLines(folder: string, plan: Migration, isDry: boolean, io: CommandIo): Generator<string> {
  const { changed, added, modules } = plan;
  if (isDry) for (const [path, text] of [...changed, ...added]) yield formatPatch(folder, path, text);
  for (const [file, { defined }] of modules) yield* remarkLines(file, defined);
  if (changed.size + added.size === 0)
    yield 'nothing to migrate: no older package is named, and each sure function is defined';
  else if (!isDry)
    yield `changed ${[...changed.keys()].join(', ') || 'nothing'}; added ${[...added.keys()].join(', ') || 'nothing'}`;
  const left = [...modules].filter(([, one]) => one.left.length > 0);
  if (left.length > 0) yield `\n${paint(io, 'yellow', 'left to you:')}`;
  for (const [file, one] of left) yield* remarkLines(file, one.left);
  if (added.has('esbuild.config.mjs'))
    yield '\nnpm install --save-dev esbuild; node esbuild.config.mjs makes the bundle that template.yaml deploys.';
}

function formatPatch(folder: string, path: string, text: string): string {
  let before = '';
  try {
    before = readFileSync(join(folder, path), 'utf8');
  } catch {
    // It is not there yet.
  }
  return createTwoFilesPatch(path, path, before, text, undefined, undefined, { context: 2 });
}

function* remarkLines(file: string, remarks: readonly Remark[]): Generator<string> {
  for (const { line, what, why } of remarks) yield `${file}:${line}  ${what}  ${why}`;
}
