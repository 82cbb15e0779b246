import { readFileSync } from 'node:fs';

/** What package-lock.json says of one installed package; the package itself is at ''. */
export interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

export const manifest = read('package.json');
export const locked: Readonly<Record<string, Locked>> = read('package-lock.json').packages;

/** Where a package finds one that it depends on: in its own folder, or in one that is around it. */
export function found(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder}${folder && '/'}node_modules/${name}`;
    if (path in locked) return path;
    if (folder === '') return undefined;
  }
}
