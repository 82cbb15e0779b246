import * as z from 'zod/mini';
import { ZodMiniObject } from 'zod/mini';
import { $constructor, type $ZodObject, $ZodObjectJIT } from 'zod/v4/core';
import type { Placeholder, Placeholders } from './author-types.ts';
import { lazy } from './contract.ts';

/** Marks a field that only the older generation's documentation has. */
export const legacyOnly = { generation: '1.0' } as const;

const RECORD = 'a record (an object or an array of rows)';
const isRecord = (value: unknown) => typeof value === 'object' && value !== null;
/** Names a value's type in JSON's terms. */
export const nameType = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** The error of a schema that demands a type: its violations have `expected` and `received` as data. */
export const expectType = (what: string) => (issue: z.core.$ZodRawIssue) =>
  wordMismatch(issue, what, nameType(issue.input));

/** Words a violation, and leaves its two types on zod's issue, which keeps such keys. */
export function wordMismatch(issue: object, expected: string, received: string): string {
  Object.assign(issue, { expected, received });
  return `expected ${expected}, received ${received}`;
}

/** Adds a description to a copy of a schema. */
export const describe = <T extends z.ZodMiniType>(schema: T, description: string): T => {
  const own = schema.clone();
  z.globalRegistry.add(own, { description });
  return own;
};

/** Makes a schema optional and adds a description. */
export const optional = <T extends z.ZodMiniType>(schema: T, description: string, more?: typeof legacyOnly) => {
  const own = z.optional(schema);
  z.globalRegistry.add(own, { ...more, description });
  return own;
};

/** An opaque object of the author's: its type is checked, its keys never are. */
const opaque = <N extends 'settings' | 'configuration' | 'state'>() =>
  lazy(() =>
    z.custom<Placeholder<N>>(isRecord, { error: expectType('object') }).register(z.globalRegistry, { shape: 'object' }),
  );

export const record = lazy(() =>
  z
    .custom<Placeholder<'record'>>(isRecord, { error: expectType(RECORD) })
    .register(z.globalRegistry, { shape: 'record' }),
);

function checkRecords({ value, issues }: z.core.ParsePayload<unknown>): void {
  for (const [index, item] of (value as unknown[]).entries()) {
    if (isRecord(item)) continue;
    const issue = { code: 'custom' as const, path: [index], input: item };
    const message = wordMismatch(issue, RECORD, nameType(item));
    issues.push({ ...issue, message });
  }
}

/**
 * A page of records. Checked by hand: zod would take ten times as long for thousands of records. Not by superRefine,
 * which keeps pages in memory until all of them are collected.
 */
export const page = lazy(() =>
  z
    .custom<Placeholder<'record'>[]>(Array.isArray, { error: expectType('array') })
    .check(checkRecords)
    .register(z.globalRegistry, { shape: 'record[]' }),
);

export const id = lazy(() => z.string());

/** An object of the platform's whose fields are not documented: only that it is an object is checked. */
export const objectOf = <N extends keyof Placeholders = 'object'>() =>
  z.looseObject({}) as unknown as z.ZodMiniType<Placeholder<N>>;

/** The same schema, whose values authors see as read-only. */
export const readonlyType = <T>(schema: z.ZodMiniType<T>) => schema as z.ZodMiniType<Readonly<T>>;

/** No response is expected; any other answer is ignored. */
export const nothing = lazy(() => z.optional(z.unknown()).register(z.globalRegistry, { shape: 'nothing' }));

/** The fields of one error; `recordError` has a name for them. */
export const recordErrorFields = lazy(() =>
  z.looseObject({
    code: describe(z.string(), 'Short and stable: errors are grouped and filtered by it.'),
    message: describe(z.string(), 'The message for the person who resolves the error.'),
    source: optional(z.string(), 'The source of the error.'),
    retryDataKey: optional(z.string(), 'The key of the record to retry in `retryData`.'),
  }),
);

export const recordError = lazy(() => recordErrorFields() as unknown as z.ZodMiniType<Placeholder<'recordError'>>);

export const recordAction = lazy(() =>
  compiled(
    z.strictObject({
      data: optional(record(), 'The record to go on with, changed or not.'),
      errors: optional(z.array(recordError()), 'The errors of this record.'),
    }),
  ),
);

const retryEntry = lazy(() =>
  z.looseObject({
    data: describe(record(), 'The record to be retried.'),
    stage: optional(z.string(), 'The step of the flow where the record failed.'),
    traceKey: optional(z.string(), 'The id of the record throughout the flow.'),
  }),
);
export const retryData = lazy(() => z.record(z.string(), retryEntry()));

export const newErrors = lazy(() =>
  z.strictObject({
    retryData: describe(record(), 'The record to be retried.'),
    errors: describe(z.array(recordError()), 'The errors to attach to it.'),
  }),
);

/** The fields of a connection; `connection` has a name for them. */
export const connectionFields = lazy(() =>
  z.looseObject({
    _id: optional(id(), 'The connection’s id.'),
    encrypted: optional(
      objectOf<'encrypted'>(),
      'The values that are stored encrypted on the connection: credentials.',
    ),
    unencrypted: optional(objectOf<'unencrypted'>(), 'The values that are stored unencrypted on the connection.'),
  }),
);

export const connection = lazy(() => connectionFields() as unknown as z.ZodMiniType<Placeholder<'connection'>>);

export const settings = opaque<'settings'>();
export const configuration = opaque<'configuration'>();
export const state = opaque<'state'>();

/** ISO 8601 text on the wire; the host has parsed it before a function gets it. */
const date = lazy(() =>
  z
    .custom<Date>((value) => value instanceof Date, { error: expectType('Date') })
    .register(z.globalRegistry, { shape: 'Date' }),
);

/** The options of every function. */
export const context = lazy(() => ({
  bearerToken: describe(
    z.string(),
    'A one-time token for the platform’s API: good until the function answers, for 15 minutes at most. A secret.',
  ),
}));

const place = lazy(() => ({
  _connectionId: optional(id(), 'The connection in use.'),
  _flowId: optional(id(), 'The flow that runs.'),
  _integrationId: optional(id(), 'The integration the flow belongs to.'),
  _parentIntegrationId: optional(id(), 'That integration’s parent.'),
  _apiId: optional(id(), 'The API that started the run, if any.'),
  settings: optional(settings(), 'All custom settings in scope. 1.0: integration apps only.'),
  configuration: optional(configuration(), 'The configuration of the export or import itself.', legacyOnly),
  testMode: optional(z.boolean(), 'Whether this is a test run or a preview.'),
  sandbox: optional(z.boolean(), 'Whether the account is a sandbox.'),
  job: optional(objectOf(), 'The job that the run is recorded under.'),
}));

/** The options of every hook and wrapper of an export. */
export const exportContext = lazy(() => ({
  ...context(),
  _exportId: optional(id(), 'The export that runs.'),
  ...place(),
  lastExportDateTime: optional(date(), 'Delta exports: the time of the last run.'),
  currentExportDateTime: optional(date(), 'Delta exports: the time when this run began.'),
}));

/** The options of every hook and wrapper of an import. */
export const importContext = lazy(() => ({
  ...context(),
  _importId: optional(id(), 'The import that runs.'),
  ...place(),
}));

/** The result of one record. */
export const submission = lazy(() =>
  compiled(
    z.looseObject({
      statusCode: describe(
        z.literal([200, 422, 403, 401]),
        '200: done. 422: the record is at fault. 403: the connection went offline. 401: a wrapper import answered it.',
      ),
      errors: optional(z.array(recordError()), 'The errors of the record.'),
      ignored: optional(z.boolean(), 'Whether the record was filtered out.'),
      id: optional(z.unknown(), 'The record’s id in the application that imported it.'),
      _json: optional(z.unknown(), 'The application’s whole answer.'),
      dataURI: optional(z.string(), 'A link to the record in the application; only where it failed.'),
    }),
  ),
);
export const responseData = lazy(() => z.array(submission()));

const Compiled = /* @__PURE__ */ $constructor<ZodMiniObject>('Compiled', (schema, def) => {
  ZodMiniObject.init(schema, def);
  const walk = schema._zod.parse;
  let compileObject: $ZodObject | undefined;
  schema._zod.parse = (payload, context) => {
    if (context.jitless) return walk(payload, context);
    // Made at its first use: zod then tests for half a millisecond whether code can be generated.
    compileObject ??= new $ZodObjectJIT(def);
    return compileObject._zod.parse(payload, context);
  };
});

/**
 * Compiles the schema of an object that occurs in every record of a page, as zod's large build does for all objects.
 * Its checks take half the time, but the first one half a millisecond more.
 */
export function compiled<T extends ZodMiniObject>(schema: T): T {
  return new Compiled(schema._zod.def) as T;
}

/** The source file of a record, as a hook of a file export gets it. */
export const sourceFile = lazy(() =>
  z.looseObject({
    fileMeta: optional(
      z.looseObject({ fileName: optional(z.string(), 'The name of the file.') }),
      'Metadata of the file.',
    ),
  }),
);
