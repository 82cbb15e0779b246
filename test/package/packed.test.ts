import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, run, TARBALL, tryRun } from './packed.ts';

const tool = (name: string) => join(root, 'node_modules', '.bin', name);

describe('The packed package', () => {
  test('has nothing that publint would change, suggestions included', async () => {
    expect(await run(root, tool('publint'), 'run', TARBALL, '--strict')).toContain('All good!');
  });

  // The profile for ES modules: that `require` takes them, too, is newer than the module resolutions which it leaves out.
  test('has its types where every import of an entry looks for them', async () => {
    expect(await tryRun(root, tool('attw'), TARBALL, '--profile', 'esm-only')).toMatchObject({ code: 0 });
  });

  test('holds what is built, what a new project is made of, and what there is to read', async () => {
    const files = (await run(root, 'tar', '-tzf', TARBALL)).trim().split('\n');
    expect(new Set(files.map((file) => file.split('/')[1]))).toEqual(
      new Set([
        'LICENSE',
        'README.md',
        'THIRD-PARTY-NOTICES.txt',
        'dist',
        'docs',
        'package.json',
        'samconfig.toml',
        'template.yaml',
      ]),
    );
    expect(files.filter((file) => file.startsWith('package/dist/handlers'))).toEqual([]);
  });
});
