import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describeReadFailure } from '../../../shared/describe-read-failure.ts';
import { readSource } from '../../../shared/read-text.ts';
import { CliError } from '../../cli-error.ts';
import { type EditedModule, editModule, SUCCESSORS } from './edit-module.ts';
import { listNewFiles } from './new-files.ts';

/** The migration of a project: nothing of it is written yet. */
export interface Migration {
  /** The new text of each changed file, by its path in the project. */
  readonly changed: ReadonlyMap<string, string>;
  /** The files that the project lacks. */
  readonly added: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, EditedModule>;
}

/**
 * Plans the migration of a project.
 * @param given the file that names the older package; by default the `main` of package.json
 * @throws CliError for a project without a package.json, a missing file, or one that is no JavaScript
 */
export function planMigration(folder: string, given: string | undefined, version: string): Migration {
  const manifest = readOwn(folder, 'package.json');
  const { main = 'index.js' } = parse(manifest);
  const entry = given ?? String(main);
  const modules = editModules(folder, entry);
  const changed = new Map(
    [...modules].filter(([path, { text }]) => text !== readOwn(folder, path)).map(([path, { text }]) => [path, text]),
  );
  const replaced = replaceDependency(manifest, version);
  if (replaced !== manifest) changed.set('package.json', replaced);
  const wanted = changed.size > 0 ? listNewFiles(folder, entry, modules) : new Map<string, string>();
  const added = new Map([...wanted].filter(([path]) => !existsSync(join(folder, path))));
  return { changed, added, modules };
}

/** Edits a file and all of the project that it loads. */
function editModules(folder: string, entry: string): Map<string, EditedModule> {
  const modules = new Map<string, EditedModule>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (modules.has(path)) continue;
    const text = readOwn(folder, path);
    modules.set(path, edit(path, text));
    for (const [, loaded = ''] of text.matchAll(LOADED)) {
      const file = findFile(join(folder, dirname(path), loaded));
      if (file) open.push(relative(folder, file));
    }
  }
  return modules;
}

/** `require('./functions')`, `from './functions.js'` */
const LOADED = /(?:require\s*\(|\bfrom|\bimport)\s*['"](\.[^'"]*)['"]/g;

function findFile(path: string): string | undefined {
  const all = ['', '.js', '.cjs', '.mjs', '/index.js'].map((ending) => `${path}${ending}`);
  return all.find((one) => /\.[cm]?js$/.test(one) && statSync(one, { throwIfNoEntry: false })?.isFile());
}

function edit(path: string, text: string): EditedModule {
  try {
    return editModule(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw new CliError('no_javascript', `${path}: ${thrown.message}`, 2);
  }
}

function replaceDependency(manifest: string, version: string): string {
  const { dependencies } = parse(manifest);
  const hasOwn = Object.hasOwn(Object(dependencies), 'integrator-extension-lambda');
  const names = Object.keys(SUCCESSORS).filter((name) => Object.hasOwn(Object(dependencies), name));
  return names.reduce((text, name, index) => {
    const entry = new RegExp(`"${name}"(\\s*:\\s*)"[^"]*"`);
    if (index === 0 && !hasOwn) return text.replace(entry, `"integrator-extension-lambda"$1"^${version}"`);
    return text.replace(new RegExp(`,\\s*${entry.source}|${entry.source}\\s*,?\\s*`), '');
  }, manifest);
}

function readOwn(folder: string, path: string): string {
  try {
    return readSource(join(folder, path));
  } catch (thrown) {
    throw new CliError('no_file', `${join(folder, path)}: ${describeReadFailure(thrown)}`, 2);
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch (thrown) {
    throw new CliError('not_json', `package.json: found no JSON (${(thrown as Error).message})`, 2);
  }
}
