/** A place in the picture of a flow. */
export interface FlowNode {
  /** `merge` is where branches meet again without a choice, `end` where a branch without steps drops its records. */
  readonly kind: 'export' | 'lookup' | 'import' | 'router' | 'merge' | 'end';
  /** The name of the step; empty for `merge` and `end`. */
  readonly name: string;
}

/** A way from one place of a flow to another. */
export interface FlowEdge {
  /** The index of the node that it begins at. */
  readonly from: number;
  /** The index of the node that it leads to. */
  readonly to: number;
  /** The name of the branch that begins here. */
  readonly branch?: string;
  /** The number of records that took it. */
  readonly records: number;
}

/** The flow as a graph: generators, steps, routers, and where branches meet or end. */
export interface FlowGraph {
  /** The places of the flow. */
  readonly nodes: readonly FlowNode[];
  /** The ways between them. */
  readonly edges: readonly FlowEdge[];
}
