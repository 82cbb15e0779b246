import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { toLiteral } from '../contracts/render/literal.ts';
import { readSource, readText } from '../shared/read-text.ts';
import { writeWhole } from '../shared/write-whole.ts';
import type { Recording } from './recording.ts';

/** The module of a test, and how it repeats recorded calls. */
export interface SavedTestSettings {
  /** The path of the module. */
  readonly module: string;
  /** Places whose differences do not count. Default: none. */
  readonly ignore?: readonly string[];
  /** The time at which Date stands still: `true` for that of the recording, or ISO 8601. Default: it goes on. */
  readonly at?: string | true;
}

/**
 * Writes a test of recorded calls, for vitest if the project uses it, else for node:test. The recordings are copied to
 * the folder `recordings` beside it: those of the tools are removed in time. The test of a failed call demands that the
 * call be answered. Returns the files that were written, the test first.
 * @throws Error if the file exists, is no code, or the recordings are of several connectors
 */
export function saveTest(
  recordings: readonly Recording[],
  file: string,
  settings: SavedTestSettings,
): readonly string[] {
  if (!/\.[cm]?[jt]s$/.test(file)) throw new Error(`${file}: expected a file that ends in .ts, .js or .mjs`);
  if (existsSync(file)) throw new Error(`${file}: found a file, expected none: it is not overwritten`);
  const copies = recordings.map((recording) => ({
    recording,
    path: join(dirname(file), 'recordings', `${recording.id}.json`),
  }));
  writeWhole(file, renderTest(recordings, file, settings));
  for (const { recording, path } of copies) writeWhole(path, `${JSON.stringify(recording, null, 2)}\n`);
  return [file, ...copies.map(({ path }) => path)];
}

function renderTest(
  recordings: readonly Recording[],
  file: string,
  { module, ignore = [], at }: SavedTestSettings,
): string {
  const source = readSource(module);
  const isDefault = /\bexport\s+default\b|\bas\s+default\b|\bmodule\.exports\b|^\s*exports\./m.test(source);
  const own = { ...(ignore.length > 0 && { ignore }), ...(at !== undefined && { at }) };
  const tests = recordings.map((recording) => renderOne(recording, own));
  const runner = usesVitest(dirname(resolve(file))) ? 'vitest' : 'node:test';
  return `import { test } from '${runner}';
import { createHarness } from 'integrator-extension-lambda/testing';
import ${isDefault ? 'extension' : '* as extension'} from '${toSpecifier(file, module)}';

// Each call is made as it was recorded; its requests are answered from the recording.
const { replay } = createHarness(${renderHosted(recordings, source)});
${tests.join('')}`;
}

/** The width of a line in the projects that `init` makes: their formatter breaks longer ones. */
const WIDTH = 120;

function renderOne({ id, when, address, problems }: Recording, own: object): string {
  const settings = { ...(problems && { expects: 'answer' }), ...own };
  const file = `new URL(${toLiteral(`recordings/${id}.json`)}, import.meta.url)`;
  const fields = Object.entries(settings).map(([name, value]) => `${name}: ${toLiteral(value)}`);
  const line = `  await replay(${file}${fields.length > 0 ? `, { ${fields.join(', ')} }` : ''});`;
  const lines = `  await replay(${file}, {\n${fields.map((field) => `    ${field},\n`).join('')}  });`;
  const title = problems ? `answers the call that failed on ${when}` : `answers as on ${when}`;
  return `
test(${toLiteral(`${address.function} ${title}`)}, async () => {
${line.length <= WIDTH ? line : lines}
});
`;
}

/** The module as its functions were called: on its own, as a connector, or as one of its connectors. */
function renderHosted(recordings: readonly Recording[], source: string): string {
  const ids = [...new Set(recordings.map(({ address }) => address._connectorId))];
  const [id, other] = ids;
  if (ids.length > 1)
    throw new Error(`found recordings of ${id ?? 'no connector'} and ${other ?? 'none'}, expected one`);
  if (id === undefined) return 'extension';
  const hasConnectors = /\bexport\b[^;=]*\bconnectors\b|\bconnectors\s*:/.test(source);
  return hasConnectors
    ? `extension, ${toLiteral({ connector: id })}`
    : `{ connectors: { ${toLiteral(id)}: extension } }`;
}

function toSpecifier(file: string, module: string): string {
  const path = relative(dirname(resolve(file)), resolve(module))
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** Whether the project of a folder uses vitest, as its package.json says. */
function usesVitest(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return dirname(folder) !== folder && usesVitest(dirname(folder));
  const { dependencies, devDependencies } = Object(JSON.parse(readText(file)));
  return 'vitest' in { ...dependencies, ...devDependencies };
}
