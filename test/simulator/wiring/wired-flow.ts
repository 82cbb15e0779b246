import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setOwn } from '../../../src/shared/own-property.ts';
import { checkWiring } from '../../../src/simulator/wiring/check-wiring.ts';
import { createFolder } from '../../cli/command-line.ts';

/** The documents of a flow by the names of their files; a text is written as it is. */
export type Documents = Readonly<Record<string, unknown>>;

/** A change of a document: the file, a path in it with dots, and the new value. Without a path: the whole file. */
export type Change = readonly [file: string, path: string, value: unknown];

const wrapper = (name: string, more: object = {}) => ({
  adaptorType: 'WrapperExport',
  _connectionId: 'c1',
  wrapper: { function: name },
  ...more,
});

/** A flow without mistakes: a generator, a lookup, an import that is a wrapper, and one that is none. */
const linear: Documents = {
  'flow.json': {
    _id: 'f1',
    name: 'Orders',
    pageGenerators: [{ _exportId: 'e1' }],
    pageProcessors: [
      { type: 'export', _exportId: 'e2', responseMapping: { fields: [{ extract: 'data[0].rate', generate: 'rate' }] } },
      { type: 'import', _importId: 'd1', hooks: { postResponseMap: { _scriptId: 'k1', function: 'tidy' } } },
      { type: 'import', _importId: 'd2' },
    ],
  },
  'exports/e1.json': { _id: 'e1', name: 'Get orders', ...wrapper('getOrders') },
  'exports/e2.json': { _id: 'e2', name: 'Find tax', isLookup: true, ...wrapper('findTax') },
  'imports/d1.json': {
    _id: 'd1',
    name: 'Put orders',
    ...wrapper('putOrders', { adaptorType: 'WrapperImport' }),
    hooks: { preMap: { _stackId: 's1', function: 'tidyOrders' } },
  },
  'imports/d2.json': { _id: 'd2', name: 'Notify', adaptorType: 'HTTPImport', _connectionId: 'c2' },
  'connections/c1.json': { _id: 'c1', type: 'wrapper', wrapper: { _stackId: 's1', pingFunction: 'pingShop' } },
  'scripts/k1.json': {
    _id: 'k1',
    content: 'function tidy (o) { return o.postResponseMapData }\nfunction pick () { return true }',
  },
  'stacks/s1.json': { _id: 's1', name: 'shop' },
  'simulation.yaml': 'stacks:\n  s1: { lambda: { function: orders } }\n',
};

const filter = { rules: ['equals', ['string', ['extract', 'region']], 'EU'] };
const toImport = { type: 'import', _importId: 'd1' };

/** The same with routers: the first by filters, the second by a script. */
const routed: Documents = {
  ...linear,
  'flow.json': {
    _id: 'f1',
    name: 'Orders',
    pageGenerators: [{ _exportId: 'e1' }],
    routers: [
      {
        id: 'rt1',
        routeRecordsTo: 'first_matching_branch',
        routeRecordsUsing: 'input_filters',
        script: { function: 'branching' },
        branches: [
          { name: 'EU', inputFilter: filter, pageProcessors: [toImport], nextRouterId: 'rt2' },
          { name: 'Rest', inputFilter: { rules: [] }, pageProcessors: [], nextRouterId: 'rt2' },
        ],
      },
      {
        id: 'rt2',
        routeRecordsTo: 'all_matching_branches',
        routeRecordsUsing: 'script',
        script: { _scriptId: 'k1', function: 'pick' },
        branches: [{ name: 'One', pageProcessors: [] }, { name: 'Two' }],
      },
    ],
  },
};

export const flows = { linear, routed };

function change(documents: Documents, [file, path, value]: Change): Documents {
  if (path === '') return { ...documents, [file]: value };
  const changed = structuredClone(documents[file] ?? {}) as object;
  const keys = path.split('.');
  const last = keys.pop() as string;
  let inner: Record<string, unknown> = changed as Record<string, unknown>;
  for (const key of keys) {
    inner[key] ??= {};
    inner = inner[key] as Record<string, unknown>;
  }
  setOwn(inner, last, value);
  return { ...documents, [file]: changed };
}

let count = 0;

/** Makes folders of flows, and checks them. */
export function createFlows() {
  const { write, path } = createFolder();
  const writeFlow = (flow: keyof typeof flows, changes: readonly Change[] = []): string => {
    count += 1;
    const name = `flow-${count}`;
    for (const [file, value] of Object.entries(changes.reduce(change, flows[flow]))) {
      if (value === undefined || value === null) continue;
      write(join(name, file), typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));
    }
    return path(name);
  };
  const check = async (folder: string) => {
    const { findings, unchecked } = await checkWiring(folder);
    const named = findings.map((one) => {
      const { document, line } = one;
      const text = line === undefined ? '' : (readFileSync(document, 'utf8').split('\n')[line - 1] ?? '').trim();
      return { ...one, document: document.replace(`${folder}/`, ''), text };
    });
    return { findings: named, unchecked };
  };
  /** Checks a flow with changes: what was found, and the text of the line that it names. */
  const find = async (flow: keyof typeof flows, ...changes: readonly Change[]) =>
    (await check(writeFlow(flow, changes))).findings;
  return { write, path, writeFlow, check, find };
}
