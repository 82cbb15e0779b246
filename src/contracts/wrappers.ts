import * as z from 'zod/mini';
import type { Issue } from '../core/kind.ts';
import { contract, group, lazy } from './contract.ts';
import { mappedOrders, orders, sampleConnection, sampleExport, sampleImport } from './samples.ts';
import {
  compiled,
  configuration,
  connection,
  describe,
  exportContext,
  id,
  importContext,
  optional,
  page,
  recordError,
  state,
} from './schemas.ts';

const itsConnection = lazy(() => describe(connection(), 'The wrapper’s connection.'));
/** Hooks have it in the older generation only, wrappers in both. */
const itsConfiguration = lazy(() => optional(configuration(), 'The configuration of the wrapper itself.'));

const REASON: Issue = {
  path: 'response.errors',
  message: 'statusCode 401 without an error that says why',
  rule: 'reason',
};

const demandReason = ({ statusCode, errors = [] }: { statusCode: number; errors?: unknown[] }) =>
  statusCode === 401 && errors.length === 0 ? [REASON] : [];

const ping = contract(() => ({
  summary: 'Tests a wrapper’s connection: when it is saved or tested, and before runs.',
  namedIn: '`wrapper.pingFunction` of the connection',
  options: z.looseObject({
    ...exportContext(),
    connection: itsConnection(),
    _importId: optional(id(), 'The import that the connection is tested for, if any.'),
  }),
  response: z.strictObject({
    statusCode: describe(z.literal([200, 401]), '200: the connection works. 401: it doesn’t.'),
    errors: optional(z.array(recordError()), 'The reason why the connection fails.'),
  }),
  check: demandReason,
  onError: 'stop',
  rules: [
    'With `statusCode` 401 there is at least one error, which says why.',
    'A thrown error says nothing about the connection.',
  ],
  sample: { options: { ...sampleExport, connection: sampleConnection }, response: { statusCode: 200, errors: [] } },
  invalidExamples: [
    { response: { statusCode: 403 }, issue: 'response.statusCode: expected one of 200|401, received 403' },
    {
      response: { statusCode: 401 },
      issue: 'ping response.errors: statusCode 401 without an error that says why',
    },
    {
      response: { statusCode: 401, errors: [] },
      issue: 'ping response.errors: statusCode 401 without an error that says why',
    },
    { response: true, issue: 'response: expected object, received boolean' },
  ],
}));

/** The selection of records that an export is asked for. */
const wanted = lazy(() => ({
  type: optional(
    z.enum(['delta', 'once', 'test', 'type']),
    'The type of the export: changed records since the last run, records never exported, or a few for a test. Absent: all. The documentation writes `type` for `test`, by mistake.',
  ),
  delta: optional(
    z.looseObject({
      dateField: optional(z.string(), 'The field to compare.'),
      lastExecutionTime: optional(z.number(), 'The time of the export’s last run, in milliseconds since 1970.'),
    }),
    'For the type `delta`.',
  ),
  once: optional(
    z.looseObject({
      booleanField: optional(z.string(), 'The field that marks a record as exported.'),
    }),
    'For the type `once`.',
  ),
  test: optional(
    z.looseObject({ limit: optional(z.number(), 'The maximum number of records.') }),
    'For the type `test`.',
  ),
}));

const exportPage = contract(() => ({
  summary: 'An export of one’s own: called once for each page, until it answers that the page is the last.',
  namedIn: '`wrapper.function` of the export',
  options: z.looseObject({
    ...exportContext(),
    connection: itsConnection(),
    configuration: itsConfiguration(),
    ...wanted(),
    state: optional(state(), 'The `state` that the previous page was answered with; absent for the first.'),
    data: optional(
      page(),
      'Lookups only, where the export is a step within a flow: the records to look up values for.',
    ),
  }),
  response: z.strictObject({
    data: optional(page(), 'The records of this page.'),
    errors: optional(z.array(recordError()), 'The errors of fetching them.'),
    lastPage: optional(z.boolean(), 'Whether this was the last page: no further call is made.'),
    state: optional(state(), 'The values that the next call needs: it gets them back unchanged.'),
    connectionOffline: optional(z.boolean(), 'Takes the connection offline and stops the export.'),
  }),
  pages: ['data'],
  onError: 'stop',
  rules: [
    'If the same response comes more than 5 times, the platform assumes an infinite loop and stops the export.',
    'The platform’s own test run fetches the first page only.',
    'The documentation allows any JSON value as a record. Flows work with objects and arrays of rows, so a contract refuses other values, and a simulated flow reports and drops them.',
  ],
  sample: {
    options: {
      ...sampleExport,
      connection: sampleConnection,
      type: 'delta',
      delta: { dateField: 'updatedAt', lastExecutionTime: 1769760000000 },
      state: { after: 1000 },
    },
    response: { data: orders, errors: [], lastPage: false, state: { after: 1002 } },
  },
  invalidExamples: [
    { response: orders, issue: 'response: expected object, received array; did you mean { data: records }?' },
    { response: { data: [], lastpage: true }, issue: 'response: Unrecognized key: "lastpage"; did you mean lastPage?' },
    { response: { data: [], state: 3 }, issue: 'response.state: expected object, received number' },
    {
      options: { ...sampleExport, connection: {}, type: 'all' },
      issue: 'options.type: expected one of "delta"|"once"|"test"|"type", received string',
    },
  ],
}));

const imported = lazy(() =>
  compiled(
    z.strictObject({
      statusCode: describe(
        z.literal([200, 401, 422]),
        '200: imported. 422: the record is at fault. 401: the connection is; it goes offline.',
      ),
      id: optional(z.string(), 'The record’s id in the application that imported it.'),
      ignored: optional(z.boolean(), 'Whether the record was ignored.'),
      errors: optional(z.array(recordError()), 'The errors; with 200, errors that did not stop the record.'),
      _json: optional(z.unknown(), 'The application’s whole answer.'),
      dataURI: optional(z.string(), 'A link to the record in the application.'),
    }),
  ),
);

const importPage = contract(() => ({
  summary: 'An import of one’s own: called with each page of mapped records.',
  namedIn: '`wrapper.function` of the import',
  options: z.looseObject({
    ...importContext(),
    connection: itsConnection(),
    configuration: itsConfiguration(),
    preMapData: describe(page(), 'The records before they were mapped.'),
    postMapData: describe(page(), 'The records to import.'),
  }),
  response: z.array(imported()),
  perRecord: 'postMapData',
  pages: ['preMapData', 'postMapData'],
  writes: true,
  onError: 'page and stop',
  sample: {
    options: { ...sampleImport, connection: sampleConnection, preMapData: orders, postMapData: mappedOrders },
    response: [
      { statusCode: 200, id: '9001', ignored: false, errors: [] },
      { statusCode: 422, errors: [{ code: 'duplicate', message: 'This order exists.' }] },
    ],
  },
  invalidExamples: [
    { response: [{ statusCode: 200 }], issue: 'import response: 1 element for 2 in options.postMapData' },
    {
      response: [{ statusCode: 500 }, { statusCode: 200 }],
      issue: 'response[0].statusCode: expected one of 200|401|422, received 500',
    },
    {
      response: [{ statusCode: 200, id: true }, { statusCode: 200 }],
      issue: 'response[0].id: expected string, received boolean',
    },
  ],
}));

export const wrappers = group(
  { generation: 'both', type: 'wrapper' },
  { ping, export: exportPage, import: importPage },
);
