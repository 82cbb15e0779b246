import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../../../../src/cli/commands/init/index.ts';
import { commands } from '../../../../src/cli/commands.ts';
import { contracts } from '../../../../src/contracts/registry.ts';

/** Vitest's processes have no terminal, so nothing is asked here. */
let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'init-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
});

async function init(folder: string, options: Record<string, unknown> = {}) {
  const out: string[] = [];
  const io = {
    out: (line: string) => void out.push(line),
    err: () => {},
    write: () => {},
    json: options.json === true,
    colours: false,
    commands,
  };
  const code = await run([folder], options, io);
  return { code, out: out.join('\n') };
}

describe('init', () => {
  it('creates a folder with a project, and prints the next steps', async () => {
    const folder = join(parent, 'made', 'shop');
    const { code, out } = await init(folder);
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      '.editorconfig',
      '.env.example',
      '.github',
      '.gitignore',
      '.vscode',
      'AGENTS.md',
      'README.md',
      'biome.json',
      'esbuild.config.mjs',
      'events',
      'flows',
      'package.json',
      'samconfig.toml',
      'src',
      'template.yaml',
      'test',
      'tsconfig.json',
    ]);
    expect(out).toContain(
      `${folder}: ${readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length} files (ts, diy, 2.0, lambda)`,
    );
    expect(out).toMatch(/ {2}cd .*shop\n {2}npm install\n {2}npm test/);
  });

  it('says in AGENTS.md what each command does and what each kind gets, as commands and contracts have it', async () => {
    const folder = join(parent, 'shop');
    await init(folder);
    const text = readFileSync(join(folder, 'AGENTS.md'), 'utf8');
    for (const { usage, summary } of commands) expect(text).toContain(`| \`${usage}\` | ${summary} |`);
    const kinds = Object.entries(contracts).filter(([, { generation }]) => generation !== '1.0');
    const sections = Array.from(text.matchAll(/^### (\w+)\n\n(.+)$/gm), ([, kind, summary]) => [kind, summary]);
    expect(sections).toEqual(kinds.map(([kind, { summary }]) => [kind, summary]));
  });

  it("accepts a folder with only git's own", async () => {
    mkdirSync(join(parent, '.git'));
    expect(await init(parent)).toMatchObject({ code: 0 });
  });

  it('ends where no folder can be made', async () => {
    await expect(init('/proc/none/shop')).rejects.toMatchObject({
      code: 'directory_unusable',
      message: expect.stringMatching(/^\/proc\/none\/shop\/[^:]+: ENOENT/),
    });
  });

  it('refuses a folder with any other content, and leaves it as it was', async () => {
    writeFileSync(join(parent, 'orders.csv'), '');
    await expect(init(parent)).rejects.toMatchObject({
      code: 'directory_not_empty',
      message: `${parent}: expected an empty directory, found "orders.csv" in it; --here adds to it.`,
      exitCode: 1,
    });
    expect(readdirSync(parent)).toEqual(['orders.csv']);
  });

  it('refuses a path that is no folder', async () => {
    const file = join(parent, 'orders.csv');
    writeFileSync(file, '');
    await expect(init(file)).rejects.toMatchObject({ code: 'directory_unusable', exitCode: 1 });
    await expect(init(join(file, 'shop'))).rejects.toMatchObject({ code: 'directory_unusable', exitCode: 1 });
  });

  it.each([
    ['language', 'coffee', '--language: expected ts or js, found "coffee".'],
    ['kind', 'app', '--kind: expected diy or connector, found "app".'],
    ['generation', '3.0', '--generation: expected 2.0 or 1.0, found "3.0".'],
  ])('accepts no other %s than the choices', async (flag, value, message) => {
    const folder = join(parent, 'shop');
    await expect(init(folder, { [flag]: value })).rejects.toMatchObject({
      code: 'invalid_argument',
      message,
      exitCode: 2,
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('prints its result for machines', async () => {
    const { out } = await init(join(parent, 'shop'), {
      json: true,
      language: 'js',
      kind: 'connector',
      generation: '1.0',
    });
    const { files, ...rest } = JSON.parse(out);
    expect(rest).toEqual({
      directory: join(parent, 'shop'),
      language: 'js',
      kind: 'connector',
      generation: '1.0',
      target: 'lambda',
    });
    for (const file of files) expect(readFileSync(join(parent, 'shop', file), 'utf8')).not.toBe('');
    expect(files).not.toContain('tsconfig.json');
  });

  it('names package and stack after the folder', async () => {
    await init(join(parent, 'Acme Orders'));
    const read = (file: string) => readFileSync(join(parent, 'Acme Orders', file), 'utf8');
    expect(JSON.parse(read('package.json')).name).toBe('acme-orders');
    expect(read('samconfig.toml')).toContain('\nstack_name = "acme-orders"\n');
  });
});

describe('init --here', () => {
  const manifest =
    '{\n    "name": "shop",\n    "type": "module",\n    "scripts": {\n        "test": "jest"\n    }\n}\n';

  it('adds what is missing, touches no file that is there, and shows what it would have written', async () => {
    writeFileSync(join(parent, 'package.json'), manifest);
    writeFileSync(join(parent, '.gitignore'), 'node_modules/\n');
    const { code, out } = await init(parent, { here: true });
    expect(code).toBe(0);
    expect(readFileSync(join(parent, 'package.json'), 'utf8')).toBe(manifest);
    expect(readFileSync(join(parent, '.gitignore'), 'utf8')).toBe('node_modules/\n');
    expect(existsSync(join(parent, 'flows/orders.flow.yaml'))).toBe(true);
    expect(out).toContain(`${parent}: 28 files written\n`);
    expect(out).toContain('--- .gitignore\n+++ .gitignore\n');
    expect(out).toContain('\n+dist/\n');
    expect(out).toMatch(/\n\+ +"start": "integrator-extension simulate/);
    expect(out).toMatch(/--yes adds to package\.json what it lacks\.$/);
  });

  it('adds to package.json what it lacks, with --yes, and nothing the second time', async () => {
    writeFileSync(join(parent, 'package.json'), manifest);
    const { out } = await init(parent, { here: true, yes: true });
    expect(out).toBe(`${parent}: 29 files written, package.json completed`);
    const text = readFileSync(join(parent, 'package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      name: 'shop',
      scripts: { test: 'jest', dev: expect.stringContaining('--watch') },
      dependencies: { 'integrator-extension-lambda': expect.any(String) },
    });
    expect(text).toContain('\n    "scripts": {\n        "test": "jest",\n        "start"');
    expect((await init(parent, { here: true, yes: true })).out).toBe(`${parent}: 0 files written`);
  });

  it.each([
    ['{}', 'no "type"'],
    ['{ "type": "commonjs" }', '"type": "commonjs"'],
  ])(
    'says that its files need another type of modules than %s has, and leaves that to the author',
    async (text, found) => {
      writeFileSync(join(parent, 'package.json'), text);
      const { out } = await init(parent, { here: true, yes: true });
      expect(out).toContain(
        `\npackage.json: found ${found}, expected "type": "module": the files of init are ES modules.`,
      );
      const { type, scripts } = JSON.parse(readFileSync(join(parent, 'package.json'), 'utf8'));
      expect([type, scripts.start]).toEqual([JSON.parse(text).type, expect.stringContaining('simulate')]);
      const { otherType } = JSON.parse((await init(parent, { here: true, json: true })).out);
      expect(otherType).toBe(found);
    },
  );

  it('lists the files for machines', async () => {
    writeFileSync(join(parent, '.gitignore'), '');
    const { out } = await init(parent, { here: true, json: true });
    const { files, kept, merged } = JSON.parse(out);
    expect([files.length, Object.keys(kept), merged]).toEqual([29, ['.gitignore'], false]);
  });

  it('refuses a package.json that is none', async () => {
    writeFileSync(join(parent, 'package.json'), '{');
    await expect(init(parent, { here: true })).rejects.toMatchObject({ code: 'directory_unusable' });
  });
});
