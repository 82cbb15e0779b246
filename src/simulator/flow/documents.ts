import * as z from 'zod';

/*
 * The platform's documents, as the API answers them. Only the fields that a run reads are named here, and each may be
 * null; others pass through.
 */

const anyObject = z.record(z.string(), z.unknown());
const text = z.string().nullish();
const flag = z.boolean().nullish();

/** A function that a document names: of a stack, or of a script. */
const reference = z.looseObject({
  _scriptId: text,
  _stackId: text,
  function: text,
  configuration: anyObject.nullish(),
});

/** A filter or a transformation: rules, or a function of a script. */
const rules = z.looseObject({ type: text, expression: anyObject.nullish(), script: reference.nullish() });

const responseMapping = z.looseObject({ fields: z.array(anyObject).nullish(), lists: z.array(anyObject).nullish() });

const pageProcessor = z.looseObject({
  type: text,
  _exportId: text,
  _importId: text,
  proceedOnFailure: flag,
  responseMapping: responseMapping.nullish(),
  hooks: z.looseObject({ postResponseMap: reference.nullish() }).nullish(),
});

const branch = z.looseObject({
  name: text,
  branchId: text,
  inputFilter: rules.nullish(),
  pageProcessors: z.array(pageProcessor).nullish(),
  nextRouterId: text,
});

const router = z.looseObject({
  id: text,
  name: text,
  routeRecordsTo: text,
  routeRecordsUsing: text,
  script: reference.nullish(),
  branches: z.array(branch).nullish(),
});

/** A flow. */
export const flowDocument = z.looseObject({
  _id: text,
  name: text,
  _integrationId: text,
  disabled: flag,
  pageGenerators: z.array(z.looseObject({ _exportId: text, skipRetries: flag })).nullish(),
  pageProcessors: z.array(pageProcessor).nullish(),
  routers: z.array(router).nullish(),
  runPageGeneratorsInParallel: flag,
  _exportId: text,
  _importId: text,
  skipRetries: flag,
  settings: anyObject.nullish(),
  isAbstract: flag,
  _abstractFlowId: text,
});

const mockRecord = z.looseObject({ record: z.unknown().optional(), rows: z.array(z.unknown()).nullish() });

/** An export: a generator of a flow, or a lookup in it. */
export const exportDocument = z.looseObject({
  _id: text,
  name: text,
  _connectionId: text,
  adaptorType: text,
  type: text,
  isLookup: flag,
  pageSize: z.int().positive().nullish(),
  wrapper: z.looseObject({ function: text, configuration: anyObject.nullish(), _stackId: text }).nullish(),
  file: z
    .looseObject({
      type: text,
      groupByFields: z.array(z.string()).nullish(),
      groupEmptyValues: flag,
      sortByFields: z.array(z.looseObject({ field: z.string(), descending: flag })).nullish(),
    })
    .nullish(),
  oneToMany: flag,
  pathToMany: text,
  filter: rules.nullish(),
  inputFilter: rules.nullish(),
  transform: rules.nullish(),
  mappings: z.array(anyObject).nullish(),
  hooks: z.looseObject({ preSavePage: reference.nullish() }).nullish(),
  delta: z
    .looseObject({ dateField: text, lagOffset: z.number().nullish(), startDate: text, dateFormat: text })
    .nullish(),
  once: z.looseObject({ booleanField: text }).nullish(),
  test: z.looseObject({ limit: z.int().positive().nullish() }).nullish(),
  groupByFields: z.array(z.string()).nullish(),
  dataURITemplate: text,
  traceKeyTemplate: text,
  mockOutput: z.looseObject({ page_of_records: z.array(mockRecord).nullish() }).nullish(),
  settings: anyObject.nullish(),
});

/** An import. */
export const importDocument = z.looseObject({
  _id: text,
  name: text,
  _connectionId: text,
  adaptorType: text,
  wrapper: z
    .looseObject({ function: text, configuration: anyObject.nullish(), lookups: z.array(anyObject).nullish() })
    .nullish(),
  mapping: responseMapping.nullish(),
  mappings: z.array(anyObject).nullish(),
  lookups: z.array(anyObject).nullish(),
  filter: rules.nullish(),
  hooks: z
    .looseObject({
      preMap: reference.nullish(),
      postMap: reference.nullish(),
      postSubmit: reference.nullish(),
      postAggregate: reference.nullish(),
    })
    .nullish(),
  responseTransform: rules.nullish(),
  oneToMany: flag,
  pathToMany: text,
  ignoreExisting: flag,
  ignoreMissing: flag,
  idLockTemplate: text,
  dataURITemplate: text,
  traceKeyTemplate: text,
  mockResponse: z.unknown().optional(),
  file: z.looseObject({ type: text, skipAggregation: flag }).nullish(),
  settings: anyObject.nullish(),
});

/** A connection. Only those of wrappers name a stack. */
export const connectionDocument = z.looseObject({
  _id: text,
  name: text,
  type: text,
  offline: flag,
  wrapper: z
    .looseObject({
      _stackId: text,
      pingFunction: text,
      unencrypted: z.unknown().optional(),
      encrypted: z.unknown().optional(),
    })
    .nullish(),
  settings: anyObject.nullish(),
});

/** A built-in script, with its text. */
export const scriptDocument = z.looseObject({
  _id: text,
  name: text,
  content: text,
  debugUntil: text,
  postResponseHookToProcessOnChildRecord: flag,
});

/** A stack. A run finds its functions where the simulation says; here stands where the platform calls them. */
export const stackDocument = z.looseObject({
  _id: text,
  name: text,
  type: text,
  framework: text,
  lambda: z.looseObject({ functionName: text, awsRegion: text, language: text }).nullish(),
  server: z.looseObject({ hostURI: text }).nullish(),
  settings: anyObject.nullish(),
});

/** Documents of which a run reads only what they are called, and their settings. */
export const otherDocument = z.looseObject({ _id: text, name: text, settings: anyObject.nullish() });

export type FlowDocument = z.output<typeof flowDocument>;
export type RouterDocument = z.output<typeof router>;
export type BranchDocument = z.output<typeof branch>;
export type PageProcessor = z.output<typeof pageProcessor>;
export type ExportDocument = z.output<typeof exportDocument>;
export type ImportDocument = z.output<typeof importDocument>;
export type ConnectionDocument = z.output<typeof connectionDocument>;
export type ScriptText = z.output<typeof scriptDocument>;
export type StackDocument = z.output<typeof stackDocument>;
export type OtherDocument = z.output<typeof otherDocument>;
export type FunctionReference = z.output<typeof reference>;
export type RulesDocument = z.output<typeof rules>;
export type MappingDocument = z.output<typeof responseMapping>;
