import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { findDeadLinks } from '../../docs/find-dead-links.ts';
import { root, run, TARBALL, tryRun } from './packed.ts';

const tool = (name: string) => join(root, 'node_modules', '.bin', name);

describe('The packed package', () => {
  test('has at most 4 MB', () => {
    expect(statSync(TARBALL).size).toBeLessThanOrEqual(4_000_000);
  });

  test('has nothing that publint would change, suggestions included', async () => {
    expect(await run(root, tool('publint'), 'run', TARBALL, '--strict')).toContain('All good!');
  });

  // The profile for ES modules omits older module resolutions, in which `require` does not take them.
  test('has its types where every import of an entry looks for them', async () => {
    expect(await tryRun(root, tool('attw'), TARBALL, '--profile', 'esm-only')).toMatchObject({ code: 0 });
  });

  describe('as `npm pack` lists it', () => {
    let files: string[];
    beforeAll(async () => {
      const [packed] = JSON.parse(await run(root, 'npm', 'pack', '--dry-run', '--json'));
      files = packed.files.map(({ path }: { path: string }) => path);
    });

    test('holds the built files, the files of new projects, and the guides', () => {
      const built = /^dist\/.+\.(js|cjs|css|map|d\.ts)$/;
      const guides = globSync('docs/*.{md,svg,png}', { cwd: root });
      expect(files.filter((path) => !built.test(path)).sort()).toEqual(
        [
          'CHANGELOG.md',
          'CONTRIBUTING.md',
          'LICENSE',
          'README.md',
          'SECURITY.md',
          'THIRD-PARTY-NOTICES.txt',
          'docs/app.schema.json',
          'docs/flow.schema.json',
          'docs/llms.txt',
          'docs/recording.schema.json',
          'docs/simulation.schema.json',
          ...guides,
          'package.json',
          'dist/cli/project/samconfig.toml',
          'dist/cli/project/template.yaml',
        ].sort(),
      );
      expect(files.filter((path) => path.startsWith('dist/handlers/'))).toEqual([]);
    });

    test('has no page with a dead link', () => {
      const read = (path: string) => readFileSync(join(root, path), 'utf8');
      const pages = files.filter((path) => path.endsWith('.md'));
      const dead = pages.flatMap((page) => findDeadLinks(page, read, (path) => files.includes(path)));
      expect(pages.length).toBeGreaterThan(15);
      expect(dead).toEqual([]);
    });

    test('holds every file that package.json names, and the code of every source map', () => {
      const named = JSON.stringify([manifest.exports, manifest.bin]).matchAll(/:"\.\/([^"*]+)"/g);
      const mapped = files.filter((path) => path.endsWith('.map')).map((path) => path.replace(/\.map$/, ''));
      expect(files).toEqual(expect.arrayContaining([...[...named].map(([, path]) => path), ...mapped]));
    });
  });

  test('runs nothing during the installation', async () => {
    const installed = JSON.parse(await run(root, 'tar', '-xzOf', TARBALL, 'package/package.json'));
    expect(Object.keys(installed.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/install|prepare/)]),
    );
  });
});
