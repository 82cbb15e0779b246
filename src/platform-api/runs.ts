import { type Client, formatPath, type RequestSettings } from './client.ts';
import { type Connections, type ExportedPage, type ImportedRecord, toPage } from './connections.ts';
import { PlatformError } from './error.ts';
import { createReads, createResources, type Reads, type Resource, type Resources } from './resources.ts';

/** An export or import that need not be saved, with its connection. */
export interface Unsaved extends Resource {
  /** The id of the connection to run it over. */
  readonly _connectionId: string;
}

/** The saved document to run. Other fields are sent with it. */
export interface RunRequest {
  /** Its id. */
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** The unsaved export to run. Other fields are sent with it. */
export interface VirtualRun {
  /** The document of the export. */
  readonly export: Unsaved;
  readonly [field: string]: unknown;
}

/** The exports of the account, and exports that are not saved. */
export interface Exports extends Resources {
  /** Runs a saved export; other fields are sent with it, such as `data` or `listenerData`. */
  run<R = unknown>(request: RunRequest, settings?: RequestSettings): Promise<ExportedPage<R>>;
  /** Does the same as `run`, by the name of its route. */
  invoke: Exports['run'];
  /** Runs an unsaved export over the connection that it names. */
  runVirtual<R = unknown>(request: VirtualRun, settings?: RequestSettings): Promise<ExportedPage<R>>;
  /** Runs one page of such an export; `pagedExportState` is that of the page before. */
  runVirtualWithPaging<R = unknown>(
    request: VirtualRun & Pick<ExportedPage, 'pagedExportState'>,
    settings?: RequestSettings,
  ): Promise<ExportedPage<R>>;
}

export function createExports(client: Client, connections: Connections): Exports {
  const run: Exports['run'] = async ({ _id, ...rest }, settings) => {
    const call = { method: 'POST', path: formatPath('exports', _id, 'invoke'), json: rest, form: 'page' } as const;
    return toPage((await client.send(call, settings)).body);
  };
  return {
    ...createResources(client, 'exports'),
    run,
    invoke: run,
    runVirtual: (request, settings) => connections.export({ ...request, _id: request.export._connectionId }, settings),
    runVirtualWithPaging: async <R>(
      request: Parameters<Exports['runVirtualWithPaging']>[0],
      settings?: RequestSettings,
    ): Promise<ExportedPage<R>> => {
      const pages = connections.exportPages<R>({ ...request, _id: request.export._connectionId }, settings);
      return toPage((await pages.next()).value);
    },
  };
}

/** The imports of the account, and imports that are not saved. */
export interface Imports extends Resources {
  /**
   * Imports records with a saved import. The API has no route for that: the import is read and run as a virtual one.
   * @throws PlatformError `platform_not_found` if the import is missing
   */
  run(
    request: {
      /** The id of the import. */
      readonly _id: string;
      /** The records to import. */
      readonly data: readonly unknown[];
    },
    settings?: RequestSettings,
  ): Promise<ImportedRecord[]>;
  /** Imports records with an unsaved import, over the connection that it names. */
  runVirtual(
    request: {
      /** The document of the import. */
      readonly import: Unsaved;
      /** The records to import. */
      readonly data: readonly unknown[];
    },
    settings?: RequestSettings,
  ): Promise<ImportedRecord[]>;
}

export function createImports(client: Client, connections: Connections): Imports {
  const resources = createResources(client, 'imports');
  const runVirtual: Imports['runVirtual'] = (request, settings) =>
    connections.import({ ...request, _id: request.import._connectionId }, settings);
  return {
    ...resources,
    runVirtual,
    run: async ({ _id, data }, settings) => {
      const found = await resources.get(_id, settings);
      if (found) return runVirtual({ import: found as Unsaved, data }, settings);
      const message = 'There is no import of this id.';
      throw new PlatformError(`imports.run ${_id}`, [{ code: 'platform_not_found', message }], 404);
    },
  };
}

/** The flows of the account. */
export interface Flows extends Resources {
  /** Starts a flow, and resolves to its job: `{ _jobId }`. Other fields are sent with it. */
  run(
    request: RunRequest,
    settings?: RequestSettings,
  ): Promise<{
    /** The id of the job. */
    readonly _jobId?: string;
    readonly [field: string]: unknown;
  }>;
}

export function createFlows(client: Client): Flows {
  return {
    ...createResources(client, 'flows'),
    run: async ({ _id, ...rest }, settings) => {
      const { body } = await client.send(
        { method: 'POST', path: formatPath('flows', _id, 'run'), json: rest, form: 'object' },
        settings,
      );
      return Object(body);
    },
  };
}

/** The jobs of the account: the runs of its flows. */
export interface Jobs extends Reads {
  /** Cancels a running job. */
  cancel(_id: string, settings?: RequestSettings): Promise<void>;
}

/** The jobs of the account. Their lists need a flow, an integration or a date: `{ _flowId }`, `{ createdAt_gte }` … */
export function createJobs(client: Client): Jobs {
  return {
    ...createReads(client, 'jobs'),
    cancel: async (_id, settings) => {
      await client.send({ method: 'PUT', path: formatPath('jobs', _id, 'cancel') }, settings);
    },
  };
}
