import { type ApiCall, type Client, formatPath, type RequestSettings } from './client.ts';
import { createResources, type Resource, type Resources } from './resources.ts';

/** One page of a virtual export. */
export interface ExportedPage<R = unknown> {
  /** The records of the page. */
  readonly data: readonly R[];
  /** The position of the next page, to be sent back as it came. `done` is set on the last page. */
  readonly pagedExportState?: {
    /** Whether this page is the last. */
    readonly done?: boolean;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** The result of one imported record. */
export interface ImportedRecord {
  /** 200 for an imported record; another status for a failed one. */
  readonly statusCode: number;
  /** The record’s id in the application. */
  readonly id?: string;
  /** The application's answer. */
  readonly _json?: unknown;
  /** Why the record failed. */
  readonly errors?: readonly {
    /** The code of the error. */
    readonly code: string;
    /** The message of the error. */
    readonly message: string;
    /** The part of the platform, or the application, that reported it. */
    readonly source?: string;
  }[];
  readonly [field: string]: unknown;
}

/** A connection with an export that need not be saved. */
export interface VirtualExport {
  /** The id of the connection. */
  readonly _id: string;
  /** The document of the export. */
  readonly export: Resource;
  readonly [field: string]: unknown;
}

/** A connection, an import that need not be saved, and its records. */
export interface VirtualImport {
  /** The id of the connection. */
  readonly _id: string;
  /** The document of the import. */
  readonly import: Resource;
  /** The records to import. */
  readonly data: readonly unknown[];
  readonly [field: string]: unknown;
}

/** A request that the platform makes with the credentials of a connection. */
export interface ProxiedRequest {
  /** The id of the connection. */
  readonly _id: string;
  /** Default GET. */
  readonly method?: string;
  /** The path below the connection's base URI. */
  readonly relativeURI: string;
  /** The body, sent as JSON. Default: none. */
  readonly body?: unknown;
  /** Further headers for the application. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The connections of the account, and what can be run over one. */
export interface Connections extends Resources {
  /** Runs a virtual export, and resolves to all its records. */
  export<R = unknown>(request: VirtualExport, settings?: RequestSettings): Promise<ExportedPage<R>>;
  /** Runs a virtual export page by page; `pagedExportState` continues after an earlier page. */
  exportPages<R = unknown>(
    request: VirtualExport & Pick<ExportedPage, 'pagedExportState'>,
    settings?: RequestSettings,
  ): AsyncGenerator<ExportedPage<R>, void>;
  /** Imports records: the results are as many, in the same order. */
  import(request: VirtualImport, settings?: RequestSettings): Promise<ImportedRecord[]>;
  /** Runs only the mapping of an import, and resolves to the mapped records. */
  importMapped<R = unknown>(request: VirtualImport, settings?: RequestSettings): Promise<R[]>;
  /** Makes a request to the connection's application, and resolves to the body of its answer. */
  proxy<T = unknown>(request: ProxiedRequest, settings?: RequestSettings): Promise<T>;
  /** Tests whether the connection works. */
  ping(
    _id: string,
    settings?: RequestSettings,
  ): Promise<{
    /** 200 if the connection works. */
    readonly code?: number;
    readonly [field: string]: unknown;
  }>;
}

export function createConnections(client: Client): Connections {
  const post = async <T>(call: Omit<ApiCall, 'method'>, settings?: RequestSettings) => {
    const { body } = await client.send({ idempotent: false, ...call, method: 'POST' }, settings);
    return body as T | undefined;
  };
  async function* exportPages<R>(
    request: VirtualExport & Pick<ExportedPage, 'pagedExportState'>,
    settings?: RequestSettings,
  ): AsyncGenerator<ExportedPage<R>, void> {
    const { _id, pagedExportState, ...rest } = request;
    let state = pagedExportState;
    do {
      const json = { ...rest, ...(state && { pagedExportState: state }) };
      const path = formatPath('connections', _id, 'export', 'pages');
      const page: ExportedPage<R> = toPage(await post({ path, json, form: 'page' }, settings));
      yield page;
      state = page.pagedExportState;
    } while (state && !state.done);
  }
  return {
    ...createResources(client, 'connections'),
    exportPages,
    export: async ({ _id, ...json }, settings) =>
      toPage(await post({ path: formatPath('connections', _id, 'export'), json, form: 'page' }, settings)),
    import: async ({ _id, ...json }, settings) =>
      (await post({ path: formatPath('connections', _id, 'import'), json, form: 'list' }, settings)) ?? [],
    importMapped: async ({ _id, ...json }, settings) => {
      const path = formatPath('connections', _id, 'import', 'map');
      return (await post({ path, json, idempotent: true, form: 'list' }, settings)) ?? [];
    },
    proxy: async ({ _id, method = 'GET', relativeURI, body: json, headers }, settings) => {
      const call = {
        method: 'POST',
        path: formatPath('connections', _id, 'proxy'),
        json,
        headers: { ...headers, 'integrator-method': method, 'integrator-relative-uri': relativeURI },
        idempotent: ['GET', 'HEAD', 'PUT', 'DELETE'].includes(method.toUpperCase()),
      };
      const { body } = await client.send(call, settings);
      return body as never;
    },
    ping: async (_id, settings) => {
      const call = { method: 'GET', path: formatPath('connections', _id, 'ping'), form: 'object' } as const;
      const { body } = await client.send(call, settings);
      return Object(body);
    },
  };
}

/** Reads a page; an export without records answers with an empty body. */
export function toPage<R>(body: unknown): ExportedPage<R> {
  return { data: [], ...Object(body) };
}
