import { readFileSync } from 'node:fs';

/** An installed package in package-lock.json; the project itself is at ''. */
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

/** Finds a dependency as Node does: in the package's own folder, or in one around it. */
export function found(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder}${folder && '/'}node_modules/${name}`;
    if (path in locked) return path;
    if (folder === '') return undefined;
  }
}
