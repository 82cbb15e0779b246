import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ANSWERS } from './answers.ts';
import { flavours } from './flavours.ts';
import { copyProject, startCommand } from './new-project.ts';
import { postEvents } from './post-events.ts';

describe.each(flavours.filter(({ target }) => target === 'lambda'))(
  'A new project: $language $kind $generation',
  (flavour) => {
    test('has its flow simulated again after a save, and the page served', async () => {
      const folder = copyProject(flavour);
      const watched = startCommand(folder, ['npm', 'run', 'dev']);
      await watched.waitFor('6 records in 2 pages: 4 imported, 1 ignored, 1 error');
      await watched.waitFor(/the report is at http:\S+/);
      const [, url = ''] = /the report is at (http:\S+)/.exec(watched.printed()) ?? [];
      // The table may come before the page.
      await expect.poll(async () => (await fetch(url)).text(), { timeout: 120_000 }).toContain('Mary Shelley');
      const hooks = join(folder, 'src', `hooks.${flavour.language}`);
      writeFileSync(hooks, readFileSync(hooks, 'utf8').replace("=== 'cancelled'", "=== 'nothing'"));
      await watched.waitFor('6 records in 2 pages: 5 imported, 0 ignored, 1 error');
    });

    test('answers the calls of the platform and its events with `dev`', async () => {
      const folder = copyProject(flavour);
      const command = [
        'npx',
        'integrator-extension',
        'dev',
        '--port',
        '0',
        '--page-port',
        '0',
        '--token',
        'a-token',
      ] as const;
      const dev = startCommand(folder, [...command]);
      await dev.waitFor(/the platform calls http:\S+/);
      const [, url = ''] = /the platform calls (http:\S+)/.exec(dev.printed()) ?? [];
      expect(await postEvents(folder, url, 'a-token')).toEqual(ANSWERS);
    });
  },
);
