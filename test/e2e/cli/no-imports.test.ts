import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const { folder, path } = createFolder({
  'index.ts': `
    import { writeFileSync } from 'node:fs';
    import { define } from 'integrator-extension-lambda';
    export const send = define.import(({ postMapData }) => {
      writeFileSync(new URL('called', import.meta.url), '');
      return (postMapData ?? []).map(() => ({ statusCode: 200, id: '1' }));
    });
    export const pass = define.preMap(({ data }) => data.map((record) => ({ data: record })));
    export const untyped = () => ({});
  `,
  'wrapper.yaml':
    'name: one\nextension: { module: index.ts }\nexport: { records: [{ id: 1 }] }\nimport: { wrapper: send }\n',
  'file.yaml':
    'name: two\nextension: { module: index.ts }\nexport: { records: [{ id: 1 }] }\nimport: { file: out.csv }\n',
});
const run = (...args: string[]) => runBuilt(args, { cwd: folder });
const wasCalled = () => existsSync(path('called'));

describe('--no-imports', () => {
  afterEach(() => expect(wasCalled()).toBe(false));

  it('has invoke refuse an import, and a function of unknown kind until --kind names it', async () => {
    const refused = await run('invoke', 'index.ts', 'send', '--no-imports');
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('import_refused  "send": found the kind import'),
    });
    const unknown = await run('invoke', 'index.ts', 'untyped', '--no-imports');
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('--kind names its kind') });
    expect(await run('invoke', 'index.ts', 'untyped', '--no-imports', '--kind', 'formInit')).toMatchObject({ code: 0 });
    expect(await run('invoke', 'index.ts', 'pass', '--no-imports')).toMatchObject({ code: 0 });
  });

  it('has check leave out an import that is named', async () => {
    const { out } = await run('check', 'index.ts', 'send', 'pass', '--no-imports', '--runs', '5', '--json');
    expect(JSON.parse(out).functions).toMatchObject([
      { name: 'send', calls: 0, isLeftOut: true },
      { name: 'pass', calls: expect.any(Number), findings: [] },
    ]);
    expect(JSON.parse(out).functions[1].calls).toBeGreaterThan(0);
  });

  it('has simulate refuse a flow whose import is a function, with its place', async () => {
    const { code, err } = await run('simulate', 'wrapper.yaml', '--no-imports');
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining('wrapper.yaml: import.wrapper: found the function send'),
    });
    expect(await run('simulate', 'file.yaml', '--no-imports', '--local', '--quiet')).toMatchObject({ code: 0 });
  });
});

it('--imports, or the name, has check call an import', async () => {
  await run('check', 'index.ts', 'send', '--runs', '5', '--json');
  expect(wasCalled()).toBe(true);
});

it('--local has simulate and check refuse a file outside the current folder', async () => {
  const { code, err } = await runBuilt(['simulate', path('file.yaml'), '--local'], { cwd: path('node_modules') });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('outside_folder') });
  const checked = await runBuilt(['check', path('file.yaml'), '--local'], { cwd: path('node_modules') });
  expect(checked).toMatchObject({ code: 2, err: expect.stringContaining('outside_folder') });
  expect(await run('check', 'file.yaml', '--local')).toMatchObject({ code: 0 });
  expect(await run('check', 'index.ts', '--local')).toMatchObject({
    code: 2,
    err: expect.stringContaining('wrong_usage'),
  });
});
