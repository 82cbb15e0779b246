/** A document, as the API returns it. */
export interface FakeResource {
  readonly _id?: string;
  readonly name?: string;
  readonly [field: string]: unknown;
}

/** An export or an import that a request contains. */
export interface FakeVirtual extends FakeResource {
  /** Records on a page. Default 20. */
  readonly pageSize?: number;
}

/** The result of one imported record. */
export interface FakeImported {
  readonly statusCode: number;
  readonly [field: string]: unknown;
}

/** A connection, with the behaviour of the application behind it. */
export interface FakeConnection extends FakeResource {
  /** The records that an export finds. Default: none. */
  readonly export?: (virtual: FakeVirtual) => readonly unknown[];
  /** Imports one record. Default: it succeeds, with the next free id. */
  readonly import?: (record: unknown, virtual: FakeVirtual) => FakeImported;
  /** Maps one record. Default: the record as it is. */
  readonly map?: (record: unknown, virtual: FakeVirtual) => unknown;
  /** Answers a request through the connection: with a body, or a whole Response. */
  readonly proxy?: (request: {
    readonly method: string;
    readonly relativeURI: string;
    readonly body: unknown;
  }) => unknown;
}

/** A saved export, with its records. */
export interface FakeExport extends FakeResource {
  /** Default: the records of its connection's `export`. */
  readonly run?: (request: Readonly<Record<string, unknown>>) => readonly unknown[];
}

/** A lookup cache, with its values by their keys. */
export interface FakeLookupCache extends FakeResource {
  readonly data: Map<string, unknown>;
}

/** The content of an account: documents by their `_id`, and values by their keys. */
export interface FakeAccount {
  /** Integrations by their id. */
  readonly integrations: Map<string, FakeResource>;
  /** Flows by their id. */
  readonly flows: Map<string, FakeResource>;
  /** Exports by their id; one may have a `run`. */
  readonly exports: Map<string, FakeExport>;
  /** Imports by their id. */
  readonly imports: Map<string, FakeResource>;
  /** Connections by their id, with the applications behind them. */
  readonly connections: Map<string, FakeConnection>;
  /** Jobs by their id. */
  readonly jobs: Map<string, FakeResource>;
  /** Lookup caches by their id, with their values. */
  readonly lookupCaches: Map<string, FakeLookupCache>;
  /** The state of the account itself. */
  readonly state: Map<string, unknown>;
  /** The state of one document: `readState('imports', id)`. */
  readonly readState: (owner: string, _id: string) => Map<string, unknown>;
}

/** Makes an empty account. */
export function createAccount(): FakeAccount {
  const states = new Map<string, Map<string, unknown>>();
  return {
    integrations: new Map(),
    flows: new Map(),
    exports: new Map(),
    imports: new Map(),
    connections: new Map(),
    jobs: new Map(),
    lookupCaches: new Map(),
    state: new Map(),
    readState: (owner, _id) => {
      const place = `${owner}/${_id}`;
      const state = states.get(place) ?? new Map();
      states.set(place, state);
      return state;
    },
  };
}
