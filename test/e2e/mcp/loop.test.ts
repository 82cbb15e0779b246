import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';
import { connect } from './connect.ts';

const { path } = createFolder();
const project = path('shop');

beforeAll(async () => {
  expect(await runBuilt(['init', project, '--yes'])).toMatchObject({ code: 0 });
});

const hooks = join(project, 'src/hooks.ts');

/** The findings of all functions of a check. */
function listFindings({ functions }: Readonly<Record<string, unknown>>): unknown[] {
  return (functions as { readonly findings: unknown[] }[]).flatMap(({ findings }) => findings);
}

describe('An assistant of a new project', () => {
  it('lists, reads, calls, checks, repairs and simulates its functions, offline', async () => {
    const { call, failures } = await connect(project);

    const listed = await call('list', { module: 'src/index.ts' });
    expect(listed.answer.functions).toContainEqual({ name: 'tidyOrders', kind: 'preMap', style: 'plain' });

    const { answer: kind } = await call('describe_kind', { kind: 'preMap' });
    expect(kind).toMatchObject({
      kind: 'preMap',
      rules: [expect.stringContaining('One element for each record'), expect.anything()],
    });
    expect(kind.options).toContainEqual(expect.objectContaining({ name: 'data', type: 'record[]' }));

    const { answer: options } = await call('event', { kind: 'preMap', records: 2 });
    expect(options.data).toHaveLength(2);

    const invoked = await call('invoke', { module: 'src/index.ts', name: 'tidyOrders', options });
    expect(invoked).toMatchObject({ isError: false, answer: { response: [{ data: { id: 1001 } }, { data: {} }] } });

    const right = readFileSync(hooks, 'utf8');
    writeFileSync(hooks, right.replace('return { data: { ...order', 'return { dta: { ...order'));
    const found = await call('check', { path: 'src/index.ts', names: ['tidyOrders'], seed: 7 });
    expect(found.isError).toBe(false);
    expect(found.said).toContain('The exit code is 1.');
    expect(listFindings(found.answer)).toContainEqual(expect.objectContaining({ law: 'contract' }));

    writeFileSync(hooks, right);
    const repaired = await call('check', { path: 'src/index.ts', names: ['tidyOrders'], seed: 7 });
    expect(listFindings(repaired.answer)).toEqual([]);

    const { answer: report } = await call('simulate', { flow: 'flows/orders.flow.yaml', imports: true });
    expect(report).toMatchObject({ ending: 'done', totals: { exported: 6, imported: 4 }, breaches: [] });

    const { answer: docs } = await call('docs');
    expect(docs.pages).toContainEqual(expect.objectContaining({ name: 'functions.md', title: 'Functions' }));
    const { said } = await call('docs', { page: 'functions.md', section: 'preMap' });
    expect(said).toMatch(/^### preMap\n[\s\S]*\*\*Rules:\*\*/);
    expect(said).not.toContain('### postMap');
    expect(failures).toEqual([]);
  });

  it('replays recorded calls, and sees what a change makes of them', async () => {
    const { call } = await connect(project);
    for (const name of ['tidyOrders', 'importOrders'])
      await runBuilt(['invoke', 'src/index.ts', name, '--record'], { cwd: project });

    const { answer: careful, said } = await call('replay');
    expect(careful).toMatchObject({ equal: 1, failed: 1 });
    expect(careful.recordings).toContainEqual(
      expect.objectContaining({ function: 'importOrders', reason: expect.stringContaining('"imports": false') }),
    );
    expect(said).toContain('The exit code is 1.');
    const { answer } = await call('replay', { imports: true });
    expect(answer).toMatchObject({ equal: 2, different: 0, failed: 0 });
    expect(answer).toEqual(JSON.parse((await runBuilt(['replay', '--json'], { cwd: project })).out));

    const right = readFileSync(hooks, 'utf8');
    writeFileSync(hooks, right.replace('data: { ...order', 'data: { ...order, checked: true'));
    const changed = await call('replay', { imports: true });
    expect(changed).toMatchObject({ isError: false, answer: { equal: 1, different: 1 } });
    expect(changed.said).toContain('"path":"response[0].data.checked"');
    writeFileSync(hooks, right);
  });

  it('gets from each tool what the command prints with --json', async () => {
    const { call } = await connect(project);
    for (const [tool, given, command] of [
      ['list', { module: 'src/index.ts' }, ['list', 'src/index.ts']],
      ['describe_kind', { kind: 'ping' }, ['stub', 'ping']],
      [
        'event',
        { kind: 'export', envelope: true, function: 'read' },
        ['event', 'export', '--envelope', '--function', 'read'],
      ],
      ['check', { path: 'src/index.ts', seed: 3, runs: 20 }, ['check', 'src/index.ts', '--seed', '3', '--runs', '20']],
    ] as const) {
      const { answer, said } = await call(tool, given);
      const { out } = await runBuilt([...command, '--json'], { cwd: project });
      expect(answer, tool).toEqual(JSON.parse(out));
      expect(JSON.parse(said), tool).toEqual(answer);
    }
  });

  it('finds a page as a resource, too, and is told which pages and sections there are', async () => {
    const { client, call } = await connect(project);
    const { resources } = await client.listResources();
    const pages = (await call('docs')).answer.pages as { readonly name: string }[];
    expect(resources.map(({ name }) => name)).toEqual(pages.map(({ name }) => name));
    const { contents } = await client.readResource({ uri: 'integrator-extension://docs/wire.md' });
    expect(contents[0]).toMatchObject({ mimeType: 'text/markdown', text: expect.stringMatching(/^# The wire/m) });
    expect((await call('docs', { page: 'wir.md' })).said).toContain('did you mean wire.md?');
    expect((await call('docs', { page: '../package.json' })).isError).toBe(true);
    expect((await call('docs', { section: 'preMap' })).isError).toBe(true);
    expect((await call('docs', { page: 'functions.md', section: 'preMapp' })).said).toContain('did you mean preMap?');
  });

  it('finds a tool for each command of the loop, with a sentence for each argument', async () => {
    const { client } = await connect(project);
    const { tools } = await client.listTools();
    const names = ['list', 'describe_kind', 'event', 'check', 'invoke', 'simulate'];
    expect(tools.map(({ name }) => name)).toEqual([...names, 'replay', 'docs']);
    for (const { name, inputSchema } of tools) {
      const said = Object.values(inputSchema.properties ?? {}).map(
        (one) => (one as { description?: string }).description,
      );
      expect(said, name).not.toContain(undefined);
    }
  });

  it('is told about an argument that a tool does not have', async () => {
    const { call } = await connect(project);
    const { isError, said } = await call('invoke', { module: 'src/index.ts', name: 'importOrders', import: true });
    expect({ isError, said }).toEqual({ isError: true, said: expect.stringContaining('"import"') });
  });

  it('is told an error of a command once', async () => {
    const { call } = await connect(project);
    const { answer, said } = await call('list', { module: 'src/nowhere.ts' });
    expect(said).toBe(`${JSON.stringify(answer)}\nThe exit code is 2.`);
  });

  it('works on the folder that the command line names', async () => {
    const { call } = await connect(path('.'), project);
    expect(await call('list', { module: 'src/index.ts' })).toMatchObject({ isError: false });
  });
});
