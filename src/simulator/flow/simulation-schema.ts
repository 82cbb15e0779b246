import * as z from 'zod';
import { endpoint, secret } from './endpoint-schema.ts';
import { faults } from './faults-schema.ts';
import { csv, encoding, format } from './file-schema.ts';

/*
 * The schema of `simulation.yaml`: what the documents of an account cannot say. Paths are relative to its folder.
 */

const name = z.string().min(1);
const anyObject = z.record(z.string(), z.unknown());
const record = z.union([anyObject, z.array(z.unknown())]);
const date = z.iso.datetime({ offset: true });

const exportSettings = z.strictObject({
  records: z
    .union([name, z.array(record)])
    .optional()
    .describe(
      'The records of an export that is no wrapper: a file, or the records themselves. Default: its mockOutput.',
    ),
  respond: name
    .optional()
    .describe('Lookups: a module whose default export finds results: `(record) => results`. Default: its records.'),
  format,
  encoding,
  csv,
  lastExportDateTime: date
    .optional()
    .describe('Delta exports: when the last run that succeeded began. Functions get it less delta.lagOffset.'),
  currentExportDateTime: date.optional().describe('Delta exports: when this run began.'),
});

const importSettings = z.strictObject({
  file: name
    .optional()
    .describe('The file that an import which is no wrapper writes: a line for each record, as it was submitted.'),
  format,
  respond: name
    .optional()
    .describe(
      '`echo`, a file of answers, or a module whose default export answers: `(record) => answer`. Default: its mockResponse, else an echo.',
    ),
  match: z
    .strictObject({
      record: name.describe('The path of the value in the submitted record.'),
      answer: name.describe('The path of the same value in the answer.'),
    })
    .optional()
    .describe('How an answer of the file is found for a record. Default: by its number in the run.'),
  map: name
    .optional()
    .describe('A module whose default export maps one record, in the place of a mapping: `(record) => mapped`.'),
  existing: z
    .strictObject({
      extract: name.describe('The path of the value in the record that comes to the mapping.'),
      values: z.array(z.union([z.string(), z.number()])).describe('Its values in records that exist.'),
    })
    .optional()
    .describe('The records that exist at the destination: for ignoreExisting, ignoreMissing and conditions.'),
});

/** The content of `simulation.yaml`; the JSON Schema for editors is generated from it. */
export const simulationSchema = z.strictObject({
  $schema: z.string().optional().describe('The JSON Schema for editors.'),
  stacks: z.record(name, endpoint).default({}).describe('Where the functions of each stack are, by its id.'),
  settings: anyObject.default({}).describe('The custom settings in scope, beside those of the documents.'),
  connections: z
    .record(
      name,
      z.strictObject({
        encrypted: z
          .record(z.string(), secret)
          .optional()
          .describe('Credentials: `{ env: NAME }` takes one from the environment.'),
        unencrypted: z.record(z.string(), secret).optional().describe('Its values that are no secrets.'),
      }),
    )
    .default({})
    .describe('The values of each connection, by its id.'),
  exports: z.record(name, exportSettings).default({}).describe('The records of each export, by its id.'),
  imports: z.record(name, importSettings).default({}).describe('What each import does, by its id.'),
  lookups: z
    .record(name, anyObject)
    .default({})
    .describe('The tables of dynamic lookups, by their name: the value for each key.'),
  scripts: z
    .strictObject({
      api: anyObject.default({}).describe('What `exports.run` and `imports.run` of integrator-api answer, by id.'),
      timeout: z.int().positive().default(300_000).describe('Milliseconds of each call.'),
    })
    .prefault({})
    .describe('What built-in scripts find.'),
  retry: z.boolean().default(false).describe('Whether failed records are retried, if they can be.'),
  platform: z.boolean().default(false).describe('Whether functions can call a fake of the platform’s API.'),
  faults: faults.default({}).describe('What goes wrong on purpose.'),
});

/** What the documents of a flow cannot say, as it is written. */
export type SimulationInput = z.input<typeof simulationSchema>;
/** The same, validated and with all defaults. */
export type SimulationSettings = z.output<typeof simulationSchema>;
/** Where the functions of a stack are. */
export type StackEndpoint = z.output<typeof endpoint>;
export type ExportSettings = SimulationSettings['exports'][string];
export type ImportSettings = SimulationSettings['imports'][string];
