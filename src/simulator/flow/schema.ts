import * as z from 'zod';
import { endpoint, secret } from './endpoint-schema.ts';
import { faults } from './faults-schema.ts';
import { csv, demandFormat, encoding, format } from './file-schema.ts';
import { mapping, responseMapping } from './mapping-schema.ts';

/*
 * The schema of a flow file. Nothing is resolved here: paths are relative to the file, secrets are names of environment
 * variables.
 */

const name = z.string().min(1);
const anyObject = z.record(z.string(), z.unknown());

const connection = z.strictObject({
  ping: name.optional().describe('The wrapper function that tests the connection before the run.'),
  encrypted: z
    .record(z.string(), secret)
    .optional()
    .describe('Credentials: `{ env: NAME }` takes one from the environment.'),
  unencrypted: z.record(z.string(), secret).optional().describe('Its values that are no secrets.'),
});

const source = z
  .strictObject({
    wrapper: name.optional().describe('The wrapper function of the export.'),
    file: name.optional().describe('A file of records: JSON (a list), NDJSON or CSV with a head line.'),
    format,
    encoding,
    csv,
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
  .superRefine(demandFormat);

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
  .superRefine(demandFormat);

/** The content of a flow file; the JSON Schema for editors is generated from it. */
export const flowSchema = z.strictObject({
  $schema: z.string().optional().describe('The JSON Schema for editors.'),
  name: name.describe('The name in the report.'),
  extension: endpoint.describe('Where the functions are.'),
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
