import * as z from 'zod';
import type { Slot } from './author.ts';
import { type Complaints, once } from './contract.ts';

/** Marks a field that only the older generation's documentation has. */
export const since10 = { generation: '1.0' } as const;

const isRecord = (value: unknown) => typeof value === 'object' && value !== null;
const kindOfValue = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
export const expected = (what: string) => (issue: { input?: unknown }) =>
  `expected ${what}, received ${kindOfValue(issue.input)}`;

/** An opaque object that is the author's: its kind is checked, its keys never are. */
const opaque = <N extends 'settings' | 'configuration' | 'state'>() =>
  once(() => z.custom<Slot<N>>(isRecord, { error: expected('object') }).meta({ shape: 'object' }));

export const record = once(() =>
  z
    .custom<Slot<'record'>>(isRecord, { error: expected('a record (an object or an array of rows)') })
    .meta({ shape: 'record' }),
);

/**
 * A page of records. Checked by hand: a page has thousands of them, and zod would take ten times as long. Not by
 * superRefine, which keeps the pages it has seen in memory until all of it is collected.
 */
export const page = once(() =>
  z
    .custom<Slot<'record'>[]>(Array.isArray, { error: expected('array') })
    .check(({ value, issues }) => {
      for (const [index, item] of (value as unknown[]).entries()) {
        if (isRecord(item)) continue;
        const message = `expected a record (an object or an array of rows), received ${kindOfValue(item)}`;
        issues.push({ code: 'custom', path: [index], message, input: item });
      }
    })
    .meta({ shape: 'record[]' }),
);

export const id = once(() => z.string());
export const anyObject = once(() => z.looseObject({}));

/** Nothing is expected; what a function answers all the same is ignored. */
export const nothing = once(() => z.unknown().optional().meta({ shape: 'nothing' }));

export const recordError = once(() =>
  z.looseObject({
    code: z.string().describe('Short and stable: what errors are grouped and filtered by.'),
    message: z.string().describe('What happened, for the person who resolves the error.'),
    source: z.string().optional().describe('Where the error comes from.'),
    retryDataKey: z.string().optional().describe('The key of the record to retry in `retryData`.'),
  }),
);

export const recordAction = once(() =>
  z.strictObject({
    data: record().optional().describe('The record to go on with, changed or not.'),
    errors: z.array(recordError()).optional().describe('What is wrong with this record.'),
  }),
);

const retryEntry = once(() =>
  z.looseObject({
    data: record().describe('The record to be retried.'),
    stage: z.string().optional().describe('Where in the flow the record failed.'),
    traceKey: z.string().optional().describe('What identifies the record throughout the flow.'),
  }),
);
export const retryData = once(() => z.record(z.string(), retryEntry()));

export const newErrors = once(() =>
  z.strictObject({
    retryData: record().describe('The record to be retried.'),
    errors: z.array(recordError()).describe('The errors to attach to it.'),
  }),
);

export const connection = once(() =>
  z.looseObject({
    _id: id().optional().describe('The connection’s id.'),
    encrypted: anyObject().optional().describe('What was saved encrypted on the connection: credentials.'),
    unencrypted: anyObject().optional().describe('What was saved openly on the connection.'),
  }),
);

export const license = anyObject;
export const resource = anyObject;
export const settings = opaque<'settings'>();
export const configuration = opaque<'configuration'>();
export const state = opaque<'state'>();

/** Text in ISO 8601 on the wire; the host has read it by the time a function gets it. */
const date = once(() =>
  z.custom<Date>((value) => value instanceof Date, { error: expected('Date') }).meta({ shape: 'Date' }),
);

const token = once(() => ({
  bearerToken: z
    .string()
    .describe(
      'A one-time token for the platform’s API: good until the function answers, for 15 minutes at most. A secret.',
    ),
}));

const place = once(() => ({
  _connectionId: id().optional().describe('The connection in use.'),
  _flowId: id().optional().describe('The flow that runs.'),
  _integrationId: id().optional().describe('The integration the flow belongs to.'),
  _parentIntegrationId: id().optional().describe('That integration’s parent.'),
  _apiId: id().optional().describe('The API that started the run, if one did.'),
  settings: settings().optional().describe('All custom settings in scope.'),
  configuration: configuration()
    .optional()
    .meta({ ...since10, description: 'What is configured on the export or import itself.' }),
  testMode: z.boolean().optional().describe('Whether this is a test run or a preview.'),
  sandbox: z.boolean().optional().describe('Whether the account is a sandbox.'),
  job: anyObject().optional().describe('The job that the run is recorded under.'),
}));

/** What every function is sent. */
export const context = once(() => z.looseObject(token()));

/** What every hook and wrapper of an export is sent. */
export const exportContext = once(() =>
  z.looseObject({
    ...token(),
    _exportId: id().optional().describe('The export that runs.'),
    ...place(),
    lastExportDateTime: date().optional().describe('Delta exports: when the export last ran.'),
    currentExportDateTime: date().optional().describe('Delta exports: when this run began.'),
  }),
);

/** What every hook and wrapper of an import is sent. */
export const importContext = once(() =>
  z.looseObject({
    ...token(),
    _importId: id().optional().describe('The import that runs.'),
    ...place(),
  }),
);

/** What came of one record. */
export const submission = once(() =>
  z.looseObject({
    statusCode: z
      .number()
      .describe('200: done. 422: the record is at fault. 403 (401 in older flows): the connection went offline.'),
    errors: z.array(recordError()).optional().describe('What went wrong with the record.'),
    ignored: z.boolean().optional().describe('Whether the record was filtered out.'),
    id: z.unknown().optional().describe('The record’s id in the application that was imported to.'),
    _json: z.unknown().optional().describe('All that the application answered.'),
    dataURI: z.string().optional().describe('A link to the record in the application; only where it failed.'),
  }),
);
export const responseData = once(() => z.array(submission()));

type Listed = Readonly<Record<string, readonly unknown[]>>;

/** The rule of hooks that answer by position: as many elements as the page in `options[field]` has records. */
export const onePer = (field: string) => (options: Listed) => {
  const { length: records } = options[field] as readonly unknown[];
  return (response: readonly unknown[]): Complaints => {
    if (response.length === records) return [];
    return [
      `response: ${response.length} ${response.length === 1 ? 'element' : 'elements'} for ${records} in options.${field}`,
    ];
  };
};
