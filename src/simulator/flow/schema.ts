import * as z from 'zod';
import { ENCODINGS } from '../records/decode.ts';
import { ENDINGS_KNOWN, FORMATS, type Format, readFormat } from './format.ts';
import { mapping, responseMapping } from './mapping-schema.ts';

/*
 * The schema of a flow file. Nothing is resolved here: paths are relative to the file, secrets are names of environment
 * variables.
 */

const name = z.string().min(1);
const anyObject = z.record(z.string(), z.unknown());

/** A value, or the environment variable that holds it. */
const secret = z
  .union([
    z.strictObject({
      env: name.describe('The environment variable with the value.'),
      default: z.unknown().optional().describe('The value if there is no such variable.'),
    }),
    z.unknown(),
  ])
  .superRefine((value, context) => {
    const { env, default: fallback, ...more } = Object(value);
    if (env === undefined || (typeof env === 'string' && env && Object.keys(more).length === 0)) return;
    context.addIssue({ code: 'custom', message: 'expected env, the name of a variable, and at most default with it' });
  });

const extension = z
  .strictObject({
    module: name.optional().describe('On this machine: the path of a module or of a bundle that exports a handler.'),
    lambda: z
      .strictObject({
        function: name.describe('The name or ARN of a deployed Lambda function.'),
        region: name.optional().describe('Its region. Default: that of your AWS configuration.'),
        profile: name.optional().describe('The profile of your AWS configuration.'),
        endpointUrl: z.url().optional().describe('The address of Lambda, if not AWS.'),
      })
      .optional()
      .describe('A deployed Lambda function, called with the AWS SDK.'),
    server: z
      .strictObject({
        url: z.url().describe('The URL of the server stack; `/function` is added.'),
        token: z
          .strictObject({ env: name.describe('The name of the variable.') })
          .describe('The environment variable with its system token.'),
      })
      .optional()
      .describe('A server stack.'),
    generation: z.enum(['1.0', '2.0']).default('2.0').describe('1.0: modules are grouped, and calls carry a type.'),
    connector: name.optional().describe('The `_connectorId` of the connector; without one, the module is `diy`.'),
    timeout: z.int().positive().default(300_000).describe('Milliseconds of each call.'),
    maxResponseSize: z.int().positive().optional().describe('The most bytes of a response.'),
  })
  .refine((one) => [one.module, one.lambda, one.server].filter(Boolean).length === 1, {
    error: 'expected exactly one of module, lambda and server',
  });

const connection = z.strictObject({
  ping: name.optional().describe('The wrapper function that tests the connection before the run.'),
  encrypted: z
    .record(z.string(), secret)
    .optional()
    .describe('Credentials: `{ env: NAME }` takes one from the environment.'),
  unencrypted: z.record(z.string(), secret).optional().describe('Its values that are no secrets.'),
});

const format = z.enum(FORMATS).optional().describe('Default: by the file’s extension.');

function knownFormat(
  { file, format }: { file?: string | undefined; format?: Format | undefined },
  context: z.RefinementCtx,
) {
  if (file === undefined || readFormat(file, format)) return;
  context.addIssue({ code: 'custom', path: ['file'], message: `expected an ending of ${ENDINGS_KNOWN}, or format` });
}

const source = z
  .strictObject({
    wrapper: name.optional().describe('The wrapper function of the export.'),
    file: name.optional().describe('A file of records: JSON (a list), NDJSON or CSV with a head line.'),
    format,
    encoding: z.enum(ENCODINGS).default('utf8').describe('The encoding of the file.'),
    csv: z
      .strictObject({
        delimiter: z.string().min(1).default(',').describe('What stands between columns.'),
        header: z.boolean().default(true).describe('Whether the first line names the columns; else Column0, Column1 …'),
        skip: z.int().nonnegative().default(0).describe('Lines before the first that counts.'),
        trim: z.boolean().default(false).describe('Whether white space around values is dropped.'),
      })
      .prefault({})
      .describe('How the columns of a CSV file are written.'),
    records: z
      .array(z.union([anyObject, z.array(z.unknown())]))
      .optional()
      .describe('The records themselves.'),
    pageSize: z.int().positive().default(20).describe('Records per page; a wrapper decides itself.'),
    type: z.enum(['all', 'delta', 'once', 'test']).default('all').describe('The selection of records for the wrapper.'),
    delta: z
      .strictObject({
        dateField: name.optional().describe('The field with the date of a record.'),
        lastExecutionTime: z.number().optional().describe('Milliseconds since 1970 of the last run.'),
      })
      .optional()
      .describe('Given to the wrapper of a delta export.'),
    once: z
      .strictObject({ booleanField: name.optional().describe('The field that is set on exported records.') })
      .optional()
      .describe('Given to the wrapper of a once export.'),
    test: z
      .strictObject({ limit: z.int().positive().optional().describe('The most records.') })
      .optional()
      .describe('Given to the wrapper of a test export.'),
    lastExportDateTime: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Delta exports: the time of the last run.'),
    currentExportDateTime: z.iso.datetime({ offset: true }).optional().describe('Delta exports: when this run began.'),
    configuration: anyObject.optional().describe('The configuration of this step, given to its functions.'),
    hooks: z
      .strictObject({ preSavePage: name.optional().describe('Called for each page that was exported.') })
      .default({})
      .describe('The functions by their hook.'),
  })
  .refine((one) => [one.wrapper, one.file, one.records].filter((way) => way !== undefined).length === 1, {
    error: 'expected exactly one of wrapper, file and records',
  })
  .superRefine(knownFormat);

/** The setting of a step with several results for a record: only postResponseMap reads it here. */
const relation = {
  oneToMany: z.boolean().default(false).describe('Passed on to postResponseMap.'),
  pathToMany: name.optional().describe('Passed on to postResponseMap.'),
};

const lookup = z.strictObject({
  wrapper: name.describe('The wrapper export that is called for each page of records.'),
  configuration: anyObject.optional().describe('The configuration of this step, given to its functions.'),
  ...relation,
  responseMapping: responseMapping.optional().describe('What the results add to the records.'),
  hooks: z
    .strictObject({ postResponseMap: name.optional().describe('Called after the response mapping.') })
    .default({})
    .describe('The functions by their hook.'),
});

const destination = z
  .strictObject({
    wrapper: name.optional().describe('The wrapper function of the import.'),
    file: name.optional().describe('The file for the records: JSON, NDJSON or CSV.'),
    format,
    echo: z.literal(true).optional().describe('Imports nothing: every record is answered with 200.'),
    configuration: anyObject.optional().describe('The configuration of this step, given to its functions.'),
    ...relation,
    mapping: mapping.optional().describe('Default: records are imported as they are.'),
    responseMapping: responseMapping.optional().describe('What the results add to the flow’s records.'),
    skipAggregation: z.boolean().default(true).describe('false: postAggregate is called once at the end.'),
    hooks: z
      .strictObject({
        preMap: name.optional().describe('Called before records are mapped.'),
        postMap: name.optional().describe('Called after they were mapped.'),
        postSubmit: name.optional().describe('Called after they were imported.'),
        postResponseMap: name.optional().describe('Called after the response mapping.'),
        postAggregate: name.optional().describe('Called once at the end, after the file was written.'),
      })
      .default({})
      .describe('The functions by their hook.'),
  })
  .refine((one) => [one.wrapper, one.file, one.echo].filter(Boolean).length === 1, {
    error: 'expected exactly one of wrapper, file and echo',
  })
  .superRefine(knownFormat);

const faults = z.strictObject({
  coldEvery: z.int().positive().optional().describe('The number of calls after which functions run in a new process.'),
  retryPage: z.int().nonnegative().optional().describe('The page, from 0, that is sent through its import twice.'),
  failImport: z
    .array(
      z.strictObject({
        record: z.int().nonnegative().describe('The number of the record, from 0.'),
        status: z.literal([401, 422]).describe('401: the connection goes offline. 422: the record is at fault.'),
      }),
    )
    .optional()
    .describe('Records, counted from 0 over the whole run, with the status of their failure.'),
  failExport: z
    .array(z.int().nonnegative())
    .optional()
    .describe('Records, counted from 0 as the export finds them, that become errors with retry data.'),
  failAggregation: z.literal(true).optional().describe('The aggregation fails: postAggregate is sent its error.'),
  slow: z.int().positive().optional().describe('Milliseconds by which each call is delayed.'),
  offlineAt: z.int().nonnegative().optional().describe('The page before which the connection goes offline.'),
  concurrency: z.int().positive().optional().describe('The number of pages in flight at once.'),
});

/** The content of a flow file; the JSON Schema for editors is generated from it. */
export const flowSchema = z.strictObject({
  $schema: z.string().optional().describe('The JSON Schema for editors.'),
  name: name.describe('The name in the report.'),
  extension: extension.describe('Where the functions are.'),
  ids: z
    .strictObject({
      _integrationId: name.optional().describe('The id of the integration.'),
      _parentIntegrationId: name.optional().describe('That integration’s parent.'),
      _flowId: name.optional().describe('The id of the flow.'),
      _exportId: name.optional().describe('The id of the export.'),
      _importId: name.optional().describe('The id of the import.'),
      _connectionId: name.optional().describe('The id of the connection.'),
    })
    .default({})
    .describe('The ids in the functions’ options; missing ones are made up.'),
  settings: anyObject.default({}).describe('The custom settings in scope.'),
  connection: connection.default({}).describe('The connection of the wrappers.'),
  export: source.describe('Where records come from.'),
  lookup: lookup.optional().describe('A wrapper export that adds to the records.'),
  import: destination.describe('Where records go.'),
  retry: z.boolean().default(false).describe('Whether failed records are retried, if they can be.'),
  platform: z.boolean().default(false).describe('Whether functions can call a fake of the platform’s API.'),
  faults: faults.default({}).describe('What goes wrong on purpose.'),
});

/** A flow as it is written. */
export type FlowInput = z.input<typeof flowSchema>;
/** A validated flow with all defaults. */
export type Flow = z.output<typeof flowSchema>;
export type Source = Flow['export'];
export type Lookup = NonNullable<Flow['lookup']>;
export type Destination = Flow['import'];
export type Faults = Flow['faults'];
