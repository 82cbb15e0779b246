import type {
  ConnectionDocument,
  ExportDocument,
  FlowDocument,
  ImportDocument,
  OtherDocument,
  ScriptText,
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
  readonly document: string;
  readonly path: readonly PropertyKey[];
}

/** A flow with all documents that it refers to, and what they cannot say: the one model that runs. */
export interface FlowFolder {
  readonly flow: FlowDocument;
  readonly integration?: OtherDocument | undefined;
  readonly exports: ById<ExportDocument>;
  readonly imports: ById<ImportDocument>;
  readonly connections: ById<ConnectionDocument>;
  readonly scripts: ById<ScriptText>;
  readonly stacks: ById<OtherDocument>;
  /** The data of each lookup cache: key and value. */
  readonly lookupCaches: ById<ReadonlyMap<string, unknown>>;
  readonly simulation: SimulationSettings;
  /** Finds where a document is written, for messages. */
  readonly writtenAt: (kind: DocumentKind, id?: string) => WrittenAt;
  /** The names of stages of a flow in the short form: `preMap`, where others have the step's name before it. */
  readonly isShort: boolean;
}
