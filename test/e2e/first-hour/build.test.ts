import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readPage } from '../../docs/page.ts';
import { run, tryRun } from '../package/packed.ts';
import { startCaller } from '../runtime/caller.ts';
import { ANSWERS } from './answers.ts';
import { flavours } from './flavours.ts';
import { copyProject } from './new-project.ts';

const projects = flavours.filter(({ target }) => target === 'lambda');

test.each(projects)('The bundle of $language $kind $generation answers its events on Lambda', async (flavour) => {
  const folder = copyProject(flavour);
  await run(folder, 'npm', 'run', 'build');
  const lambda = await startCaller(join(folder, 'dist'), { node: 24 });
  onTestFinished(lambda.stop);
  const answers: Record<string, unknown> = {};
  for (const file of readdirSync(join(folder, 'events'))) {
    const { options, ...address } = JSON.parse(readFileSync(join(folder, 'events', file), 'utf8'));
    answers[file] = JSON.parse(await lambda.call(address, options));
    expect(JSON.parse(await lambda.send({ ...address, options }))).toEqual(answers[file]);
  }
  expect(answers).toEqual(ANSWERS);
});

test.each(projects.filter(({ generation }) => generation === '2.0'))(
  'The bundle of $language $kind has the size that docs/getting-started.md states',
  async (flavour) => {
    const folder = copyProject(flavour);
    await run(folder, 'npm', 'run', 'build');
    const [, diy, connector] =
      /about (\d+) KB; for a connector, .*, about (\d+) KB/.exec(readPage('docs/getting-started.md')) ?? [];
    const stated = flavour.kind === 'diy' ? diy : connector;
    expect(Math.round(statSync(join(folder, 'dist/index.mjs')).size / 1000)).toBe(Number(stated));
  },
);

describe.each(projects.filter(({ kind, generation }) => kind === 'diy' && generation === '2.0'))(
  'The bundle of a new project in $language',
  (flavour) => {
    const { language } = flavour;

    test('has packages written in CommonJS in it', async () => {
      const folder = copyProject(flavour);
      const legacy = "const { EOL } = require('os');\nexports.utility = async () => EOL;\n";
      writeFileSync(join(folder, 'src', 'legacy.cjs'), legacy);
      const index = join(folder, 'src', `index.${language}`);
      writeFileSync(index, `${readFileSync(index, 'utf8')}export { utility } from './legacy.cjs';\n`);
      await run(folder, 'npm', 'run', 'build');
      const lambda = await startCaller(join(folder, 'dist'), { node: 24 });
      onTestFinished(lambda.stop);
      expect(await lambda.diy('utility')).toBe('"\\n"');
    });

    test('shows the line of the source where a function throws', async () => {
      const folder = copyProject(flavour);
      const hooks = join(folder, 'src', `hooks.${language}`);
      const text = readFileSync(hooks, 'utf8').replace('return {};', "throw new Error('Cancelled.');");
      writeFileSync(hooks, text.replace("=== 'cancelled'", "=== 'open'"));
      await run(folder, 'npm', 'run', 'build');
      const line = text.split('\n').findIndex((one) => one.includes('Cancelled.')) + 1;
      const call = ['invoke', 'dist/index.mjs', 'tidyOrders', '--kind', 'preMap'];
      const { code, stderr } = await tryRun(folder, 'node_modules/.bin/integrator-extension', ...call);
      expect(code).toBe(1);
      expect(stderr).toContain('Error  Cancelled.\n');
      expect(stderr).toMatch(new RegExp(`src/hooks\\.${language}:${line}:`));
    });
  },
);
