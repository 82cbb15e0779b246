import { describe, expect, test } from 'vitest';
import { run, tryRun } from '../package/packed.ts';
import { ANSWERS } from './answers.ts';
import { flavours } from './flavours.ts';
import { copyProject, startCommand } from './new-project.ts';
import { postEvents } from './post-events.ts';

const projects = flavours.filter(({ target }) => target === 'server');

describe.each(projects)('`npm run serve` in a new project: $language $kind $generation', (flavour) => {
  test('refuses to start without a token, and answers every event with one', async () => {
    const folder = copyProject(flavour);
    await run(folder, 'npm', 'run', 'build');
    const { code, stderr } = await tryRun(folder, process.execPath, 'dist/index.mjs');
    expect([code, stderr]).toEqual([1, expect.stringContaining('systemToken')]);
    const served = startCommand(folder, ['npm', 'run', 'serve'], { TOKEN: 'a-token', PORT: '0' });
    await served.waitFor(/"url":"[^"]+"/);
    const [, url = ''] = /"url":"([^"]+)"/.exec(served.printed()) ?? [];
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await postEvents(folder, `${url}/function`, 'a-token')).toEqual(ANSWERS);
  });
});
