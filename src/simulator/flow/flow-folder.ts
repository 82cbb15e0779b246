import type {
  ConnectionDocument,
  ExportDocument,
  FlowDocument,
  ImportDocument,
  OtherDocument,
  ScriptText,
  StackDocument,
} from './documents.ts';
import type { SimulationSettings } from './simulation-schema.ts';

type ById<T> = Readonly<Record<string, T>>;

/** The kinds of documents that a flow consists of. */
export type DocumentKind =
  | 'flow'
  | 'exports'
  | 'imports'
  | 'connections'
  | 'scripts'
  | 'stacks'
  | 'lookupcaches'
  | 'integration'
  | 'simulation';

/** Where a document is written: a file, and the path in it. */
export interface WrittenAt {
  /** The file. */
  readonly document: string;
  /** The path in it. */
  readonly path: readonly PropertyKey[];
}

/** A flow with all documents that it refers to, and what they cannot say: the one model that runs. */
export interface FlowFolder {
  /** The document of the flow. */
  readonly flow: FlowDocument;
  /** The integration of the flow, if it has one. */
  readonly integration?: OtherDocument | undefined;
  /** Its exports and lookups, by their id. */
  readonly exports: ById<ExportDocument>;
  /** Its imports, by their id. */
  readonly imports: ById<ImportDocument>;
  /** Its connections, by their id. */
  readonly connections: ById<ConnectionDocument>;
  /** Its built-in scripts, by their id. */
  readonly scripts: ById<ScriptText>;
  /** The stacks of its functions, by their id. */
  readonly stacks: ById<StackDocument>;
  /** The data of each lookup cache: key and value. */
  readonly lookupCaches: ById<ReadonlyMap<string, unknown>>;
  /** What the documents cannot say: sources, modules, faults. */
  readonly simulation: SimulationSettings;
  /** Finds where a document is written, for messages. */
  readonly writtenAt: (kind: DocumentKind, id?: string) => WrittenAt;
  /** The names of stages of a flow in the short form: `preMap`, where others have the step's name before it. */
  readonly isShort: boolean;
}
