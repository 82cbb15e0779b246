import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFolder } from '../../cli/command-line.ts';
import { pageWith } from './page-with.ts';
import { watchFlow } from './watching.ts';

const appOf = (name: string, module: string) => `
app:
  name: ${name}
  module: ${module}
  installSteps:
    - { name: Prepare, function: prepare }
`;

const prepare = (note: string) => `
  import { fail } from './fail';
  enum Step { First = 'first' }
  export const prepare = () => { fail('${note} ' + Step.First); };`;

const { folder, write } = createFolder({
  'app.yaml': appOf('First', 'module.ts'),
  'module.ts': prepare('one'),
  'fail.ts': 'export const fail = (note: string) => { throw new Error("no room: " + note); };',
});

describe('simulate APP --watch', () => {
  it('lives the life again when the module, its imports or the app file change', async () => {
    const { url, until, stop } = await watchFlow(folder, 'app.yaml', '--quiet');
    await until(/no room: one first/);
    await pageWith(url, 'no room: one first');

    write('module.ts', prepare('two'));
    await pageWith(url, 'no room: two first');
    write('fail.ts', 'export const fail = (note: string) => { throw new Error("no bed: " + note); };');
    await pageWith(url, 'no bed: two first');

    write('app.yaml', 'app: { name: Broken, module: module.ts, installStep: [] }');
    await until(/invalid_app {2}app\.yaml.*installStep/s);
    write('fail.ts', 'export const fail = (note: string) => {');
    write('app.yaml', appOf('Second', 'module.ts'));
    await until(/module_failed/);
    write('fail.ts', 'export const fail = (note: string) => {};');
    expect(await pageWith(url, '<title>Second</title>')).toContain('"ending":"done"');

    expect(await stop()).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('simulated'))).toEqual([]);
  });
});
