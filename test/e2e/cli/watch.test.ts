import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { createFolder } from '../../cli/command-line.ts';
import { pageWith } from './page-with.ts';
import { watchFlow } from './watching.ts';

const flowOf = (name: string, module: string) => `
  name: ${name}
  extension: { module: ${module} }
  export: { records: [{ id: 1 }, { id: 2 }] }
  import: { echo: true, hooks: { preMap: prepare } }`;

const prepare = (note: string) => `
  import { noteOf } from './note';
  enum Kind { Order = 'order' }
  export const prepare = ({ data }: { data: object[] }) =>
    data.map((one) => ({ data: { ...one, kind: Kind.Order, note: noteOf('${note}') } }));`;

const { folder, write } = createFolder({
  'flow.yaml': flowOf('First', 'module.ts'),
  'module.ts': prepare('one'),
  'note.ts': 'export const noteOf = (note: string) => "note " + note;',
  'plain.yaml': flowOf('Plain', 'plain.mjs'),
  'still.yaml': flowOf('Still', 'still.mjs'),
  'still.mjs': 'export const prepare = ({ data }) => data.map((one) => ({ data: one }));',
  'plain.mjs': 'export const prepare = ({ data }) => data.map((one) => ({ data: one }));',
});

/** Listens as an open page does. Returns a function that waits for the next reload, then for a page with the text. */
async function openPage(url: string): Promise<(text: string) => Promise<string>> {
  const { body } = await fetch(`${url}events`);
  const reader = body?.getReader();
  return async (text) => {
    await reader?.read();
    await reader?.cancel();
    // A run may have seen the file while it was being written: the next one shows it whole.
    return pageWith(url, text);
  };
}

describe('simulate --watch', () => {
  it("runs the flow again when its module, the module's imports, or the flow itself changes", async () => {
    const { url, until, stop } = await watchFlow(folder, 'flow.yaml', '--quiet');
    await until(/2 records in 1 page: 2 imported/);
    await pageWith(url, 'note one');

    // TypeScript that Node does not run, whose imports have no extension.
    const second = await openPage(url);
    write('module.ts', prepare('two'));
    await second('note two');

    const third = await openPage(url);
    write('note.ts', 'export const noteOf = (note: string) => "remark " + note;');
    await third('remark two');

    const fourth = await openPage(url);
    write('flow.yaml', flowOf('Second', 'module.ts'));
    await fourth('<title>Second</title>');

    expect(await stop()).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('simulated'))).toEqual([]);
  });

  it('goes on while the flow or the module is invalid', async () => {
    const { url, until } = await watchFlow(folder, 'plain.yaml', '--quiet');
    await until(/2 imported/);
    write('plain.mjs', 'export const prepare = ({ data }) =>');
    await until(/Unexpected end of file|Unexpected token|SyntaxError/);
    expect(await pageWith(url, 'Plain')).toContain('<title>Plain</title>');
    write('plain.yaml', 'name: Plain');
    await until(/invalid_flow {2}plain\.yaml/);
    write('plain.mjs', 'export const prepare = ({ data }) => data.map((one) => ({ data: { ...one, again: true } }));');
    write('plain.yaml', flowOf('Mended', 'plain.mjs'));
    await pageWith(url, '"again":true');
    await until(/Mended/);
  });

  it('never runs the old build of a module that cannot be built', async () => {
    write('build.yaml', flowOf('Build', 'build.ts'));
    write('build.ts', prepare('first'));
    const { url, until, said } = await watchFlow(folder, 'build.yaml', '--quiet');
    await until(/2 imported/);
    const runs = () => said().match(/imported/g)?.length;
    write('build.ts', 'export const prepare = (');
    await until(/module_failed/);
    write('build.yaml', flowOf('Still broken', 'build.ts'));
    await until(/module_failed.*module_failed/s);
    expect(runs()).toBe(1);
    write('build.ts', prepare('mended'));
    await pageWith(url, ' mended');
    await until(/Still broken/);
  });

  it('ends a run that blocks, and its functions, for the next one', async () => {
    const ids = (name: string) => readFileSync(`${folder}/${name}`, 'utf8').trim();
    write('loop.yaml', flowOf('Loop', 'loop.mjs'));
    const looping = `import { writeFileSync } from 'node:fs';
      export const prepare = () => { writeFileSync('pid', String(process.pid)); for (;;); };`;
    write('loop.mjs', looping);
    const { until } = await watchFlow(folder, 'loop.yaml', '--quiet');
    const pid = await vi.waitFor(() => Number(ids('pid')) || Promise.reject(new Error('no pid yet')), 60_000);
    write('loop.mjs', 'export const prepare = ({ data }) => data.map((one) => ({ data: one }));');
    await until(/2 imported/);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 60_000);
  });

  it('ends the loading of a flow that loops, for its next text, and reads a module anew', async () => {
    const flow = (name: string) =>
      `export default ${JSON.stringify({
        name,
        extension: { module: 'still.mjs' },
        export: { records: [{ id: 1 }] },
        import: { echo: true },
      })};`;
    write('own.flow.mjs', 'console.log("looping"); for (;;);');
    const { until, url, stop } = await watchFlow(folder, 'own.flow.mjs', '--quiet');
    await until(/looping/);
    write('own.flow.mjs', flow('Mended'));
    await pageWith(url, '<title>Mended</title>');
    write('own.flow.mjs', `console.log("looping again"); for (;;);`);
    await until(/looping again/);
    expect(await stop()).toBe(0);
  });

  it('runs a flow that is a module again when a file that it imports changes', async () => {
    const shared = (name: string) => `export const name: string = '${name}';`;
    write('settings.ts', shared('First shared'));
    write(
      'orders.flow.ts',
      `import { name } from './settings.ts';
       const own = { extension: { module: 'still.mjs' }, export: { records: [{ id: 1 }] }, import: { echo: true } };
       export default { name, ...own };`,
    );
    const { url, until } = await watchFlow(folder, 'orders.flow.ts', '--quiet');
    await pageWith(url, '<title>First shared</title>');
    write('settings.ts', shared('Second shared'));
    await pageWith(url, '<title>Second shared</title>');
    write('settings.ts', 'export const name = ;');
    await until(/invalid_flow.*settings\.ts/);
    write('settings.ts', shared('Mended shared'));
    await pageWith(url, '<title>Mended shared</title>');
  });

  it('runs a flow again when an import of one of its several modules changes', async () => {
    write('factor.mjs', 'export const factor = 2;');
    write('maps.mjs', `import { factor } from './factor.mjs'; export default ({ id }) => ({ total: id * factor });`);
    const records = '[{ id: 111 }]';
    write(
      'several.yaml',
      `name: Several
extension: { module: still.mjs }
export: { records: ${records} }
import: { echo: true, mapping: { function: maps.mjs }, hooks: { preMap: prepare } }`,
    );
    const { url } = await watchFlow(folder, 'several.yaml', '--quiet');
    await pageWith(url, '"total":222');
    write('factor.mjs', 'export const factor = 3;');
    await pageWith(url, '"total":333');
  });

  it.each([
    ['a module that cannot be built', 'late.yaml', 'late.mjs'],
    ['an import of a flow that is a module', 'late.flow.mjs', 'late-name.mjs'],
  ])('starts with %s, and runs once it is mended', async (_, flow, broken) => {
    write('late.yaml', flowOf('Late', 'late.mjs'));
    write('late.flow.mjs', `export { flow as default } from './late-name.mjs';`);
    write(broken, 'export const prepare = (');
    const { url, until } = await watchFlow(folder, flow, '--quiet');
    await until(/module_failed|invalid_flow/);
    const own = { extension: { module: 'still.mjs' }, export: { records: [{ id: 1 }] }, import: { echo: true } };
    write(
      broken,
      `export const prepare = ({ data }) => data.map((one) => ({ data: one }));
       export const flow = ${JSON.stringify({ name: 'Late', ...own })};`,
    );
    await pageWith(url, '<title>Late</title>');
  });

  it('saves a page that loads nothing', async () => {
    const { until } = await watchFlow(folder, 'still.yaml', '--quiet', '--html', 'saved.html');
    await until(/2 imported/);
    const saved = await vi.waitFor(() => {
      const text = readFileSync(`${folder}/saved.html`, 'utf8');
      expect(text).toMatch(/<title>Still<\/title>.*<\/html>/s);
      return text;
    }, 60_000);
    expect(/connect-src|<meta name="reload"/.test(saved)).toBe(false);
  });

  it('shows the report on this machine only, under its own address', async () => {
    const { url, until } = await watchFlow(folder, 'still.yaml', '--quiet');
    await until(/2 imported/);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const statusOf = (path: string, host: string) =>
      new Promise((resolve) => {
        request(`${url}${path}`, { headers: { host } }, (response) => resolve(response.resume().statusCode)).end();
      });
    const { host } = new URL(url);
    expect(await statusOf('', host)).toBe(200);
    expect(await statusOf('other', host)).toBe(404);
    expect(await statusOf('', 'evil.example')).toBe(403);
    expect(await statusOf('events', 'evil.example')).toBe(403);
  });
});
