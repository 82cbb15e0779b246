import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demandFiles, listReadFiles, listWrittenFiles } from '../../../src/simulator/flow/demand-files.ts';
import { FlowError } from '../../../src/simulator/flow/error.ts';
import type { FlowFolder } from '../../../src/simulator/flow/flow-folder.ts';
import { loadFlow } from '../../../src/simulator/flow/load.ts';
import { resolveSecrets } from '../../../src/simulator/flow/secrets.ts';
import { folderWith } from '../folder.ts';

const FLOW = '{\n  "_id": "f1",\n  "name": "Orders",\n  "pageGenerators": [{ "_exportId": "e1" }]\n}\n';

/** Loads a folder of these files; paths in messages begin with `flows`. */
async function load(files: Record<string, string | Buffer>) {
  const folder = folderWith();
  for (const [name, text] of Object.entries({ 'flow.json': FLOW, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const loaded = await loadFlow(folder);
  return { ...loaded, folder, flow: loaded.flow as FlowFolder };
}

async function refuse(files: Record<string, string | Buffer>): Promise<string[]> {
  const folder: string[] = [];
  const thrown = await load(files).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(FlowError);
  const lines = (thrown as FlowError).message.split('\n');
  folder.push(...lines.map((line) => line.replace(/^.*?simulator-[^/]+\//, '')));
  return folder;
}

describe('a folder of documents', () => {
  it('has each kind of document by its id; fields that a run does not read pass through', async () => {
    const { flow, base, path, folder } = await load({
      'integration.json': '{"_id":"i1","settings":{"a":1}}',
      'exports/e1.json': '{"name":"Get","adaptorType":"HTTPExport","aiDescription":{"summary":"x"},"transform":null}',
      'imports/d1.json': '{"name":"Put"}',
      'connections/w1.json': '{"type":"wrapper"}',
      'scripts/c1.json': '{"content":"function f () {}"}',
      'stacks/s1.json': '{"name":"orders"}',
    });
    expect([base, path]).toEqual([folder, folder]);
    expect(flow).toMatchObject({
      isShort: false,
      flow: { _id: 'f1', name: 'Orders' },
      integration: { settings: { a: 1 } },
      exports: { e1: { name: 'Get', aiDescription: { summary: 'x' }, transform: null } },
      imports: { d1: { name: 'Put' } },
      connections: { w1: { type: 'wrapper' } },
      scripts: { c1: { content: 'function f () {}' } },
      stacks: { s1: { name: 'orders' } },
      simulation: { stacks: {}, retry: false },
    });
  });

  it('needs nothing but a flow', async () => {
    const { flow } = await load({});
    expect(flow).toMatchObject({ exports: {}, imports: {}, scripts: {}, lookupCaches: {} });
    expect(flow.integration).toBeUndefined();
  });

  it('has the text of a script beside its document, before the text in it', async () => {
    const { flow } = await load({ 'scripts/c1.json': '{"content":"old"}', 'scripts/c1.js': 'function f () {}' });
    expect(flow.scripts.c1?.content).toBe('function f () {}');
  });

  it.each([
    [
      'a list of keys and values',
      '[{"key":"NL","value":"{\\"code\\":1}"},{"key":2,"value":null}]',
      [
        ['NL', '{"code":1}'],
        ['2', null],
      ],
    ],
    ['an object', '{"NL":1}', [['NL', 1]]],
    ['an empty file', '', []],
  ])('has the data of a lookup cache as %s', async (_, text, entries) => {
    const { flow } = await load({ 'lookupcaches/l1.json': '{"name":"Stock"}', 'lookupcaches/l1.data.json': text });
    expect([...(flow.lookupCaches.l1 ?? [])]).toEqual(entries);
  });

  it('has large data of a lookup cache, which may be as large as the platform takes it', async () => {
    const data = Array.from({ length: 200_000 }, (_, at) => ({ key: `k${at}`, value: `{"stock":${at}}` }));
    const { flow } = await load({ 'lookupcaches/l1.data.json': JSON.stringify(data) });
    expect(flow.lookupCaches.l1?.get('k199999')).toBe('{"stock":199999}');
  });

  it('has the data of a lookup cache in its document, too', async () => {
    const { flow } = await load({ 'lookupcaches/l1.json': '{"name":"Stock","data":[{"key":"NL","value":"1"}]}' });
    expect([...(flow.lookupCaches.l1 ?? [])]).toEqual([['NL', '1']]);
  });

  it('says where each document is written', async () => {
    const { flow, folder } = await load({});
    const written = (['flow', 'integration', 'simulation'] as const).map((kind) => flow.writtenAt(kind).document);
    expect([...written, flow.writtenAt('exports', 'e1').document]).toEqual(
      ['flow.json', 'integration.json', 'simulation.yaml', 'exports/e1.json'].map((name) => join(folder, name)),
    );
  });
});

describe('a folder is refused', () => {
  it('with all problems of all files, each with its line', async () => {
    const problems = await refuse({
      'flow.json': '{\n  "pageGenerators": 5\n}',
      'exports/e1.json': '{\n  "name": "x",\n  "pageSize": 0\n}',
      'imports/d1.json': '{ "a": 1',
      'simulation.yaml': 'imports:\n  d1: { recrods: x }\n',
    });
    expect(problems).toEqual([
      'flow.json:2:3: pageGenerators: expected array, found 5',
      'simulation.yaml:2:9: imports.d1.recrods: found an unknown key, expected one of file, format, respond, match, map, existing',
      expect.stringMatching(/^exports\/e1\.json:3:3: pageSize: /),
      expect.stringMatching(/^imports\/d1\.json:1:\d+: /),
    ]);
  });

  it.each([
    ['half a value', '{ "_id": "d1",\n  "name": }', "imports/d1.json:2:11: Unexpected token '}'; expected JSON"],
    ['a word of another language', '{ "x": True }', "imports/d1.json:1:8: Unexpected token 'T'; expected JSON"],
    ['a comma too many', '{\n"a": 1,\n}', 'imports/d1.json:3:1: Expected double-quoted property name; expected JSON'],
    ['an end too early', '{ "a": [1', "imports/d1.json:1:10: Expected ',' or ']' after array element; expected JSON"],
    ['two documents', '{}\n{}', 'imports/d1.json:2:1: Unexpected non-whitespace character; expected JSON'],
    ['nothing', '', 'imports/d1.json:1:1: Unexpected end of JSON input; expected JSON'],
    ['null', 'null', 'imports/d1.json:1:1: expected object, found null'],
  ])('whose document is no JSON: %s', async (_, text, problem) => {
    expect(await refuse({ 'imports/d1.json': text })).toEqual([problem]);
  });

  it('without quoting a document that is no JSON, for it may hold secrets', async () => {
    const [problem] = await refuse({ 'connections/w1.json': '{ "encrypted": s3cret }' });
    expect(problem).toBe("connections/w1.json:1:16: Unexpected token 's'; expected JSON");
  });

  it('whose document has another id than its file', async () => {
    expect(await refuse({ 'exports/e1.json': '{\n  "_id": "e2" }' })).toEqual([
      'exports/e1.json:2:3: _id: found e2, expected the id that the file is named after',
    ]);
  });

  it('whose lookup caches hold something else than keys and values', async () => {
    const problems = await refuse({
      'lookupcaches/l1.data.json': '[\n{ "key": "a", "value": "1" },\nnull,\n{ "Key": "b" }]',
      'lookupcaches/l2.json': '{ "data": [5] }',
      'lookupcaches/l3.data.json': '[1, 2',
    });
    expect(problems).toEqual([
      'lookupcaches/l1.data.json:3:1: [1]: found no key, expected { key, value }',
      'lookupcaches/l1.data.json:4:1: [2]: found no key, expected { key, value }',
      'lookupcaches/l2.json:1:12: data[0]: found no key, expected { key, value }',
      "lookupcaches/l3.data.json:1:6: Expected ',' or ']' after array element; expected JSON",
    ]);
  });

  it('whose document is a folder', async () => {
    await expect(load({ 'exports/e1.json/x': '' })).rejects.toThrow('EISDIR');
  });

  it('without its flow', async () => {
    const folder = folderWith({ 'other.json': '{}' });
    await expect(loadFlow(folder)).rejects.toThrow('flow.json');
  });

  it('with an empty simulation.yaml it is not', async () => {
    expect((await load({ 'simulation.yaml': '# nothing yet\n' })).flow.simulation.retry).toBe(false);
  });
});

describe('the place of a problem that a run finds', () => {
  it('is the line of its document', async () => {
    const { locate, folder } = await load({
      'exports/e1.json': '{\n  "filter": {\n    "rules": ["in", 1]\n  }\n}\n',
      'simulation.yaml': 'exports:\n  e1:\n    records: none.json\n',
    });
    const { problems } = await locate(
      new FlowError([
        { file: join(folder, 'exports/e1.json'), path: 'filter.rules[0]', message: 'a' },
        { path: 'exports.e1.records', message: 'b' },
        { file: join(folder, 'exports/gone.json'), path: 'x', message: 'c' },
        { file: join(folder, 'flow.json'), path: 'name', message: 'd', line: 7 },
        { file: join(folder, 'flow.json'), path: '', message: 'e' },
      ]),
    );
    expect(problems.map(({ message, line, column }) => [message, line, column])).toEqual([
      ['a', 3, 15],
      ['b', 3, 5],
      ['c', undefined, undefined],
      ['d', 7, undefined],
      ['e', 1, 1],
    ]);
    expect(problems[1]?.file).toBe(join(folder, 'simulation.yaml'));
  });
});

describe('the files of a folder', () => {
  const SIMULATION = `stacks: { s1: { module: f.mjs }, s2: { lambda: { function: orders } } }
exports: { e1: { records: in.json }, e2: { records: [] }, e3: { respond: find.mjs } }
imports: { d1: { file: out.json, respond: echo }, d2: { respond: answers.json, map: map.mjs } }
`;

  it('are named by the settings that name them', async () => {
    const { flow } = await load({ 'simulation.yaml': SIMULATION });
    expect(listReadFiles(flow).map(({ setting, file }) => `${setting} ${file}`)).toEqual([
      'stacks.s1.module f.mjs',
      'exports.e1.records in.json',
      'exports.e3.respond find.mjs',
      'imports.d2.respond answers.json',
      'imports.d2.map map.mjs',
    ]);
    expect(listWrittenFiles(flow)).toEqual([{ setting: 'imports.d1.file', file: 'out.json' }]);
  });

  it('are demanded all at once; the module is not where functions are given in another way', async () => {
    const { flow, base } = await load({
      'simulation.yaml': SIMULATION,
      'in.json/x': '',
      'find.mjs': '',
      'map.mjs': '',
    });
    const demand = (skips: boolean) => {
      try {
        expect(demandFiles(flow, base, skips)).toEqual([]);
      } catch (thrown) {
        return (thrown as FlowError).problems.map(({ path, message }) => `${path}: ${message.replace(`${base}/`, '')}`);
      }
      return [];
    };
    const others = [
      'exports.e1.records: in.json: found a folder, expected a file',
      'imports.d2.respond: answers.json: found nothing, expected a file',
    ];
    expect(demand(false)).toEqual(['stacks.s1.module: f.mjs: found nothing, expected a file', ...others]);
    expect(demand(true)).toEqual(others);
  });
});

it('environment variables of a folder are resolved by connection and stack; missing ones are named in their file', async () => {
  const { flow, folder } = await load({
    'connections/w1.json': '{"wrapper":{"unencrypted":{"host":"a","shop":"b"}}}',
    'simulation.yaml': `connections:
  w1: { encrypted: { key: { env: KEY } }, unencrypted: { shop: c } }
  w2: { encrypted: { plain: 5 } }
stacks:
  s1: { server: { url: "http://localhost:1", token: { env: TOKEN } } }
`,
  });
  const { connections, tokens, secrets } = resolveSecrets(flow, { KEY: 'k3y', TOKEN: 't0ken' });
  expect(Object.fromEntries(connections)).toEqual({
    w1: { encrypted: { key: 'k3y' }, unencrypted: { host: 'a', shop: 'c' } },
    w2: { encrypted: { plain: 5 }, unencrypted: {} },
  });
  expect([...tokens]).toEqual([['s1', 't0ken']]);
  expect([...secrets].sort()).toEqual(['k3y', 't0ken']);
  expect(() => resolveSecrets(flow, {})).toThrow(
    `${join(folder, 'simulation.yaml')}: connections.w1.encrypted.key: found no environment variable "KEY", expected it to hold the value\n` +
      `${join(folder, 'simulation.yaml')}: stacks.s1.server.token: found no environment variable "TOKEN", expected it to hold the value`,
  );
});

describe('a file whose bytes are no UTF-8 is refused with its line, and not read with other characters:', () => {
  const CAFE = Buffer.from('"Café"', 'latin1');
  it.each([
    ['exports/e1.json', Buffer.concat([Buffer.from('{\n"name": '), CAFE, Buffer.from('}')]), 2],
    ['lookupcaches/l1.data.json', Buffer.concat([Buffer.from('[{"key":"a","value":'), CAFE, Buffer.from('}]')]), 1],
    ['simulation.yaml', Buffer.concat([Buffer.from('# é\n\n# '), CAFE, Buffer.from('\n')]), 3],
  ])('%s', async (name, bytes, line) => {
    expect(await refuse({ [name]: bytes })).toEqual([
      `${name}:${line}:1: found bytes in line ${line} that are no UTF-8, expected UTF-8`,
    ]);
  });

  it('the text of a script', async () => {
    const files = { 'scripts/c1.json': '{}', 'scripts/c1.js': CAFE };
    expect(await refuse(files)).toEqual(['scripts/c1.js:1:1: found bytes in line 1 that are no UTF-8, expected UTF-8']);
  });
});
