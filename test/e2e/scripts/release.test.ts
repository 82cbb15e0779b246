import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const MANIFEST = {
  name: 'released',
  version: '1.2.0',
  type: 'module',
  files: ['dist', 'CHANGELOG.md', 'SECURITY.md', 'THIRD-PARTY-NOTICES.txt'],
  bin: { released: './dist/main.js' },
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  repository: 'github:example/released',
};

const FILES = {
  'package.json': JSON.stringify(MANIFEST),
  'package-lock.json': JSON.stringify({ name: 'released', version: '1.2.0' }),
  'CHANGELOG.md': '# Changelog\n\n## [1.2.0] - 2026-01-31\n\n- Orders have notes.\n\n## [1.1.0] - 2026-01-01\n',
  'dist/main.js': '',
  'dist/index.js': '',
  'dist/index.d.ts': '',
  'README.md': '',
  LICENSE: '',
  'SECURITY.md': '',
  'THIRD-PARTY-NOTICES.txt': '',
  '.gitignore': 'node_modules\n',
};

/** Makes a package that can be released, with some files of its own and the script of this one. */
function createPackage(files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries({ ...FILES, ...files })) write(path, text);
  cpSync(join(ROOT, 'scripts/release'), join(folder, 'scripts/release'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.com');
  const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'All');
  };
  commit();
  const release = (...args: string[]) => {
    const script = join(folder, 'scripts/release/index.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };
  return { write, git, commit, release };
}

it('A release that is ready prints the commands that publish it, and changes nothing', () => {
  const { release, git } = createPackage();
  const { status, said } = release('1.2.0', '--dry-run');
  expect(said).toContain('  git tag --annotate v1.2.0 --message 1.2.0\n  git push origin v1.2.0\n');
  expect(said).toContain('  npm publish --access public --tag latest --provenance\n');
  expect(said).not.toContain('failed');
  expect(status).toBe(0);
  expect(git('tag')).toBe('');
});

it('Without --dry-run the tag is created, and the workflow of that tag may check it again', () => {
  const { release, git } = createPackage();
  expect(release('1.2.0')).toMatchObject({ status: 0, said: expect.stringContaining('The tag v1.2.0 was created') });
  expect(git('tag')).toBe('v1.2.0\n');
  expect(release('1.2.0', '--dry-run').status).toBe(0);
});

it('A package without a repository is published without --provenance, and told so', () => {
  const { repository: _, ...manifest } = MANIFEST;
  const { status, said } = createPackage({ 'package.json': JSON.stringify(manifest) }).release('1.2.0', '--dry-run');
  expect(status).toBe(0);
  expect(said).toContain('package.json has no repository: npm cannot attest the place of the build');
  expect(said).not.toMatch(/npm publish.*--provenance/);
});

it.each<[string, string, Readonly<Record<string, string>>, string]>([
  ['no version', 'v1', {}, 'found v1, expected a version such as 1.2.3'],
  ['another version', '1.3.0', {}, 'package.json: found version 1.2.0, expected 1.3.0'],
  [
    'another locked version',
    '1.2.0',
    { 'package-lock.json': '{"version":"1.1.0"}' },
    'package-lock.json: found version 1.1.0, expected 1.2.0',
  ],
  [
    'a changelog that is not closed',
    '1.2.0',
    { 'CHANGELOG.md': '## [Unreleased]\n\n- Orders have notes.\n' },
    'found no section of 1.2.0, expected "## [1.2.0] - YYYY-MM-DD"; the changes stand under [Unreleased]',
  ],
  [
    'no date',
    '1.2.0',
    { 'CHANGELOG.md': '## [1.2.0]\n\n- Notes.\n' },
    'found "## [1.2.0]", expected "## [1.2.0] - YYYY',
  ],
  ['no change', '1.2.0', { 'CHANGELOG.md': '## [1.2.0] - 2026-01-31\n' }, 'found no change in the section of 1.2.0'],
  [
    'a file that is not built',
    '1.2.0',
    {
      'package.json': JSON.stringify({
        ...MANIFEST,
        bin: { released: './dist/other.js' },
        exports: { '.': './dist/other.js' },
      }),
    },
    'found no dist/other.js, which package.json names; run npm run build',
  ],
  [
    'a file that is not packed',
    '1.2.0',
    { 'package.json': JSON.stringify({ ...MANIFEST, files: ['dist', 'CHANGELOG.md', 'SECURITY.md'] }) },
    'THIRD-PARTY-NOTICES.txt is not packed: name it in the files of package.json',
  ],
  [
    'a private file',
    '1.2.0',
    { 'package.json': JSON.stringify({ ...MANIFEST, files: [...MANIFEST.files, 'test'] }), 'test/orders.json': '[]' },
    'test/orders.json is packed, and must not be',
  ],
])('A release is refused for %s', (_, version, files, problem) => {
  const { status, said } = createPackage(files).release(version, '--dry-run');
  expect(said).toContain(problem);
  expect(said).not.toContain('npm publish');
  expect(status).toBe(1);
});

it('A release is refused for a change that is not committed', () => {
  const { write, release } = createPackage();
  write('dist/index.js', 'changed');
  expect(release('1.2.0', '--dry-run').said).toContain('found a change that is not committed: M dist/index.js');
});

it('A release is refused for a version that is not above the last one', () => {
  const { git, write, commit, release } = createPackage();
  git('tag', 'v1.10.0');
  write('README.md', 'More');
  commit();
  expect(release('1.2.0', '--dry-run').said).toContain('expected a version above 1.10.0, which has the tag v1.10.0');
});
