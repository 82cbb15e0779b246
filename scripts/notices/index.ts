/** Collects the licences of the packages that are built into our files. Run as a script, it writes the page. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The path of the page. */
export const page = new URL('../../THIRD-PARTY-NOTICES.txt', import.meta.url);

const root = new URL('../../', import.meta.url);

/** A package that is built into some of our files. */
interface Bundled {
  /** Name and version. */
  readonly id: string;
  /** As its package.json has it: `MIT`. */
  readonly license: string;
  readonly text: string;
  /** The folders of those files. */
  readonly folders: readonly string[];
}

/** esbuild's metafile of a built file. */
export type Outputs = Readonly<
  Record<string, { readonly inputs: Readonly<Record<string, { bytesInOutput: number }>> }>
>;

/** The files of the last build. */
export function lastOutputs(): Outputs {
  return JSON.parse(readFileSync(new URL('.cache/outputs.json', root), 'utf8'));
}

/**
 * Lists the packages that are built into the published files, by name.
 * @throws Error naming a package without a licence
 */
export function bundledIn(outputs: Outputs): Bundled[] {
  const folders = new Map<string, Set<string>>();
  for (const [file, { inputs }] of Object.entries(outputs)) {
    // These are deployed and not published.
    if (file.startsWith('dist/handlers/')) continue;
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const from = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (from && bytesInOutput > 0) folders.set(from, (folders.get(from) ?? new Set()).add(findFolder(file)));
    }
  }
  const packages = [...folders].map(([from, of]) => ({ ...readPackage(from), folders: [...of].sort() }));
  return packages.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A chunk counts for each file that loads it. */
function findFolder(file: string): string {
  return dirname(file).replace(/\/chunks$/, '');
}

function readPackage(from: string): Omit<Bundled, 'folders'> {
  const folder = new URL(`${from}/`, root);
  const { name, version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  return { id: `${name} ${version}`, license, text: readFileSync(findLicence(name, folder), 'utf8').trim() };
}

/** The licences of packages that are published without a licence file. */
const KEPT: Readonly<Record<string, URL>> = {
  '@middy/core': new URL('middy.txt', import.meta.url),
  '@middy/util': new URL('middy.txt', import.meta.url),
  'quicktype-core': new URL('apache.txt', import.meta.url),
};

function findLicence(name: string, folder: URL): URL {
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const licence = file ? new URL(file, folder) : KEPT[name];
  if (!licence)
    throw new Error(`${name}: found no file with its licence in the package, expected one in scripts/notices.`);
  return licence;
}

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/** Renders the page for the last build. */
export function noticesPage(outputs: Outputs): string {
  const notices = bundledIn(outputs).map(
    ({ id, license, text, folders }) => `${id} (${license}), in ${folders.join(' and ')}\n\n${text}`,
  );
  return `${['Files of this package contain code of these packages.', ...notices].join(RULE)}\n`;
}

if (import.meta.main) writeFileSync(page, noticesPage(lastOutputs()));
