import { sampleExport, sampleImport } from '../../contracts/samples.ts';
import type { ExportDocument, FunctionReference, ImportDocument, PageProcessor } from './documents.ts';
import type { DocumentKind, FlowFolder, WrittenAt } from './flow-folder.ts';
import type { Flow } from './schema.ts';
import { type SimulationSettings, simulationSchema } from './simulation-schema.ts';

/** The id of the one stack that a flow in the short form has. */
export const ONLY_STACK = 'extension';
const LOOKUP = '5f0000000000000000000009';

interface Ids {
  readonly flow: string;
  readonly integration: string;
  readonly export: string;
  readonly import: string;
  readonly connections: { readonly export: string; readonly import: string };
}

/** Writes a flow of the short form as the platform's documents, so that one engine runs both. */
export function translateFlow(flow: Flow): FlowFolder {
  const { ids } = flow;
  const own: Ids = {
    flow: ids._flowId ?? sampleExport._flowId,
    integration: ids._integrationId ?? sampleExport._integrationId,
    export: ids._exportId ?? sampleExport._exportId,
    import: ids._importId ?? sampleImport._importId,
    connections: {
      export: ids._connectionId ?? sampleExport._connectionId,
      import: ids._connectionId ?? sampleImport._connectionId,
    },
  };
  return {
    flow: {
      _id: own.flow,
      name: flow.name,
      _integrationId: own.integration,
      pageGenerators: [{ _exportId: own.export }],
      pageProcessors: [...toLookupStep(flow), toImportStep(flow, own)],
    },
    integration: {
      _id: own.integration,
      ...(ids._parentIntegrationId !== undefined && { _parentId: ids._parentIntegrationId }),
    },
    exports: { [own.export]: toExport(flow, own), ...(flow.lookup && { [LOOKUP]: toLookup(flow, own) }) },
    imports: { [own.import]: toImport(flow, own) },
    connections: toConnections(flow, own),
    scripts: {},
    stacks: {},
    lookupCaches: {},
    simulation: toSimulation(flow, own),
    writtenAt: (kind, id) => findPlace(own, kind, id),
    isShort: true,
  };
}

/** The model of a flow, whichever form it has. */
export function toFlowFolder(flow: Flow | FlowFolder): FlowFolder {
  return 'writtenAt' in flow ? flow : translateFlow(flow);
}

function findPlace(ids: Ids, kind: DocumentKind, id: string | undefined): WrittenAt {
  const key = { [ids.export]: 'export', [LOOKUP]: 'lookup', [ids.import]: 'import' }[id ?? ''];
  const path = kind === 'exports' || kind === 'imports' ? [String(key)] : kind === 'connections' ? ['connection'] : [];
  return { document: '', path };
}

/** Hooks of the older generation get their step's configuration. */
function refer({ extension }: Flow, name: string | undefined, configuration?: object): FunctionReference | undefined {
  if (name === undefined) return undefined;
  const own = extension.generation === '1.0' && configuration;
  return { _stackId: ONLY_STACK, function: name, ...(own && { configuration: own as Record<string, unknown> }) };
}

function toExport(flow: Flow, ids: Ids): ExportDocument {
  const { wrapper, type, pageSize, configuration, hooks, delta, once, test } = flow.export;
  return {
    _id: ids.export,
    name: 'export',
    _connectionId: ids.connections.export,
    adaptorType: wrapper === undefined ? 'SimpleExport' : 'WrapperExport',
    ...(wrapper !== undefined && { wrapper: { function: wrapper, ...(configuration && { configuration }) } }),
    type: type === 'all' ? undefined : type,
    pageSize,
    delta,
    once,
    test,
    hooks: { preSavePage: refer(flow, hooks.preSavePage, configuration) },
  };
}

function toLookup({ lookup }: Flow, ids: Ids): ExportDocument {
  const { wrapper, configuration, oneToMany, pathToMany } = lookup as NonNullable<Flow['lookup']>;
  return {
    _id: LOOKUP,
    name: 'lookup',
    _connectionId: ids.connections.export,
    adaptorType: 'WrapperExport',
    isLookup: true,
    wrapper: { function: wrapper, ...(configuration && { configuration }) },
    oneToMany,
    pathToMany,
  };
}

function toImport(flow: Flow, ids: Ids): ImportDocument {
  const { wrapper, configuration, hooks, oneToMany, pathToMany, mapping, skipAggregation } = flow.import;
  const named = (name: string | undefined) => refer(flow, name, configuration);
  return {
    _id: ids.import,
    name: 'import',
    _connectionId: ids.connections.import,
    adaptorType: wrapper === undefined ? 'FileSystemImport' : 'WrapperImport',
    ...(wrapper !== undefined && { wrapper: { function: wrapper, ...(configuration && { configuration }) } }),
    oneToMany,
    pathToMany,
    ...(mapping && mapping.function === undefined && { mapping: { fields: mapping.fields, lists: mapping.lists } }),
    hooks: {
      preMap: named(hooks.preMap),
      postMap: named(hooks.postMap),
      postSubmit: named(hooks.postSubmit),
      postAggregate: named(hooks.postAggregate),
    },
    file: { skipAggregation },
  };
}

function toLookupStep(flow: Flow): PageProcessor[] {
  const { lookup } = flow;
  if (!lookup) return [];
  const postResponseMap = refer(flow, lookup.hooks.postResponseMap, lookup.configuration);
  return [{ type: 'export', _exportId: LOOKUP, responseMapping: lookup.responseMapping, hooks: { postResponseMap } }];
}

function toImportStep(flow: Flow, ids: Ids): PageProcessor {
  const { responseMapping, hooks, configuration } = flow.import;
  const postResponseMap = refer(flow, hooks.postResponseMap, configuration);
  return { type: 'import', _importId: ids.import, responseMapping, hooks: { postResponseMap } };
}

function toConnections({ connection, export: source, import: destination }: Flow, { connections }: Ids) {
  // The ping tests the connection of the import only where nothing else is a wrapper.
  const isOfImport = source.wrapper === undefined && destination.wrapper !== undefined;
  const pinged = isOfImport ? connections.import : connections.export;
  const toConnection = (_id: string) => {
    const ping = _id === pinged && connection.ping !== undefined && { pingFunction: connection.ping };
    return [_id, { _id, type: 'wrapper', wrapper: { _stackId: ONLY_STACK, ...ping } }] as const;
  };
  return Object.fromEntries(Object.values(connections).map(toConnection));
}

function toSimulation(flow: Flow, ids: Ids): SimulationSettings {
  const { extension, settings, connection, retry, platform, faults } = flow;
  const { file, records, format, encoding, csv, lastExportDateTime, currentExportDateTime } = flow.export;
  const { file: output, format: outputFormat, mapping, echo } = flow.import;
  const values = { encrypted: connection.encrypted, unencrypted: connection.unencrypted };
  return {
    ...simulationSchema.parse({}),
    stacks: { [ONLY_STACK]: extension },
    settings,
    connections: { [ids.connections.export]: values, [ids.connections.import]: values },
    exports: {
      [ids.export]: { records: file ?? records, format, encoding, csv, lastExportDateTime, currentExportDateTime },
    },
    imports: {
      [ids.import]: { file: output, format: outputFormat, map: mapping?.function, respond: echo && 'echo' },
    },
    retry,
    platform,
    faults,
  };
}
