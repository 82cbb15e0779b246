import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { define } from '../../../contracts/define.ts';
import { type FunctionEntry, formatFunctionPath, listFunctions } from '../../../core/inventory.ts';
import { kindOf } from '../../../core/kind.ts';
import { readText } from '../../../shared/read-text.ts';
import { sortAsInFile } from '../../../transport/sort-as-in-file.ts';
import { CliError } from '../../cli-error.ts';
import { demandFunction } from '../../find-function.ts';
import { findContract, refuseOtherKind } from '../../kind.ts';

/** The kinds of functions by their names: `preSavePage` in a flat module, `hooks.preSavePage` in a grouped one. */
export type KindsByName = Readonly<Record<string, string>>;

/**
 * Parses `--kind NAME=KIND`.
 * @throws CliError for anything else
 */
export function parseKinds(written: readonly string[] = []): KindsByName {
  return Object.fromEntries(
    written.map((text) => {
      const [, name, kind] = /^([^=]+)=(\w+)$/.exec(text) ?? [];
      if (name !== undefined && kind !== undefined) return [name, kind];
      throw new CliError('invalid_kind', `--kind: found "${text}", expected NAME=KIND, as in trim=preMap`, 2);
    }),
  );
}

/**
 * Gives functions that `define` has not marked their kinds: those of the command line, and those under
 * `integrator-extension.kinds` in the package.json above the module. Other modules may use the names of package.json,
 * so only the command line's must exist.
 * @throws CliError naming an unknown function or kind, or a function that has another kind
 */
export function assignKinds(module: object, path: string, written: KindsByName): void {
  const all = sortAsInFile([...listFunctions(module)], path);
  const functions = new Map(all.map((fn) => [formatFunctionPath(fn), fn]));
  const toPath = (name: string) => formatFunctionPath(demandFunction(all, name, undefined, path, `${path}: --kind`));
  const meant = Object.fromEntries(Object.entries(written).map(([name, kind]) => [toPath(name), kind]));
  for (const [name, kind] of Object.entries({ ...readPackageKinds(path), ...meant })) {
    const entry = functions.get(name);
    if (entry) assignKind(entry, name, kind);
  }
}

function assignKind({ fn }: FunctionEntry, name: string, kind: string): void {
  findContract(kind);
  // Read here: a module may have one function under two names.
  const own = kindOf(fn);
  refuseOtherKind(name, own, kind);
  if (own === undefined) (define as Readonly<Record<string, (fn: unknown) => unknown>>)[kind]?.(fn);
}

/** Reads the kinds in the package.json of a module's folder, or of the nearest one above it. */
function readPackageKinds(path: string): KindsByName {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return readKinds(file);
    if (folder === dirname(folder)) return {};
  }
}

function readKinds(file: string): KindsByName {
  const { 'integrator-extension': settings } = parseJson(file);
  const { kinds = {} } = Object(settings);
  const isMap = typeof kinds === 'object' && Object.values(kinds).every((kind) => typeof kind === 'string');
  if (isMap) return kinds;
  throw new CliError('invalid_kind', `${file}: integrator-extension.kinds: expected names with their kinds`, 2);
}

function parseJson(file: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(readText(file)));
  } catch (thrown) {
    throw new CliError('invalid_json', `${file}: ${(thrown as Error).message}`, 2);
  }
}
