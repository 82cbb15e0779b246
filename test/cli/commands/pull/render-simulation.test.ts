import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AccountDocument } from '../../../../src/cli/commands/pull/account-reader.ts';
import type { FetchedFlow } from '../../../../src/cli/commands/pull/fetch-flow.ts';
import { FOLDERS, type FolderName, findReferences } from '../../../../src/cli/commands/pull/find-references.ts';
import { renderSimulation } from '../../../../src/cli/commands/pull/render-simulation.ts';
import { simulationSchema } from '../../../../src/simulator/flow/simulation-schema.ts';

type Given = Partial<Record<FolderName, Readonly<Record<string, AccountDocument>>>>;

function render(flow: AccountDocument, given: Given = {}, samples: Readonly<Record<string, string>> = {}): string {
  const documents = Object.fromEntries(
    FOLDERS.map((kind) => [kind, new Map(Object.entries(given[kind] ?? {}))]),
  ) as unknown as FetchedFlow['documents'];
  const references = findReferences([flow, given]);
  return renderSimulation(
    { id: 'f1', flow, integration: undefined, documents, references, unreadable: [] },
    { schema: 's.json', module: '../src/index.ts', samples: new Map(Object.entries(samples)) },
  );
}

const wrapper = (stack: string, more: object = {}) => ({ type: 'wrapper', wrapper: { _stackId: stack, ...more } });

describe('the first simulation.yaml', () => {
  it('is valid as it is for a flow without stacks', () => {
    const text = render(
      { name: 'Plain', pageGenerators: [{ _exportId: 'e1' }] },
      { exports: { e1: { name: 'Get', adaptorType: 'HTTPExport' } }, imports: { d1: { adaptorType: 'HTTPImport' } } },
    );
    expect(simulationSchema.safeParse(parse(text) ?? {}).success).toBe(true);
  });

  it('has every stack, those that cannot be read and those whose id is a number to YAML', () => {
    const numbers = ['500000000000000000000000', '5000000000000000000000e1'];
    const text = render({}, { connections: { n1: wrapper(numbers[0] ?? ''), n2: wrapper(numbers[1] ?? '') } });
    expect(parse(text).stacks).toEqual(Object.fromEntries(numbers.map((id) => [id, {}])));
    expect(text).toContain('# a stack that could not be read: fill in where its functions are');
  });

  it('suggests the address of a server stack', () => {
    const stacks = { s1: { name: 'Own', type: 'server', server: { hostURI: 'https://own.example' } } };
    const text = render({}, { connections: { n1: wrapper('s1') }, stacks });
    expect(text).toContain('  #   server: { url: "https://own.example", token: { env: NAME } }\n');
  });

  it('has the keys of encrypted values, each with a variable of its own', () => {
    const text = render(
      {},
      {
        connections: {
          n1: { name: 'Shop (EU)', ...wrapper('s1', { encrypted: { apiKey: 'x', 'pass word': 'y' } }) },
          n2: { name: 'Shop EU', ...wrapper('s1', { encrypted: '******', encryptedFields: [{ id: 'apiKey' }] }) },
          n3: { name: '3PL', ...wrapper('s1', { encrypted: '******' }) },
          n4: { name: 'Web', type: 'http', http: { encrypted: '******' } },
        },
      },
    );
    expect(parse(text).connections).toEqual({
      n1: { encrypted: { apiKey: { env: 'SHOP_EU_API_KEY' }, 'pass word': { env: 'SHOP_EU_PASS_WORD' } } },
      n2: { encrypted: { apiKey: { env: 'SHOP_EU_API_KEY_2' } } },
    });
    expect(text).toContain('  # 3PL: its encrypted values, whose keys the platform does not say\n');
    expect(text).not.toContain('n4');
  });

  it('takes names for names: none ends its comment', () => {
    const name = 'Orders\nfaults: { slow: 1 }\u2028 # x';
    const text = render({ name }, { imports: { d1: { name, adaptorType: 'HTTPImport' } } });
    expect(parse(text)).toBeNull();
  });

  it('names each export and import that is no wrapper, with what it needs', () => {
    const mockOutput = { page_of_records: [{ record: {} }, { record: {} }] };
    const text = render(
      { pageGenerators: [{ _exportId: 'e1' }, { _exportId: 'e2' }] },
      {
        exports: {
          e1: { name: 'Sampled', adaptorType: 'HTTPExport' },
          e2: { name: 'Mocked', adaptorType: 'HTTPExport', mockOutput },
          e3: { name: 'Asked', adaptorType: 'HTTPExport' },
          e4: { name: 'Own', adaptorType: 'WrapperExport', wrapper: { function: 'f' } },
        },
        imports: {
          d1: { name: 'Answered', adaptorType: 'HTTPImport', mockResponse: [{}] },
          d2: { name: 'Mine', adaptorType: 'WrapperImport' },
        },
      },
      { e1: 'samples/e1.ndjson' },
    );
    expect(parse(text)).toEqual({ exports: { e1: { records: 'samples/e1.ndjson' } } });
    expect(text).toContain('# Mocked (HTTPExport): its mockOutput has 2 records; or give a file of records\n');
    expect(text).toContain('# Asked (HTTPExport): it has no mockOutput: give a module, (record) => results\n');
    expect(text).toContain('# Answered (HTTPImport): its mockResponse answers; see what it submits');
    expect(text).not.toMatch(/Own|Mine/);
  });
});
