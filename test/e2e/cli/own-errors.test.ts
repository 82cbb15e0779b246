import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const { folder, path, write } = createFolder({
  'functions.mjs': 'export const same = ({ data }) => data.map((one) => ({ data: one }));',
  'none.mjs': 'export default {};',
});
const BOM = '\uFEFF';

const flow = (more: string) => `name: own
extension: { module: functions.mjs }
export: { records: [{ id: 1 }] }
import:
${more}`;

describe('A mistake of a flow is told with its place, and without a stack:', () => {
  it.each([
    [
      'a mapping without a function',
      flow('  echo: true\n  mapping: { function: none.mjs }'),
      /^invalid_flow {2}own\.flow\.yaml:6:14: import\.mapping\.function: .*none\.mjs: found object as the default export/,
    ],
    [
      'a file as a folder',
      flow('  file: functions.mjs/out.json'),
      /^invalid_flow {2}own\.flow\.yaml:5:3: import\.file: .*(ENOTDIR|EEXIST)/,
    ],
  ])('%s', async (_, text, said) => {
    write('own.flow.yaml', text);
    const { code, err } = await runBuilt(['simulate', 'own.flow.yaml'], { cwd: folder });
    expect([code, err]).toEqual([2, expect.stringMatching(said)]);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('a record that JSON cannot hold', async () => {
    write(
      'big.flow.mjs',
      "export default { name: 'big', extension: { module: 'functions.mjs' }, export: { records: [{}, { a: 1n }] }, import: { echo: true } };",
    );
    const { code, err } = await runBuilt(['simulate', 'big.flow.mjs'], { cwd: folder });
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^invalid_flow {2}big\.flow\.mjs: export\.records\[1\]: .*BigInt/),
    ]);
  });

  it('a folder that is not there is made', async () => {
    write('new.flow.yaml', flow('  file: new/folder/out.ndjson'));
    const { code } = await runBuilt(['simulate', 'new.flow.yaml'], { cwd: folder });
    expect([code, readFileSync(path('new/folder/out.ndjson'), 'utf8')]).toEqual([0, '{"id":1}\n']);
  });
});

describe('A byte order mark is no part of', () => {
  it('a flow, options, a baseline', async () => {
    write('bom.flow.yaml', BOM + flow('  echo: true\n  hooks: { preMap: same }'));
    write('options.json', `${BOM}{"data":[{"id":2}]}`);
    expect(await runBuilt(['simulate', 'bom.flow.yaml', '--save-baseline', 'b.json'], { cwd: folder })).toMatchObject({
      code: 0,
    });
    write('b.json', BOM + readFileSync(path('b.json'), 'utf8'));
    expect(await runBuilt(['simulate', 'bom.flow.yaml', '--compare', 'b.json'], { cwd: folder })).toMatchObject({
      code: 0,
    });
    const { out } = await runBuilt(['invoke', 'functions.mjs', 'same', '--options', 'options.json'], { cwd: folder });
    expect(JSON.parse(out)).toEqual([{ data: { id: 2 } }]);
  });

  it('a package.json', async () => {
    write(
      'here/package.json',
      `${BOM}{"name":"shop","main":"index.js","dependencies":{"lambda-integrator-extension":"1"}}`,
    );
    write('here/index.js', "require('lambda-integrator-extension');");
    const planned = await runBuilt(['migrate', '--dry-run', '--json'], { cwd: path('here') });
    expect([planned.code, planned.err]).toEqual([0, '']);
    expect(await runBuilt(['init', '--here', '--yes'], { cwd: path('here') })).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(readFileSync(path('here/package.json'), 'utf8'))).toMatchObject({
      name: 'shop',
      main: 'index.js',
    });
  });
});
