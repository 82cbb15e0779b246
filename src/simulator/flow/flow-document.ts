import * as z from 'zod';
import { anyObject, flag, reference, responseMapping, rules, text } from './document-parts.ts';

const pageProcessor = z.looseObject({
  /** The kind of step: `export` looks something up, `import` submits. */
  type: text,
  /** The id of the export, of a step that looks something up. */
  _exportId: text,
  /** The id of the import, of a step that submits. */
  _importId: text,
  /** Lets records that failed in this step go on to the next. Default: false. */
  proceedOnFailure: flag,
  /** What of the step’s answer is put into the record, for later steps. */
  responseMapping: responseMapping.nullish(),
  /** The functions of this step of the flow. */
  hooks: z
    .looseObject({
      /** Called after the response mapping. */
      postResponseMap: reference.nullish(),
    })
    .nullish(),
});

const branch = z.looseObject({
  /** The name of the branch, unique in its router. */
  name: text,
  /** The id of the branch. */
  branchId: text,
  /** Which records take the branch; without rules, all of them. */
  inputFilter: rules.nullish(),
  /** The steps of the branch, in order; without any, its records end here. */
  pageProcessors: z.array(pageProcessor).nullish(),
  /** The id of the router after the branch; without it, the path ends. */
  nextRouterId: text,
});

const router = z.looseObject({
  /** The id of the router, unique in the flow. */
  id: text,
  /** The name of the router. */
  name: text,
  /** `first_matching_branch`, the default, or `all_matching_branches`: then each gets a copy. */
  routeRecordsTo: text,
  /** What chooses branches: `input_filters`, the default, or `script`. */
  routeRecordsUsing: text,
  /** The function that answers the indices of a record’s branches. */
  script: reference.nullish(),
  /** The branches, tried from first to last. */
  branches: z.array(branch).nullish(),
});

/** A flow. */
export const flowDocument = z.looseObject({
  /** The id of the flow: 24 hexadecimal digits. */
  _id: text,
  /** The name of the flow, of at most 255 characters. */
  name: text,
  /** The id of the integration that the flow belongs to. */
  _integrationId: text,
  /** Whether the platform runs the flow neither by schedule nor on demand; here it runs. */
  disabled: flag,
  /** The exports that begin the flow, in order. */
  pageGenerators: z
    .array(
      z.looseObject({
        /** The id of the export that makes the pages. */
        _exportId: text,
        /** Keeps no retry data of records that fail. */
        skipRetries: flag,
      }),
    )
    .nullish(),
  /** The steps of a flow without branches, in order; never beside `routers`. */
  pageProcessors: z.array(pageProcessor).nullish(),
  /** The routers of a flow with branches; the first is the entry. Never beside `pageProcessors`. */
  routers: z.array(router).nullish(),
  /** Starts all page generators at once, not one after another. */
  runPageGeneratorsInParallel: flag,
  /** The export of a flow in the old form of one step: it is the only generator. */
  _exportId: text,
  /** The import of a flow in the old form of one step. */
  _importId: text,
  /** Keeps no retry data of records that fail. */
  skipRetries: flag,
  /** The custom settings of the flow. */
  settings: anyObject.nullish(),
  /** Whether the flow is a template of others, and never runs itself. */
  isAbstract: flag,
  /** The id of the template that the flow is made of. */
  _abstractFlowId: text,
});

export type FlowDocument = z.output<typeof flowDocument>;
export type RouterDocument = z.output<typeof router>;
export type BranchDocument = z.output<typeof branch>;
export type PageProcessor = z.output<typeof pageProcessor>;
