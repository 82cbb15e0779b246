import { describe, expect, it } from 'vitest';
import { found, type Locked, locked, manifest } from './lock.ts';

const packages = Object.entries(locked).filter(([path]) => path !== '');
const pathsWhere = (wrong: (one: Locked) => boolean) => packages.filter(([, one]) => wrong(one)).map(([path]) => path);

describe('The lockfile', () => {
  it('belongs to package.json', () => {
    const { name, version, dependencies, devDependencies, peerDependencies, peerDependenciesMeta } = manifest;
    expect(locked['']).toMatchObject({
      name,
      version,
      dependencies,
      devDependencies,
      peerDependencies,
      peerDependenciesMeta,
    });
  });

  it('has the digest of every package', () => {
    expect(pathsWhere(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([]);
  });

  it('names no registry: digests identify the packages', () => {
    expect(pathsWhere(({ resolved, link }) => resolved !== undefined || link === true)).toEqual([]);
  });

  it('has all dependencies of its packages, those for other platforms included', () => {
    const missing = packages.flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !found(name, path))
        .map((name) => `${name}, for ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('has install scripts of two development tools only', () => {
    expect(pathsWhere(({ hasInstallScript }) => hasInstallScript === true)).toEqual([
      'node_modules/esbuild',
      'node_modules/node',
    ]);
  });
});
