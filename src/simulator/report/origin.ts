/** The functions of a stack, as the run found them. */
export interface RunStack {
  /** The id of its document; of a flow in the short form made up. */
  readonly id: string;
  /** Its name. */
  readonly name?: string;
  /** The module's file: relative to the flow's folder, or its bare name outside of it. */
  readonly module?: string;
  /** The deployed Lambda function. */
  readonly lambda?: string;
  /** The host of a server stack. */
  readonly server?: string;
  /** The generation of its module: 1.0 is grouped, 2.0 is flat. */
  readonly generation: string;
}

/** The custom settings of one document, without secrets and cut where they are long. */
export interface RunSettingsOf {
  /** `simulation` for those that the simulation has beside the documents. */
  readonly of: 'integration' | 'flow' | 'export' | 'import' | 'connection' | 'simulation';
  /** The name of the document. */
  readonly name?: string;
  /** The settings: JSON data. */
  readonly settings: unknown;
}

/** What a run was made with. It holds no values of connections. */
export interface RunOrigin {
  /** The name of the flow's file or folder; absent for a flow that is none. */
  readonly flow?: string;
  /** The stacks whose functions it called. */
  readonly stacks: readonly RunStack[];
  /** What the flow or the command line has made go wrong. */
  readonly faults: Readonly<Record<string, unknown>>;
  /** Whether failed records were retried. */
  readonly retry: boolean;
  /** Whether functions could call a fake of the platform's API. */
  readonly platform: boolean;
  /** The custom settings in scope of its functions, of each document that has some. */
  readonly settings: readonly RunSettingsOf[];
}
