import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, tryRun } from '../package/packed.ts';
import { flavours } from './flavours.ts';
import { copyProject } from './new-project.ts';

interface Launch {
  readonly name: string;
  readonly program?: string;
  readonly args?: readonly string[];
  readonly runtimeArgs?: readonly string[];
}

// The target changes nothing of these.
describe.each(flavours.filter(({ target }) => target === 'lambda'))(
  'A new project: $language $kind $generation',
  (flavour) => {
    const { language, kind, generation } = flavour;

    test('calls a function with sample data, and lists what else there is to call', async () => {
      const folder = copyProject(flavour);
      const { code, stdout, stderr } = await tryRun(folder, 'npm', 'run', 'call');
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: expect.stringMatching(/^tidyOrders \(preMap\) answered \d+ bytes/m),
      });
      expect(stdout).toContain('Ada Byron');

      const [hooks, wrappers] = generation === '1.0' ? ['hooks.', 'wrappers.'] : ['', ''];
      const listed = await tryRun(folder, 'node_modules/.bin/integrator-extension', 'invoke', `src/index.${language}`);
      expect(listed).toMatchObject({ code: 2, stdout: '' });
      // An app has functions that install it, too.
      const rows = listed.stderr
        .split('\n')
        .filter((row) => /^ {2}.*(?:Orders|Shop) /.test(row) && !row.includes('installer'));
      expect(rows.map((row) => row.trim().split(/ +/))).toEqual([
        [`${hooks}tidyOrders`, 'preMap'],
        [`${wrappers}pingShop`, 'ping'],
        [`${wrappers}exportOrders`, 'export'],
        [`${wrappers}importOrders`, 'import'],
      ]);
      const [, call = ''] = /^as in: integrator-extension (.*)$/m.exec(listed.stderr) ?? [];
      expect(await run(folder, 'node_modules/.bin/integrator-extension', ...call.split(' '))).toContain('Ada Byron');
    });

    test('has an editor start what can be debugged', async () => {
      const folder = copyProject(flavour);
      const { configurations } = JSON.parse(readFileSync(join(folder, '.vscode', 'launch.json'), 'utf8'));
      const launches: readonly Launch[] = configurations;
      expect(launches.map(({ name }) => name)).toEqual([
        'Call a function',
        'Simulate the flow',
        ...(kind === 'connector' ? ['Simulate the app'] : []),
        'Run the tests',
      ]);
      const printed: string[] = [];
      for (const { program = '', args = [], runtimeArgs = [] } of launches) {
        const file = program.replace(/^\$\{workspaceFolder\}/, folder);
        printed.push(await run(folder, process.execPath, ...runtimeArgs, ...(file ? [file] : []), ...args));
      }
      expect(printed[0]).toContain('Ada Byron');
      expect(printed[1]).toContain('the run came to its end');
      expect(printed.at(-1)).toMatch(/^. pass 8$/m);
    });
  },
);
