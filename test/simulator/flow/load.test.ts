import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FlowError } from '../../../src/simulator/flow/error.ts';
import { loadFlow } from '../../../src/simulator/flow/load.ts';
import type { Flow } from '../../../src/simulator/flow/schema.ts';
import { resolveSecrets } from '../../../src/simulator/flow/secrets.ts';
import { translateFlow } from '../../../src/simulator/flow/translate.ts';
import { folderWith } from '../folder.ts';

const YAML = `# Orders
name: orders
extension: { module: dist/index.mjs }
export:
  file: orders.ndjson
import:
  echo: true
`;

/** A flow file of a name, in a folder of its own. */
const fileWith = (text: string, name = 'flow.yaml') => join(folderWith({ [name]: text }), name);

/** Loads a flow in the short form. */
const loadShort = async (path: string) => {
  const loaded = await loadFlow(path);
  return { ...loaded, flow: loaded.flow as Flow };
};

/** The message about a wrong flow file, without the path of the file. */
async function said(text: string, name = 'flow.yaml'): Promise<string> {
  const file = fileWith(text, name);
  const thrown = await loadFlow(file).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(FlowError);
  return (thrown as FlowError).message.replaceAll(file, name);
}

describe('a flow file', () => {
  const flow = {
    name: 'orders',
    extension: { module: 'dist/index.mjs' },
    export: { file: 'orders.ndjson' },
    import: { echo: true },
  };

  it.each([
    ['YAML', 'flow.yaml', YAML],
    ['JSON', 'flow.json', JSON.stringify(flow, null, '\t')],
    ['a module', 'flow.mjs', `export default ${JSON.stringify(flow)};`],
    ['a TypeScript module', 'flow.ts', `const flow: object = ${JSON.stringify(flow)};\nexport default flow;`],
  ])('may be %s; its paths are relative to it, and defaults are filled in', async (_, name, text) => {
    const path = fileWith(text, name);
    const base = join(path, '..');
    expect(await loadFlow(path)).toMatchObject({
      path,
      base,
      flow: {
        name: 'orders',
        extension: { module: join(base, 'dist', 'index.mjs'), generation: '2.0' },
        export: { file: join(base, 'orders.ndjson'), pageSize: 20 },
        import: { echo: true, hooks: {} },
      },
    });
  });

  it('has absolute paths wherever it has paths', async () => {
    const path = fileWith(YAML.replace('echo: true', 'file: ../out.csv\n  mapping: { function: ./map.mjs }'));
    const { flow, base } = await loadShort(path);
    expect(flow.import).toMatchObject({
      file: join(base, '..', 'out.csv'),
      mapping: { function: join(base, 'map.mjs') },
    });
  });

  it('may have parts that are used again', async () => {
    const path = fileWith(`${YAML}  hooks: &hooks { preMap: tidy }\nsettings: { <<: *hooks, also: true }\n`);
    expect((await loadShort(path)).flow.settings).toEqual({ preMap: 'tidy', also: true });
  });

  it('adds positions to the problems that a run finds', async () => {
    const path = fileWith(
      'name: x\nextension: { module: a.mjs }\nexport:\n  records:\n    - {}\n    - {}\nimport: { echo: true }\n',
    );
    const { locate } = await loadFlow(path);
    const { problems } = await locate(new FlowError({ path: 'export.records[1]', message: 'found a bigint' }));
    expect(problems).toEqual([{ path: 'export.records[1]', message: 'found a bigint', line: 6, column: 7 }]);
  });

  it('may have the name of a function on Lambda, or the URL of a server, alone', async () => {
    const load = async (extension: string) =>
      (await loadShort(fileWith(YAML.replace('{ module: dist/index.mjs }', extension)))).flow.extension;
    expect((await load('{ lambda: orders }')).lambda).toEqual({ function: 'orders' });
    expect((await load('{ server: "http://localhost:8080" }')).server).toEqual({
      url: 'http://localhost:8080',
      token: { env: 'INTEGRATOR_EXTENSION_SYSTEM_TOKEN' },
    });
  });

  it('may have the generation as a number, and dates with an offset', async () => {
    const text = 'name: x\nextension: { module: a.mjs, generation: 1.0 }\nexport: { records: [], type: delta,';
    const { flow } = await loadShort(
      fileWith(`${text} lastExportDateTime: 2026-03-01T08:00:00+02:00 }\nimport: { echo: true }\n`),
    );
    expect(flow.extension.generation).toBe('1.0');
    expect(flow.export.lastExportDateTime).toBe('2026-03-01T08:00:00+02:00');
  });

  it.each<[what: string, from: string, to: string, message: string]>([
    [
      'an unknown key',
      'echo:',
      'ECHO: true\n  echo:',
      'flow.yaml:7:3: import.ECHO: found an unknown key, expected echo',
    ],
    [
      'a key like two others',
      'name: orders',
      'name: orders\neport: 1',
      'flow.yaml:3:1: eport: found an unknown key, expected export',
    ],
    [
      'a key in a list',
      'echo: true',
      'echo: true\nfaults: { failImport: [{ recrod: 1, record: 1, status: 401 }] }',
      'flow.yaml:8:26: faults.failImport[0].recrod: found an unknown key, expected record',
    ],
    [
      'a key that is nowhere near',
      '  echo',
      '  colour: red\n  echo',
      'flow.yaml:7:3: import.colour: found an unknown key, expected one of wrapper, file, format, echo, configuration, oneToMany, pathToMany, mapping, responseMapping, skipAggregation, hooks',
    ],
    [
      'a key of a free object',
      'echo: true',
      'echo: true\n  hooks: { preMapp: tidy }',
      'flow.yaml:8:12: import.hooks.preMapp: found an unknown key, expected preMap',
    ],
    ['what is missing', 'name: orders\n', '', 'flow.yaml:2:1: name: expected string, found nothing'],
    ['another type', 'echo: true', 'echo: yes', 'flow.yaml:7:3: import.echo: expected true, found "yes"'],
    [
      'a number',
      'orders.ndjson',
      'orders.ndjson\n  pageSize: 0',
      'flow.yaml:6:3: export.pageSize: expected number to be >0, found 0',
    ],
    [
      'none of a list',
      'orders.ndjson',
      'orders.ndjson\n  type: some',
      'flow.yaml:6:3: export.type: expected one of "all"|"delta"|"once"|"test", found "some"',
    ],
    [
      'a date',
      'orders.ndjson',
      'orders.ndjson\n  lastExportDateTime: today',
      'flow.yaml:6:3: export.lastExportDateTime: expected a text in the format datetime, found "today"',
    ],
    [
      'two of a kind',
      'echo: true',
      'echo: true\n  wrapper: importOrders',
      'flow.yaml:6:1: import: expected exactly one of wrapper, file and echo',
    ],
    [
      'a record that is none',
      'file: orders.ndjson',
      'records: [{ id: 1 }, 5]',
      'flow.yaml:5:24: export.records[1]: expected object or array, found 5',
    ],
    ['an empty file', YAML, '', 'flow.yaml:1:1: expected object, found null'],
    [
      'the same file for both',
      'echo: true',
      'file: ./orders.ndjson',
      'flow.yaml:7:3: import.file: found the file of the export, expected another one',
    ],
    [
      'a lookup of the mapper',
      'echo: true',
      'echo: true\n  mapping:\n    fields:\n      - { generate: id, extract: id, lookupName: ids }',
      'flow.yaml:10:38: import.mapping.fields[0].lookupName: found lookups of the mapper, which the short form of a flow does not have; expected a folder of the account’s documents, which has it',
    ],
    [
      'mappings of the second generation',
      'echo: true',
      'echo: true\n  mappings: [{ generate: id, extract: $.id }]',
      'flow.yaml:8:3: import.mappings: found Mapper 2.0, which the short form of a flow does not have; expected a folder of the account’s documents, which has it',
    ],
    [
      'a filter',
      'echo: true',
      'echo: true\n  filter: { type: expression }',
      'flow.yaml:8:3: import.filter: found a filter, which the short form of a flow does not have; expected a folder of the account’s documents, which has it',
    ],
    [
      'an unknown key of a function on Lambda',
      'extension: { module: dist/index.mjs }',
      'extension: { lambda: { function: orders, regoin: eu-west-1 } }',
      'flow.yaml:3:42: extension.lambda.regoin: found an unknown key, expected region',
    ],
    [
      'a server without its URL',
      'extension: { module: dist/index.mjs }',
      'extension: { server: 5 }',
      'flow.yaml:3:14: extension.server: expected object or string, found 5',
    ],
    [
      'a slip in a reference',
      'echo: true',
      'echo: true\nconnection: { encrypted: { key: { env: KEY, defalt: x } } }',
      'flow.yaml:8:28: connection.encrypted.key: expected env, the name of a variable, and at most default with it',
    ],
  ])('that has %s is refused, by path and line', async (_, from, to, message) => {
    const text = YAML.replace(from, to);
    expect(await said(text)).toBe(message);
  });

  it('with a problem in a repeated part is refused at that part', async () => {
    const text = YAML.replace('name: orders', 'name: orders\nsettings: &s { preMap: 1 }');
    expect(await said(`${text}  hooks: *s\n`)).toBe('flow.yaml:3:16: import.hooks.preMap: expected string, found 1');
  });

  it('gets all its problems at once', async () => {
    expect((await said('name: 5\nextension: {}\nimport: {}\n')).split('\n')).toEqual([
      'flow.yaml:1:1: name: expected string, found 5',
      'flow.yaml:2:1: extension: expected exactly one of module, lambda and server',
      'flow.yaml:1:1: export: expected object, found nothing',
      'flow.yaml:3:1: import: expected exactly one of wrapper, file and echo',
    ]);
  });

  it.each([
    ['YAML', 'name: [a\nexport: b', 'flow.yaml', /^flow\.yaml:2:1: /],
    ['YAML that names a key twice', 'name: a\nname: b', 'flow.yaml', 'flow.yaml:2:1: Map keys must be unique'],
    [
      'YAML whose aliases never end',
      'a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
      'flow.yaml',
      'Excessive alias count',
    ],
    ['JSON', '{"name": }', 'flow.json', /^flow\.json:1:\d+: /],
    [
      'a module',
      'throw new Error("no orders today")',
      'flow.mjs',
      /^flow\.mjs: Error: no orders today \(file:.*flow\.mjs:1\)$/,
    ],
    ['a module without a flow', 'export const flow = {};', 'flow.mjs', 'flow.mjs: expected object, found nothing'],
    [
      'a module with a slip',
      'export default { nam: "x" };',
      'flow.mjs',
      /^flow\.mjs: name: expected string, found nothing$/m,
    ],
  ])('that is no readable %s is refused', async (_, text, name, message) => {
    expect(await said(text, name)).toMatch(message);
  });

  it('that is missing is named', async () => {
    const file = join(folderWith(), 'flow.yaml');
    await expect(loadFlow(file)).rejects.toThrow(`${file}: found nothing, expected a file`);
  });
});

describe('the environment variables of a flow', () => {
  const load = async (connection: string, extension = '{ module: x.mjs }') => {
    const text = YAML.replace('{ module: dist/index.mjs }', extension);
    return translateFlow((await loadShort(fileWith(`${text}connection: ${connection}\n`))).flow);
  };

  it('are resolved when the flow is run, and their values are secret if encrypted', async () => {
    const flow = await load(
      '{ encrypted: { key: { env: KEY }, user: { name: ada, empty: "" }, n: 5 }, unencrypted: { file: { env: FILE, default: orders.db } } }',
      '{ server: { url: "http://localhost:8080", token: { env: TOKEN } } }',
    );
    const { connections, tokens, secrets } = resolveSecrets(flow, { KEY: 's3cret', TOKEN: 't0ken' });
    const values = {
      encrypted: { key: 's3cret', user: { name: 'ada', empty: '' }, n: 5 },
      unencrypted: { file: 'orders.db' },
    };
    expect([...connections.values()]).toEqual([values, values]);
    expect([...tokens.values()]).toEqual(['t0ken']);
    expect(new Set(secrets)).toEqual(new Set(['t0ken', 's3cret', 'ada']));
    const [other] = resolveSecrets(flow, { KEY: 'k', TOKEN: 't', FILE: '' }).connections.values();
    expect(other?.unencrypted).toEqual({ file: '' });
  });

  it('are none without a connection', async () => {
    const { connections, secrets } = resolveSecrets(await load('{}'), {});
    expect([...connections.values()]).toContainEqual({ encrypted: {}, unencrypted: {} });
    expect(secrets).toEqual([]);
  });

  it('are named if they are missing', async () => {
    const flow = await load('{ encrypted: { key: { env: KEY }, user: { env: USER_NAME } } }');
    expect(() => resolveSecrets(flow, {})).toThrow(
      'connection.encrypted.key: found no environment variable "KEY", expected it to hold the value\n' +
        'connection.encrypted.user: found no environment variable "USER_NAME", expected it to hold the value',
    );
  });
});
