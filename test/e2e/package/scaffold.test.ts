import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { installRuntime } from '../../../scripts/lambda-runtime/index.ts';
import { CHOICES } from '../../../src/cli/commands/init/flavour.ts';
import { startCaller } from '../runtime/caller.ts';
import { emptyFolder, install, program, run, TARBALL, tryRun } from './packed.ts';

const home = emptyFolder();

/** Creates a project; resolves to its folder. */
async function init(name: string, ...flags: string[]): Promise<string> {
  await run(home, program(), 'init', name, ...flags);
  return join(home, name);
}

const flavours = CHOICES.kind.flatMap((kind) => CHOICES.generation.map((generation) => ({ kind, generation })));

test('A new project is not created over other files', async () => {
  await init('taken');
  const { code, stderr } = await tryRun(home, program(), 'init', 'taken');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /^directory_not_empty {2}.*taken: expected an empty directory, found ".editorconfig" in it; --here adds to it.\n$/,
    ),
  });
});

describe.each(CHOICES.language)('A new project in %s', (language) => {
  /** Installed for the first project of a language; the others copy its packages. */
  let modules: string;
  beforeAll(async () => {
    const folder = await init(`first-${language}`, '--language', language);
    await install(folder, '--save-exact', TARBALL);
    modules = join(folder, 'node_modules');
  });

  describe.each(flavours)('with a $kind module of $generation', ({ kind, generation }) => {
    let folder: string;
    beforeAll(async () => {
      const flags = ['--language', language, '--kind', kind, '--generation', generation];
      folder = await init(`${language}-${kind}-${generation}`, ...flags);
      symlinkSync(modules, join(folder, 'node_modules'));
    });

    test('passes its own tests', async () => {
      const out = await run(folder, 'npm', 'test');
      expect(out).toMatch(/^ℹ pass 8$/m);
      expect(out).toContain('nothing has changed since flows/orders.baseline.json');
    });

    test('passes its own checks', async () => {
      expect(await run(folder, 'npm', 'run', 'check')).toMatch(/nothing found, 4 of 4 functions called/);
      await run(folder, 'git', 'init', '--quiet');
      expect(await run(folder, 'npm', 'run', 'lint')).toMatch(/Checked \d+ files/);
    });

    test('has no problem that doctor finds, once it is built', async () => {
      await run(folder, 'npm', 'run', 'build');
      expect(await tryRun(folder, program(), 'doctor')).toMatchObject({ code: 0 });
    });

    test('calls a function with sample data', async () => {
      expect(await run(folder, 'npm', 'run', 'call')).toContain('Ada Byron');
    });

    if (kind === 'connector')
      test('simulates the life of its app, which ends as it began', async () => {
        const { code, stdout, stderr } = await tryRun(folder, 'npm', 'run', 'app');
        expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('app-report.html') });
        expect(stdout).toMatch(/│ connect +│ done/);
        expect(stdout).toMatch(/│ uninstall +│ done/);
        expect(stdout).toContain('0 broken rules; the life ran its whole script');
        expect(readFileSync(join(folder, 'app-report.html'), 'utf8')).toContain('Export orders');
      });

    if (kind === 'connector')
      test('shows that its app forgets a flow', async () => {
        const account = join(folder, 'src', `account.${language}`);
        const before = readFileSync(account, 'utf8');
        writeFileSync(account, before.replace('of [platform.flows, platform.exports', 'of [platform.exports'));
        const { code } = await tryRun(folder, 'npm', 'test');
        writeFileSync(account, before);
        expect(code).not.toBe(0);
      });

    test('simulates its flow, prints the table and says where the page is', async () => {
      const { code, stdout, stderr } = await tryRun(folder, 'npm', 'start');
      expect(code).toBe(0);
      expect(stdout).toMatch(/│ preMap +│ tidyOrders +│ +2 │ +6 │ +5 │ +1 │/);
      expect(stdout).toContain('6 records in 2 pages: 4 imported, 1 ignored, 1 error; the run came to its end');
      expect(readFileSync(new URL(/the page is at (\S+)/.exec(stderr)?.[1] ?? ''), 'utf8')).toContain('Mary Shelley');
    });

    test('shows a regression of its flow', async () => {
      const hooks = join(folder, 'src', `hooks.${language}`);
      const before = readFileSync(hooks, 'utf8');
      writeFileSync(hooks, before.replace("=== 'cancelled'", "=== 'shipped'"));
      const { code, stdout } = await tryRun(folder, 'npm', 'test');
      writeFileSync(hooks, before);
      expect(code).not.toBe(0);
      expect(stdout).toMatch(/ignored|cancelled/);
    });

    test('builds a small bundle that answers every one of its events on Lambda', async () => {
      await run(folder, 'npm', 'run', 'build');
      expect(statSync(join(folder, 'dist', 'index.mjs')).size).toBeLessThan(kind === 'connector' ? 70_000 : 20_500);
      const lambda = await startCaller(join(folder, 'dist'), { node: 24 });
      onTestFinished(lambda.stop);
      const answers: Record<string, unknown> = {};
      for (const file of readdirSync(join(folder, 'events'))) {
        const { options, ...address } = JSON.parse(readFileSync(join(folder, 'events', file), 'utf8'));
        answers[file] = JSON.parse(await lambda.call(address, options));
        expect(JSON.parse(await lambda.send({ ...address, options }))).toEqual(answers[file]);
      }
      expect(answers).toEqual({
        'tidyOrders.json': [
          { data: expect.objectContaining({ id: 1001 }) },
          { data: expect.objectContaining({ id: 1002 }) },
        ],
        'pingShop.json': { statusCode: 200 },
        'exportOrders.json': { data: [expect.anything(), expect.anything()], lastPage: true },
        'importOrders.json': [
          { statusCode: 200, id: 'order-1001' },
          { statusCode: 200, id: 'order-1002' },
        ],
      });
    });
  });

  test.each(flavours)('for a server passes its tests and checks, and serves: $kind $generation', async (flavour) => {
    const { kind, generation } = flavour;
    const name = `${language}-${kind}-${generation}-server`;
    const flags = ['--language', language, '--kind', kind, '--generation', generation, '--target', 'server'];
    const folder = await init(name, ...flags);
    symlinkSync(modules, join(folder, 'node_modules'));
    expect(await run(folder, 'npm', 'test')).toContain('nothing has changed since flows/orders.baseline.json');
    await run(folder, 'npm', 'run', 'check');
    await run(folder, 'git', 'init', '--quiet');
    await run(folder, 'npm', 'run', 'lint');
    await run(folder, 'npm', 'run', 'build');
    const { code, stderr } = await tryRun(folder, process.execPath, 'dist/index.mjs');
    expect([code, stderr]).toEqual([1, expect.stringContaining('systemToken')]);
    const served = spawn(process.execPath, ['dist/index.mjs'], { cwd: folder, env: { TOKEN: 'a-token', PORT: '0' } });
    onTestFinished(() => void served.kill());
    const [line] = await once(served.stdout, 'data');
    const { url } = JSON.parse(String(line));
    const headers = { authorization: 'Bearer a-token', 'content-type': 'application/json' };
    const body = readFileSync(join(folder, 'events', 'tidyOrders.json'), 'utf8');
    const answer = await fetch(`${url}/function`, { method: 'POST', headers, body });
    expect(await answer.json()).toHaveLength(2);
  });

  test('passes its tests on Node 22, too', async () => {
    expect(await run(dirname(modules), installRuntime().node[22], '--test')).toMatch(/^# pass 8$/m);
  });

  test('bundles packages written in CommonJS', async () => {
    const folder = await init(`${language}-with-commonjs`, '--language', language);
    symlinkSync(modules, join(folder, 'node_modules'));
    writeFileSync(
      join(folder, 'src', 'legacy.cjs'),
      "const { EOL } = require('os');\nexports.utility = async () => EOL;\n",
    );
    const index = join(folder, 'src', `index.${language}`);
    writeFileSync(index, `${readFileSync(index, 'utf8')}export { utility } from './legacy.cjs';\n`);
    await run(folder, 'npm', 'run', 'build');
    const lambda = await startCaller(join(folder, 'dist'), { node: 24 });
    onTestFinished(lambda.stop);
    expect(await lambda.diy('utility')).toBe('"\\n"');
  });
});
