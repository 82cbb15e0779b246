import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { billOfMaterials } from '../../scripts/sbom.ts';
import { found, locked, manifest } from './lock.ts';

const names = Object.keys(manifest.dependencies);
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The folders of all packages that are installed for one, itself included. */
function closure(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const name of Object.keys(locked[path]?.dependencies ?? {})) {
    const at = found(name, path);
    if (at) closure(at, seen);
  }
  return seen;
}

const idAt = (path: string) => `${path.replace(/^.*node_modules\//, '')}@${locked[path]?.version}`;

describe('The installed dependencies', () => {
  it('are at most ten', () => {
    expect(names.length).toBeLessThanOrEqual(10);
  });

  it.each([...names, ...Object.keys(manifest.peerDependencies)])('have a reason in the README: %s', (name) => {
    const [, section = ''] = /\n## Dependencies\n([\s\S]*?)\n## /.exec(readme) ?? [];
    expect(section).toContain(`\`${name}\``);
  });

  it('have exact versions', () => {
    expect(Object.values(manifest.dependencies)).toEqual(names.map((name) => locked[`node_modules/${name}`]?.version));
  });

  it('include no required peer', () => {
    const required = Object.keys(manifest.peerDependencies).filter(
      (name) => manifest.peerDependenciesMeta[name]?.optional !== true,
    );
    expect(required).toEqual([]);
  });

  it('run nothing during the installation', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([]);
    expect([...closure('')].filter((path) => locked[path]?.hasInstallScript)).toEqual([]);
  });

  it('are listed in the bill of materials, with the digests of the lockfile', { timeout: 60_000 }, () => {
    const { components, metadata } = JSON.parse(billOfMaterials());
    expect(metadata.component).toMatchObject({ name: manifest.name, version: manifest.version });
    const expected = [...closure('')].filter((path) => path !== '');
    const listed = components.map((one: Record<string, unknown>) => ({ id: one['bom-ref'], hashes: one.hashes }));
    expect(listed).toEqual(
      expected.sort().map((path) => ({ id: idAt(path), hashes: [{ alg: 'SHA-512', content: digestAt(path) }] })),
    );
  });
});

/** The name in a bill of materials. */
function digestAt(path: string): string {
  const [, base64 = ''] = /^sha512-(.*)$/.exec(locked[path]?.integrity ?? '') ?? [];
  return Buffer.from(base64, 'base64').toString('hex');
}
