import { basename, join, relative, resolve } from 'node:path';
import { writeWhole } from '../../../shared/write-whole.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo, RunCommand } from '../../command.ts';
import { isAttended } from './attended.ts';
import { listFiles } from './files.ts';
import { CHOICES, type Choice, type ProjectOptions, toProjectName } from './flavour.ts';
import { findObstacle, writeFiles } from './folder.ts';
import type { Answers, Question } from './questions.ts';

const choices = Object.keys(CHOICES) as Choice[];

const DEFAULTS = Object.fromEntries(choices.map((choice) => [choice, CHOICES[choice][0]])) as ProjectOptions;

/** `init [dir]`: writes a new project into an empty or missing folder. */
export const run: RunCommand = async ([named], options, io) => {
  const isHere = options.here === true;
  const given = choicesIn(options);
  const isAsked = !options.yes && !io.json && isAttended(process);
  // `--here` says where, too.
  const asksFolder = isAsked && named === undefined && !isHere;
  if (!isHere && !asksFolder) requireEmpty(resolve(named ?? '.'));
  const { folder: typed = '.', ...answers } = isAsked ? await answersTo(given, asksFolder) : {};
  const folder = resolve(named ?? typed);
  const flavour = { ...DEFAULTS, ...given, ...answers };
  const files = listFiles({ name: toProjectName(basename(folder)), flavour }, io.commands);
  if (isHere) return addFiles(folder, files, options.yes === true, io);
  attempt(folder, () => writeFiles(folder, files));
  report(folder, flavour, [...files.keys()], io);
  return 0;
};

/** @throws CliError naming what is in the folder */
function requireEmpty(folder: string): void {
  const obstacle = attempt(folder, () => findObstacle(folder));
  if (obstacle === undefined) return;
  throw new CliError(
    'directory_not_empty',
    `${folder}: expected an empty directory, found "${obstacle}" in it; --here adds to it.`,
  );
}

/** `--here`: adds what is missing, and shows what would change in the rest. */
async function addFiles(folder: string, files: Map<string, string>, merges: boolean, io: CommandIo): Promise<number> {
  const { planAdditions } = await import('./here.ts');
  const { missing, kept, manifest, otherType } = attempt(folder, () => planAdditions(folder, files));
  attempt(folder, () => {
    writeFiles(folder, missing);
    if (merges && manifest !== undefined) writeWhole(join(folder, 'package.json'), manifest);
  });
  const isMerged = merges && manifest !== undefined;
  const left = [...kept].filter(([path]) => !(isMerged && path === 'package.json'));
  if (io.json) {
    const about = { directory: folder, files: [...missing.keys()], kept: Object.fromEntries(left), merged: isMerged };
    io.out(JSON.stringify({ ...about, ...(otherType && { otherType }) }));
    return 0;
  }
  io.out(`${folder}: ${missing.size} files written${isMerged ? ', package.json completed' : ''}`);
  if (left.length > 0) io.out('\nThese are there, and stay as they are. What would have been written:\n');
  for (const [, patch] of left) io.out(patch);
  if (manifest !== undefined && !merges) io.out('--yes adds to package.json what it lacks.');
  if (otherType !== undefined) io.out(formatOtherType(otherType));
  return 0;
}

function formatOtherType(found: string): string {
  const then = 'Set it yourself, if your own files allow it.';
  return `package.json: found ${found}, expected "type": "module": the files of init are ES modules. ${then}`;
}

/** Reads the choices from the flags. */
function choicesIn(options: Readonly<Record<string, unknown>>): Partial<ProjectOptions> {
  const given = choices.filter((choice) => options[choice] !== undefined);
  for (const choice of given) {
    const values: readonly unknown[] = CHOICES[choice];
    if (values.includes(options[choice])) continue;
    const message = `--${choice}: expected ${values.join(' or ')}, found "${options[choice]}".`;
    throw new CliError('invalid_argument', message, 2);
  }
  return Object.fromEntries(given.map((choice) => [choice, options[choice]]));
}

/** Asks for what the command line leaves open. */
async function answersTo(given: Partial<ProjectOptions>, asksFolder: boolean): Promise<Answers> {
  const open = choices.filter((choice) => given[choice] === undefined);
  const questions: Question[] = asksFolder ? ['folder', ...open] : open;
  if (questions.length === 0) return {};
  const { ask } = await import('./questions.ts');
  // stdout is for the command's answer alone.
  const answers = await ask(questions, { input: process.stdin, output: process.stderr });
  if (!answers) throw new CliError('cancelled', 'Nothing was written.');
  return answers;
}

function attempt<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { message } = error as Error;
    // A file that cannot be written is named already.
    throw new CliError('directory_unusable', message.startsWith(folder) ? message : `${folder}: ${message}`);
  }
}

function report(folder: string, flavour: ProjectOptions, files: readonly string[], io: CommandIo): void {
  if (io.json) io.out(JSON.stringify({ directory: folder, ...flavour, files }));
  else io.out(formatSummary(folder, flavour, files.length));
}

function formatSummary(folder: string, { language, kind, generation, target }: ProjectOptions, count: number): string {
  const way = relative(process.cwd(), folder);
  const next = [way && `cd ${/\s/.test(way) ? `"${way}"` : way}`, 'npm install', 'npm test'].filter(Boolean);
  return [
    `${folder}: ${count} files (${language}, ${kind}, ${generation}, ${target})`,
    '',
    ...next.map((command) => `  ${command}`),
    '',
    'README.md describes the next steps.',
  ].join('\n');
}
