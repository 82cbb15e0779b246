import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFolder } from '../../cli/command-line.ts';
import { connect, failed } from './connect.ts';

const FLOW = 'export: { records: [{ id: 1 }] }\n';

const ownFlow = (file: string) =>
  `export default { name: 'own', extension: { module: 'index.ts' }, export: { records: [{ id: 1 }] }, import: { file: '${file}' } };`;

const { path } = createFolder({
  'outside/module.ts': 'export const f = () => 1;',
  'project/index.ts': `
    import { execFileSync } from 'node:child_process';
    import { symlinkSync, writeFileSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { define } from 'integrator-extension-lambda';
    const mark = (name: string) => writeFileSync(new URL(name, import.meta.url), '');
    export const send = define.import(({ postMapData }) => {
      mark('called-import');
      return (postMapData ?? []).map(() => ({ statusCode: 200, id: '1' }));
    });
    export const free = define.utility(() => mark('called-utility'));
    export const untyped = () => mark('called-untyped');
    export const write = define.formInit(({ resource }) => {
      writeFileSync(String(Object(resource).to).replace('TMP', tmpdir()), 'written');
      return {};
    });
    export const link = define.formInit(({ resource }) => {
      symlinkSync(String(Object(resource).from), String(Object(resource).to));
      return {};
    });
    export const fetchIt = define.formInit(async ({ resource }) => ({ text: await (await fetch(String(Object(resource).url))).text() }));
    export const spawnIt = define.formInit(() => ({ version: String(execFileSync(process.execPath, ['--version'])) }));
  `,
  'project/flow.yaml': `name: one\nextension: { module: index.ts }\n${FLOW}import: { wrapper: send }\n`,
  'project/out.yaml': `name: two\nextension: { module: index.ts }\n${FLOW}import: { file: ../outside/out.ndjson }\n`,
  'project/linked.yaml': `name: three\nextension: { module: index.ts }\n${FLOW}import: { file: link/out.ndjson }\n`,
  'project/reading.yaml': `name: four\nextension: { module: ../outside/module.ts }\n${FLOW}import: { file: echo.ndjson }\n`,
  'project/deployed.yaml': `name: five\nextension: { server: "http://127.0.0.1:9" }\n${FLOW}import: { file: echo.ndjson }\n`,
  'project/good.yaml': `name: six\nextension: { module: index.ts }\n${FLOW}import: { file: imported.ndjson }\n`,
  'project/own.flow.ts': ownFlow('imported-own.ndjson'),
  'project/writing.flow.ts': `import { writeFileSync } from 'node:fs'; writeFileSync('../outside/by-flow', ''); ${ownFlow('echo.ndjson')}`,
  'project/out.flow.ts': ownFlow('../outside/out.ndjson'),
  'project/calling.flow.ts': `await fetch('http://192.0.2.1').catch(({ cause }) => { throw cause; }); ${ownFlow('echo.ndjson')}`,
  'project/spawning.flow.ts': `import { execFileSync } from 'node:child_process'; execFileSync(process.execPath, ['--version']); ${ownFlow('spawned.ndjson')}`,
  'project/ending.flow.ts': 'process.exit(0);',
  'project/sending.flow.ts': `export default { name: 'nine', extension: { module: 'index.ts' }, export: { records: [{ id: 1 }] }, import: { wrapper: 'send' } };`,
  'project/reading.app.yaml': 'app: { name: seven, module: ../outside/module.ts }\n',
  'project/good.app.yaml': 'app: { name: eight, module: index.ts }\n',
});
const project = path('project');
const module = 'index.ts';
mkdirSync(path('outside/folder'));
symlinkSync(path('outside'), path('project/link'));
symlinkSync(path('outside/module.ts'), path('project/linked.ts'));
symlinkSync(path('outside/nothing.json'), path('project/dangling.json'));

describe('A path out of the project', () => {
  it.each([
    ['list', { module: '../outside/module.ts' }],
    ['list', { module: path('outside/module.ts') }],
    ['list', { module: 'linked.ts' }],
    ['list', { module: 'link/module.ts' }],
    ['invoke', { module, name: 'write', optionsFile: '../outside/options.json' }],
    ['check', { path: '../outside' }],
    ['check', { path: module, events: 'link' }],
    ['simulate', { flow: 'good.yaml', html: '../outside/report.html' }],
    ['simulate', { flow: 'good.yaml', saveBaseline: 'dangling.json' }],
    ['simulate', { flow: 'good.yaml', module: 'link/module.ts' }],
    ['replay', { path: '../outside' }],
    ['replay', { path: 'link' }],
    ['replay', { module: 'linked.ts' }],
  ])('is refused by %s: %o', async (tool, given) => {
    const { call } = await connect(project);
    expect(await call(tool, given)).toMatchObject(failed('outside_project'));
  });

  it.each(['out.yaml', 'linked.yaml', 'reading.yaml'])('is refused in the flow %s', async (flow) => {
    const { call } = await connect(project);
    expect(await call('simulate', { flow })).toMatchObject(failed('outside_folder'));
    expect(await call('check', { path: flow })).toMatchObject(failed('outside_folder'));
    expect(existsSync(path('outside/out.ndjson'))).toBe(false);
  });

  it('is refused in an app file', async () => {
    const { call } = await connect(project);
    expect(await call('simulate', { flow: 'reading.app.yaml' })).toMatchObject(failed('outside_folder'));
    expect((await call('simulate', { flow: 'good.app.yaml' })).answer).toMatchObject({ app: 'eight', ending: 'done' });
  });

  it('cannot be written by a function, unlike the project and a folder for temporary files', async () => {
    const { call } = await connect(project);
    const write = (to: string) => call('invoke', { module, name: 'write', options: { resource: { to } } });
    const refused = await write(path('outside/written'));
    expect(refused.isError).toBe(true);
    expect(refused.said).toContain('ERR_ACCESS_DENIED');
    expect(existsSync(path('outside/written'))).toBe(false);
    expect(await write(path('project/written'))).toMatchObject({ isError: false });
    expect(existsSync(path('project/written'))).toBe(true);
    expect(await write('TMP/written')).toMatchObject({ isError: false });
  });

  it('cannot be made a part of the project by a function', async () => {
    const { call } = await connect(project);
    const options = { resource: { to: path('project/made'), from: path('outside') } };
    expect((await call('invoke', { module, name: 'link', options })).said).toContain('ERR_ACCESS_DENIED');
    expect(existsSync(path('project/made'))).toBe(false);
  });
});

describe('A flow', () => {
  it('runs where it stays in the project', async () => {
    const { call } = await connect(project);
    const files = { html: 'out/report.html', saveBaseline: 'out/baseline.json' };
    const { answer } = await call('simulate', { flow: 'good.yaml', ...files });
    expect(answer).toMatchObject({ ending: 'done', totals: { imported: 1 } });
    const written = ['imported.ndjson', ...Object.values(files)];
    expect(written.filter((file) => !existsSync(path(`project/${file}`)))).toEqual([]);
    expect((await call('check', { path: 'good.yaml' })).answer).toMatchObject({ flow: 'good.yaml', findings: [] });
  });

  it('with a deployed stack is refused', async () => {
    const { call } = await connect(project);
    expect(await call('simulate', { flow: 'deployed.yaml' })).toMatchObject(failed('deployed_stack'));
  });

  it('that is a module runs where it stays in the project', async () => {
    const { call } = await connect(project);
    const { answer } = await call('simulate', { flow: 'own.flow.ts' });
    expect(answer).toMatchObject({ ending: 'done', totals: { imported: 1 } });
    expect(existsSync(path('project/imported-own.ndjson'))).toBe(true);
    expect(await call('simulate', { flow: 'out.flow.ts' })).toMatchObject(failed('outside_folder'));
    expect(await call('simulate', { flow: 'sending.flow.ts' })).toMatchObject(failed('import_refused'));
  });

  it.each(['simulate', 'check'])('that is a module is held to the project by %s while it is loaded', async (tool) => {
    const { call } = await connect(project);
    const load = (flow: string) => call(tool, tool === 'check' ? { path: flow } : { flow });
    const written = await load('writing.flow.ts');
    expect([written.isError, written.said]).toEqual([
      true,
      expect.stringContaining('restricted. Use --allow-fs-write'),
    ]);
    expect(existsSync(path('outside/by-flow'))).toBe(false);
    for (const flow of ['calling.flow.ts', 'spawning.flow.ts']) {
      const { isError, said } = await load(flow);
      expect([isError, said]).toEqual([true, expect.stringContaining('functions reach this machine alone')]);
    }
    expect(await load('ending.flow.ts')).toMatchObject(failed('module_failed'));
  });

  it('that is a module reaches other programs if the arguments say network', async () => {
    const { call } = await connect(project);
    const { answer } = await call('simulate', { flow: 'spawning.flow.ts', network: true });
    expect(answer).toMatchObject({ ending: 'done', totals: { imported: 1 } });
  });

  it('and functions are held to it under a debugger, too', async () => {
    vi.stubEnv('NODE_OPTIONS', '--inspect=127.0.0.1:0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { call } = await connect(project);
    expect((await call('simulate', { flow: 'calling.flow.ts' })).said).toContain('functions reach this machine alone');
    expect((await call('invoke', { module, name: 'spawnIt' })).said).toContain('functions reach this machine alone');
  });
});

describe('A function that writes', () => {
  it('is not called unless the assistant says imports', async () => {
    const { call } = await connect(project);
    for (const name of ['send', 'free', 'untyped'])
      expect(await call('invoke', { module, name })).toMatchObject(failed('import_refused'));
    expect(await call('simulate', { flow: 'flow.yaml' })).toMatchObject(failed('import_refused'));
    const { answer } = await call('check', { path: module, names: ['send', 'free'], runs: 5 });
    expect(answer.functions).toMatchObject([{ calls: 0 }, { calls: 0 }]);
    const marks = ['import', 'utility', 'untyped'].map((name) => path(`project/called-${name}`));
    expect(marks.filter((mark) => existsSync(mark))).toEqual([]);

    expect(await call('invoke', { module, name: 'send', imports: true })).toMatchObject({ isError: false });
    expect(existsSync(marks[0] as string)).toBe(true);
    expect(await call('invoke', { module, name: 'untyped', kind: 'formInit' })).toBeDefined();
    expect(existsSync(marks[2] as string)).toBe(true);
  });
});

describe('The network', () => {
  it('ends at this machine', async () => {
    const { call } = await connect(project);
    const server = createServer((_request, response) => response.end('from here')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((listening) => server.once('listening', listening));
    const { port } = server.address() as AddressInfo;
    const get = (url: string) => call('invoke', { module, name: 'fetchIt', options: { resource: { url } } });
    expect((await get(`http://127.0.0.1:${port}`)).said).toContain('from here');
    for (const host of ['192.0.2.1', 'example.invalid']) {
      const { isError, said } = await get(`http://${host}`);
      expect({ isError, said }).toEqual({ isError: true, said: expect.stringContaining('fetch failed') });
    }
  });

  it('and other programs are open to a call whose arguments say network', async () => {
    const { call } = await connect(project);
    const refused = await call('invoke', { module, name: 'spawnIt' });
    expect(refused.said).toContain('functions reach this machine alone, expected the argument \\"network\\": true');
    const { answer } = await call('invoke', { module, name: 'spawnIt', network: true });
    expect(answer.response).toEqual({ version: expect.stringMatching(/^v\d/) });
  });
});
