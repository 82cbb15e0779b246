import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { run, tryRun } from '../package/packed.ts';
import { flavours } from './flavours.ts';
import { copyProject } from './new-project.ts';

/** The target changes nothing of these. */
const projects = flavours.filter(({ target }) => target === 'lambda');

describe.each(projects)('A new project: $language $kind $generation', (flavour) => {
  const { language, kind } = flavour;

  test('shows a regression of its flow, until a baseline is saved', async () => {
    const folder = copyProject(flavour);
    change(join(folder, 'src', `hooks.${language}`), "=== 'cancelled'", "=== 'shipped'");
    const compare = [
      'simulate',
      'flows/orders.flow.yaml',
      '--quiet',
      '--compare',
      'flows/orders.baseline.json',
    ] as const;
    const command = () => tryRun(folder, 'node_modules/.bin/integrator-extension', ...compare);
    const { code, stdout } = await command();
    expect(code).toBe(1);
    expect(stdout).toMatch(/ignored|cancelled/);
    expect(await tryRun(folder, 'npm', 'test')).not.toMatchObject({ code: 0 });
    await run(folder, 'npm', 'run', 'baseline');
    expect(await command()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing has changed since flows/orders.baseline.json'),
    });
  });

  if (kind === 'connector')
    test('shows that its app forgets a flow', async () => {
      const folder = copyProject(flavour);
      change(
        join(folder, 'src', `account.${language}`),
        'of [platform.flows, platform.exports',
        'of [platform.exports',
      );
      const { code, stdout } = await tryRun(folder, 'npm', 'run', 'app');
      expect([code, stdout]).toEqual([1, expect.stringContaining('failed: resource_in_use')]);
    });
});

describe.each(projects.filter(({ kind, generation }) => kind === 'diy' && generation === '2.0'))(
  'A new project in $language',
  (flavour) => {
    const { language } = flavour;
    const hooks = (folder: string) => join(folder, 'src', `hooks.${language}`);

    test('shows a function that breaks its contract', async () => {
      const folder = copyProject(flavour);
      change(hooks(folder), 'data.map(', 'data.slice(1).map(');
      const { code, stdout } = await tryRun(folder, 'npm', 'run', 'check');
      expect([code, stdout]).toEqual([1, expect.stringContaining('  contract  A response keeps the contract')]);
      expect(stdout).toContain('saved     events-failing/tidyOrders-contract.json');
    });

    test('has its types checked: a wrong field is found where it is', async () => {
      const folder = copyProject(flavour);
      const config = language === 'ts' ? 'tsconfig.json' : 'jsconfig.json';
      const compile = () => tryRun(folder, join(inject('packages'), '.bin', 'tsc'), '-p', config);
      expect(await compile()).toEqual({ code: 0, stdout: '', stderr: '' });
      change(hooks(folder), 'return { data:', 'return { dta:');
      expect((await compile()).stdout).toMatch(
        new RegExp(`^src/hooks\\.${language}\\(\\d+,\\d+\\): error TS.*\\bdta\\b`, 's'),
      );
    });

    test('has faults of style found, and mended', async () => {
      const folder = copyProject(flavour);
      await run(folder, 'git', 'init', '--quiet');
      const before = readFileSync(hooks(folder), 'utf8');
      writeFileSync(hooks(folder), before.replaceAll('  ', '\t').replaceAll("'", '"'));
      expect(await tryRun(folder, 'npm', 'run', 'lint')).toMatchObject({ code: 1 });
      await run(folder, 'npm', 'run', 'format');
      expect(readFileSync(hooks(folder), 'utf8')).toBe(before);
      await run(folder, 'npm', 'run', 'lint');
    });

    if (language === 'ts')
      test('needs without skipLibCheck the types that the guide names, and no others', async () => {
        const folder = copyProject(flavour);
        const { stdout } = await tryRun(folder, 'npx', 'tsc', '--skipLibCheck', 'false', '--lib', 'es2024,dom');
        const missing = Array.from(stdout.matchAll(/error TS\d+: (.*)$/gm), ([, message]) => message);
        expect(missing).toEqual([expect.stringContaining("'@aws/durable-execution-sdk-js'")]);
      });
  },
);

/** Changes the text of a file. */
function change(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}
