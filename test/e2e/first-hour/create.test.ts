import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { listRows, readPage } from '../../docs/page.ts';
import { emptyFolder, install, program, run, TARBALL, tryRun } from '../package/packed.ts';
import { flavours, toFolder } from './flavours.ts';

const home = emptyFolder();

test('npx makes a project, and says what to do next', async () => {
  const out = await run(home, 'npx', '--yes', `file:${TARBALL}`, 'init', 'my-extension', '--yes');
  expect(out).toBe(
    `${join(home, 'my-extension')}: 30 files (ts, diy, 2.0, lambda)\n\n` +
      '  cd my-extension\n  npm install\n  npm test\n\nREADME.md describes the next steps.\n',
  );
});

test('A new project is not created over other files, but beside those of git', async () => {
  mkdirSync(join(home, 'taken'));
  execFileSync('git', ['init', '--quiet', join(home, 'taken')]);
  await run(home, program(), 'init', 'taken');
  const { code, stderr } = await tryRun(home, program(), 'init', 'taken');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /^directory_not_empty {2}.*taken: expected an empty directory, found ".editorconfig" in it; --here adds to it.\n$/,
    ),
  });
});

test('A new project in JavaScript installs from its own package.json', async () => {
  await run(home, program(), 'init', 'own-packages', '--language', 'js');
  const folder = join(home, 'own-packages');
  await install(folder, '--save-exact', TARBALL);
  expect(await run(folder, 'npm', 'test')).toMatch(/^ℹ pass 8$/m);
});

test('init --here adds to a project what it lacks, and touches nothing that is there', async () => {
  const folder = join(home, 'existing');
  mkdirSync(join(folder, 'src'), { recursive: true });
  const own = {
    'package.json': '{ "name": "existing", "type": "module", "scripts": { "test": "echo mine" } }',
    'README.md': '# Existing\n',
  };
  for (const [path, text] of Object.entries(own)) writeFileSync(join(folder, path), text);
  const read = () =>
    Object.fromEntries(Object.keys(own).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));

  const added = await run(folder, program(), 'init', '--here', '--kind', 'connector');
  expect(read()).toEqual(own);
  expect(added).toMatch(/existing: \d+ files written\n\nThese are there, and stay as they are/);
  expect(added).toContain('--- README.md\n+++ README.md\n');
  expect(added).toContain('--yes adds to package.json what it lacks.\n');

  await run(folder, program(), 'init', '--here', '--yes', '--kind', 'connector');
  const { scripts, 'integrator-extension': settings } = JSON.parse(read()['package.json'] ?? '');
  expect(scripts).toMatchObject({ test: 'echo mine', start: expect.stringContaining('simulate') });
  expect(settings.functions).toMatchObject({ 'existing-connector': { module: 'src/index.ts' } });
  expect(read()['README.md']).toBe(own['README.md']);
  symlinkSync(inject('packages'), join(folder, 'node_modules'));
  expect(await run(folder, 'npm', 'start')).toContain('6 records in 2 pages: 4 imported, 1 ignored, 1 error');
});

describe.each(flavours)('A new project: $language $kind $generation $target', (flavour) => {
  const { language, target } = flavour;
  const folder = () => join(inject('projects'), toFolder(flavour));
  const read = (path: string) => readFileSync(join(folder(), path), 'utf8');
  const scripts = () => JSON.parse(read('package.json')).scripts;

  test('has every path and command that the guide lists', () => {
    const page = readPage('docs/getting-started.md');
    const listed = listRows(page, '| path | content |').flatMap((cell) =>
      Array.from(cell.matchAll(/`([^`]+)`/g), ([, path = '']) => path),
    );
    const lambdaOnly = ['template.yaml'];
    const expected = listed
      .filter((path) => target === 'lambda' || !lambdaOnly.includes(path))
      .map((path) => (target === 'server' ? path.replace('handler.ts', 'server.ts') : path))
      .map((path) => (language === 'js' ? path.replace(/\.ts$/, '.js') : path));
    expect(expected.length).toBeGreaterThan(10);
    expect(expected.filter((path) => !existsSync(join(folder(), path)))).toEqual([]);
    const commands = listRows(page, '| command | effect |').map((cell) =>
      cell.replaceAll('`', '').replace(/^npm (run )?/, ''),
    );
    const hosting = target === 'server' ? ['serve'] : ['deploy'];
    expect(Object.keys(scripts())).toEqual(
      expect.arrayContaining([...commands.filter((name) => name !== 'deploy'), ...hosting]),
    );
  });

  test('names nothing that is not there: files, guides, scripts and schemas', () => {
    const installed = join(inject('packages'), 'integrator-extension-lambda');
    const guides = Array.from(read('README.md').matchAll(/`([\w-]+\.md)`/g), ([, name = '']) => name);
    const isThere = (name: string) => existsSync(join(installed, 'docs', name)) || existsSync(join(folder(), name));
    expect(guides.filter((name) => !isThere(name))).toEqual([]);
    const files = Array.from(
      read('README.md').matchAll(/`((?:src|test|flows|events|\.vscode|\.github)\/[^`]*)`/g),
      ([, path = '']) => path,
    );
    expect(files.filter((path) => !existsSync(join(folder(), path)))).toEqual([]);
    const used = Array.from(
      `${read('README.md')}${read('AGENTS.md')}`.matchAll(/\bnpm (?:run )?([a-z]+)\b/g),
      ([, name]) => name,
    );
    const own = Object.keys(scripts());
    expect(used.filter((name) => ![...own, 'install'].includes(String(name)))).toEqual([]);
    const { tasks } = JSON.parse(read('.vscode/tasks.json'));
    expect(tasks.filter(({ script }: { script: string }) => !own.includes(script))).toEqual([]);
    const schemas = Object.keys(JSON.parse(read('.vscode/settings.json'))['yaml.schemas']);
    const inPackages = (path: string) => join(inject('packages'), path.replace('./node_modules/', ''));
    expect(schemas.length).toBeGreaterThan(0);
    expect(schemas.filter((path) => !existsSync(inPackages(path)))).toEqual([]);
  });

  test('has git ignore what the tools write, and the secrets', () => {
    const ignored = read('.gitignore').split('\n');
    expect(ignored).toEqual(
      expect.arrayContaining([
        'node_modules/',
        'dist/',
        'events-failing/',
        '.integrator-extension/',
        '*report.html',
        '.env',
      ]),
    );
    expect(read('.env.example')).toContain('SHOP_PASSWORD=\n');
  });
});
