import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const BIOME = fileURLToPath(new URL('../../../node_modules/@biomejs/biome/bin/biome', import.meta.url));

it('a test that is saved in a new project keeps to the style that `npm run lint` demands', async () => {
  const { folder } = createFolder();
  expect((await runBuilt(['init', 'orders', '--yes'], { cwd: folder })).code).toBe(0);
  const cwd = join(folder, 'orders');
  const options = JSON.stringify({ data: [{ id: 1, customer: ' Ada ', tags: [1, 2, 3] }] });
  const made = await runBuilt(['invoke', 'src/index.ts', 'tidyOrders', '--options', options, '--record'], { cwd });
  expect(made).toMatchObject({ code: 0, err: expect.stringContaining('recorded as') });
  const places = ['response[*].data.updatedAt', 'response[*].data.total'].flatMap((place) => ['--ignore', place]);
  expect((await runBuilt(['replay', ...places, '--save-test', 'test/saved.test.ts'], { cwd })).code).toBe(0);
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIOME, 'check', '--colors=off'], { cwd });
  expect({ status, said: `${stdout}${stderr}` }).toMatchObject({ status: 0, said: expect.stringContaining('Checked') });
});
