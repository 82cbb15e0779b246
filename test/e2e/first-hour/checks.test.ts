import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { installRuntime } from '../../../scripts/lambda-runtime/index.ts';
import { run } from '../package/packed.ts';
import { flavours } from './flavours.ts';
import { copyProject } from './new-project.ts';

/** Bytes of a bundle: the functions alone, with the client of the platform's API, with a server, with both. */
const SIZES = { diy: { lambda: 21_000, server: 80_000 }, connector: { lambda: 65_000, server: 122_000 } };

/** What `check` prints of the functions, in the order of their files. */
function formatChecked(prefixes: { readonly hooks: string; readonly wrappers: string }): RegExp {
  const lines = [
    `${prefixes.hooks}tidyOrders {2}preMap, 1\\d\\d calls`,
    `${prefixes.wrappers}pingShop {2}ping, 1\\d\\d calls`,
    `${prefixes.wrappers}exportOrders {2}export, 1\\d\\d calls`,
    `${prefixes.wrappers}importOrders {2}import, 1\\d\\d calls`,
  ];
  return new RegExp(
    '^src/index\\.[jt]s {2}4 of 4 functions with 100 runs each, seed -?\\d+, without network\\n\\n' +
      `${lines.join('\\n')}\\n\\nnothing found, 4 of 4 functions called\\n`,
    'm',
  );
}

describe.each(flavours)('A new project: $language $kind $generation $target', (flavour) => {
  const { kind, generation, target } = flavour;

  test('passes all that its workflow runs, which prints what the guide says', async () => {
    const folder = copyProject(flavour);
    await run(folder, 'git', 'init', '--quiet');
    const workflow = parse(readFileSync(join(folder, '.github/workflows/ci.yml'), 'utf8'));
    const steps: string[] = workflow.jobs.check.steps.flatMap((step: { run?: string }) => step.run ?? []);
    const doctor = target === 'lambda' ? ['npx integrator-extension doctor'] : [];
    expect(steps).toEqual(['npm ci', 'npm run lint', 'npm run check', 'npm test', 'npm run build', ...doctor]);
    const printed: Record<string, string> = {};
    for (const step of steps.slice(1)) printed[step] = await run(folder, 'sh', '-c', step);

    expect(printed['npm run lint']).toMatch(/Checked \d+ files/);
    const prefixes =
      generation === '1.0' ? { hooks: 'hooks\\.', wrappers: 'wrappers\\.' } : { hooks: '', wrappers: '' };
    expect(printed['npm run check']).toMatch(formatChecked(prefixes));
    expect(printed['npm test']).toContain('\n✔ cancelled orders are left out ');
    expect(printed['npm test']).toMatch(/^ℹ pass 8$/m);
    expect(printed['npm test']).toContain('\nnothing has changed since flows/orders.baseline.json\n');
    if (kind === 'connector') expect(printed['npm test']).toContain('0 broken rules; the life ran its whole script');
    expect(statSync(join(folder, 'dist', 'index.mjs')).size).toBeLessThan(SIZES[kind][target]);
    if (target === 'lambda') {
      expect(printed[doctor[0] ?? '']).toMatch(/^ok +handler +dist\/index\.mjs: found 2 parameters$/m);
      expect(printed[doctor[0] ?? '']).not.toMatch(/^problem/m);
    }
  });
});

test.each(['ts', 'js'])('A new project in %s passes its tests on Node 22, too', async (language) => {
  const flavour = flavours.find((one) => one.language === language && one.generation === '1.0') ?? flavours[0];
  if (!flavour) throw new Error('There is no flavour.');
  expect(await run(copyProject(flavour), installRuntime().node[22], '--test')).toMatch(/^# pass 8$/m);
});
