/** The name of a stage: `preMap`; where a flow has several steps, `Put orders: preMap`, and a step's name for its call. */
export type StageName = string;

/** How the function of a stage is called: the kind of its contract, and where it runs. */
export interface CalledAs {
  /** The kind of its contract: `preMap`. */
  readonly kind: string;
  /** The generation's group in the address of a call; absent in flat modules. */
  readonly type?: string;
  /** Whether it runs in a built-in script, and not on a stack. */
  readonly isScript: boolean;
}

/** The results of one stage in the whole run. */
export interface StageReport {
  /** The name of the stage. */
  readonly name: StageName;
  /** The name of the step that the stage belongs to. */
  readonly step: string;
  /** What that step is; `connection` is the test of one. */
  readonly kind: 'connection' | 'export' | 'lookup' | 'import' | 'router';
  /** The platform's name of it: `apiCall`, `transformation`; of a hook the source of its errors, `pre_map_hook`. */
  readonly trace: string;
  /** The stage's function, if it has one. */
  readonly function?: string;
  /** What that function is called as; absent for one that is called for each record of a script's operation. */
  readonly called?: CalledAs;
  /** How often it ran, or its function was called. */
  readonly calls: number;
  /** The records that reached it. */
  readonly input: number;
  /** The records that left it. */
  readonly output: number;
  /** The records that it ignored. */
  readonly ignored: number;
  /** The errors that it reported. */
  readonly errors: number;
  /** Milliseconds of all its calls. */
  readonly ms: number;
  /** The bytes that crossed its JSON boundaries, options and responses. */
  readonly bytes: number;
  /** Its slowest page. */
  readonly slowest?: {
    /** The page, from 0. */
    readonly page: number;
    /** Its milliseconds. */
    readonly ms: number;
  };
}

/** One page: when its stages began and ended, in milliseconds since the run began. */
export interface PageReport {
  /** From 0. */
  readonly page: number;
  /** The number of records that the export made for it. */
  readonly records: number;
  /** Its size, as JSON. */
  readonly bytes: number;
  /** The errors of its records and of itself. */
  readonly errors: number;
  /** Whether the page as a whole failed. */
  readonly failed: boolean;
  /** Whether the page was sent a second time, or its records were retried. */
  readonly retried: boolean;
  /** The stages that it ran through, in order. */
  readonly stages: readonly {
    /** The name of the stage. */
    readonly name: StageName;
    /** When the stage began with the page. */
    readonly from: number;
    /** When it ended. */
    readonly to: number;
  }[];
}
