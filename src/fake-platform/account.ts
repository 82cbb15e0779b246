/** A document, as the API returns it. */
export interface FakeResource {
  /** Its id; the fake makes one up. */
  readonly _id?: string;
  /** Its name. */
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
  /** 200 for an imported record; another status fails it. */
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
    /** The method of the request to the application. */
    readonly method: string;
    /** The path below the connection’s base URI. */
    readonly relativeURI: string;
    /** The body; undefined without one. */
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
  /** Its values by their keys. */
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
  /** Built-in scripts by their id. */
  readonly scripts: Map<string, FakeResource>;
  /** Stacks by their id. */
  readonly stacks: Map<string, FakeResource>;
  /** Jobs by their id. */
  readonly jobs: Map<string, FakeResource>;
  /** Lookup caches by their id, with their values. */
  readonly lookupCaches: Map<string, FakeLookupCache>;
  /** The state of the account itself. */
  readonly state: Map<string, unknown>;
  /** The state of one document: `readState('imports', id)`. */
  readonly readState: (owner: string, _id: string) => Map<string, unknown>;
}

/** The kinds of documents that an account holds. */
const KINDS = [
  'integrations',
  'flows',
  'exports',
  'imports',
  'connections',
  'scripts',
  'stacks',
  'jobs',
  'lookupCaches',
] as const;

type FakeKind = (typeof KINDS)[number];

/** Documents by their kind, each with its `_id`, as the API answers them. */
export type FakeDocuments = {
  readonly [kind in Exclude<FakeKind, 'lookupCaches'>]?: readonly FakeResource[];
} & {
  /** Lookup caches: `data` holds their values by their keys. */
  readonly lookupCaches?: readonly FakeLookupCache[];
};

/**
 * Makes an account with documents.
 * @throws TypeError for a document without an `_id`
 */
export function createAccount(documents: FakeDocuments = {}): FakeAccount {
  const states = new Map<string, Map<string, unknown>>();
  const byKind = Object.fromEntries(KINDS.map((kind) => [kind, toMap(kind, documents[kind] ?? [])]));
  return {
    ...(byKind as Omit<FakeAccount, 'state' | 'readState'>),
    state: new Map(),
    readState: (owner, _id) => {
      const place = `${owner}/${_id}`;
      const state = states.get(place) ?? new Map();
      states.set(place, state);
      return state;
    },
  };
}

function toMap(kind: FakeKind, documents: readonly FakeResource[]): Map<string, FakeResource> {
  return new Map(
    documents.map((document, index) => {
      if (document._id !== undefined) return [document._id, document];
      throw new TypeError(`documents.${kind}[${index}]: found no _id, expected the id of the document`);
    }),
  );
}
