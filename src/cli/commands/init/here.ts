import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { readSource } from '../../../shared/read-text.ts';
import { CliError } from '../../cli-error.ts';

/** The files for a folder that has files of its own. */
export interface Additions {
  /** The files that are not there. */
  readonly missing: ReadonlyMap<string, string>;
  /** The files that are there and differ, each as a patch to what would have been written. */
  readonly kept: ReadonlyMap<string, string>;
  /** The package.json with what it lacks; undefined if it lacks nothing, or is missing itself. */
  readonly manifest: string | undefined;
  /** What the package.json has where it should make ES modules of the files; undefined if it does, or is missing. */
  readonly otherType: string | undefined;
}

/** Compares the files of a project with those of a folder. */
export function planAdditions(folder: string, files: ReadonlyMap<string, string>): Additions {
  const missing = new Map<string, string>();
  const kept = new Map<string, string>();
  let manifest: string | undefined;
  let otherType: string | undefined;
  for (const [path, text] of files) {
    const own = join(folder, path);
    if (!existsSync(own)) {
      missing.set(path, text);
      continue;
    }
    const before = readSource(own);
    const wanted = path === 'package.json' ? mergeManifest(before, text) : text;
    if (path === 'package.json') otherType = findOtherType(before);
    if (before === wanted) continue;
    if (path === 'package.json') manifest = wanted;
    kept.set(path, createTwoFilesPatch(path, path, before, wanted, undefined, undefined, { context: 2 }));
  }
  return { missing, kept, manifest, otherType };
}

/** The parts of a package.json to which entries are added; others stay as they are. */
const PARTS = ['scripts', 'dependencies', 'devDependencies', 'integrator-extension'] as const;

/** Adds the scripts, packages and settings that a package.json lacks. */
function mergeManifest(before: string, wanted: string): string {
  const own = parse(before);
  const ours = JSON.parse(wanted);
  const merged: Record<string, unknown> = { ...own };
  // Own entries keep their place and their value.
  const parts = PARTS.filter((part) => ours[part] !== undefined);
  for (const part of parts) merged[part] = { ...Object(own[part]), ...ours[part], ...Object(own[part]) };
  const isSame = parts.every(
    (part) => Object.keys(Object(own[part])).length === Object.keys(Object(merged[part])).length,
  );
  if (isSame) return before;
  const indent = /^[ \t]+/m.exec(before)?.[0] ?? '  ';
  return `${JSON.stringify(merged, undefined, indent)}\n`;
}

/** `type` is not added to a package.json: it would make ES modules of the folder's own files, too. */
function findOtherType(manifest: string): string | undefined {
  const { type } = parse(manifest);
  if (type === 'module') return undefined;
  return type === undefined ? 'no "type"' : `"type": ${JSON.stringify(type)}`;
}

function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch (thrown) {
    throw new CliError('not_json', `package.json: found no JSON (${(thrown as Error).message})`, 2);
  }
}
