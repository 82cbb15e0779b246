import * as z from 'zod/mini';
import { contract, group, lazy } from './contract.ts';
import { adviseRecords, type Erring, findMissingSources, SOURCE_RULE } from './error-sources.ts';
import { mappedOrders, orders, sampleExport, sampleImport } from './samples.ts';
import {
  compiled,
  describe,
  exportContext,
  importContext,
  legacyOnly,
  newErrors,
  nothing,
  optional,
  page,
  readonlyType,
  recordAction,
  recordError,
  responseData,
  retryData,
  sourceFile,
  submission,
} from './schemas.ts';

const preSavePage = contract(() => ({
  summary:
    'When an export has fetched a page, before the page is saved: the function may add, change and drop records.',
  namedIn: '`hooks.preSavePage.function` of the export',
  options: z.looseObject({
    ...exportContext(),
    data: describe(page(), 'The records of the page.'),
    errors: optional(z.array(recordError()), 'The export’s errors on this page.'),
    files: optional(z.array(sourceFile()), 'File exports only: the source file of the record at the same index.'),
    retryData: optional(retryData(), 'The record to retry for each error, by its `retryDataKey`.'),
    pageIndex: optional(z.number(), 'The page’s number in this run, from 0.'),
    preview: optional(z.boolean(), 'Whether the page is only shown as a sample.', legacyOnly),
  }),
  response: z.strictObject({
    data: describe(page(), 'The records to go on with.'),
    errors: optional(z.array(recordError()), 'The errors to report; omitted errors are dropped.'),
    abort: optional(z.boolean(), 'Stops the export from fetching further pages; this page still goes on.'),
    newErrorsAndRetryData: optional(z.array(newErrors()), 'New errors, each with the record to retry.'),
  }),
  pages: ['data', 'files'],
  advice: ({ newErrorsAndRetryData = [], ...page }: Erring & { newErrorsAndRetryData?: readonly Erring[] }) => [
    ...findMissingSources(page, 'response'),
    ...newErrorsAndRetryData.flatMap((one, index) =>
      findMissingSources(one, `response.newErrorsAndRetryData[${index}]`),
    ),
  ],
  onError: 'stop',
  rules: [SOURCE_RULE],
  sample: {
    options: { ...sampleExport, data: orders, errors: [], retryData: {}, pageIndex: 0 },
    response: { data: orders.slice(0, 1), errors: [], abort: false, newErrorsAndRetryData: [] },
  },
  invalidExamples: [
    { response: orders, issue: 'response: expected object, received array; did you mean { data: records }?' },
    {
      response: { data: [1] },
      issue: 'response.data[0]: expected a record (an object or an array of rows), received number',
    },
    { response: { data: [], dta: [] }, issue: 'response: Unrecognized key: "dta"; did you mean data?' },
    { options: { bearerToken: 'token', data: null }, issue: 'options.data: expected array, received null' },
    {
      options: { bearerToken: 'token', data: [], lastExportDateTime: '2026-01-31' },
      issue: 'options.lastExportDateTime: expected Date, received string',
    },
  ],
}));

const preMap = contract(() => ({
  summary: 'Before the fields of a page of records are mapped to those of the import.',
  namedIn: '`hooks.preMap.function` of the import',
  options: z.looseObject({ ...importContext(), data: describe(page(), 'The records before they are mapped.') }),
  response: describe(
    z.array(recordAction()),
    'What to do with each record: `{}` ignores it; `data` and `errors` together go on with it and report the errors too.',
  ),
  perRecord: 'data',
  pages: ['data'],
  advice: adviseRecords,
  onError: 'page',
  rules: [SOURCE_RULE],
  sample: {
    options: { ...sampleImport, data: orders },
    response: [
      { data: orders[0] },
      { errors: [{ code: 'no_customer', message: 'Order 1002 has no customer.', source: 'preMap' }] },
    ],
  },
  invalidExamples: [
    { response: [{}], issue: 'preMap response: 1 element for 2 in options.data' },
    { response: [{}, {}, {}], issue: 'preMap response: 3 elements for 2 in options.data' },
    { response: [{ dta: {} }, {}], issue: 'response[0]: Unrecognized key: "dta"; did you mean data?' },
    {
      response: [{}, { errors: [{ code: 'no_customer' }] }],
      issue: 'response[1].errors[0].message: expected string, received undefined',
    },
  ],
}));

const postMap = contract(() => ({
  summary: 'After the fields of a page of records have been mapped, before they are imported.',
  namedIn: '`hooks.postMap.function` of the import',
  options: z.looseObject({
    ...importContext(),
    preMapData: describe(page(), 'The records before they were mapped.'),
    postMapData: describe(page(), 'The same records, mapped.'),
  }),
  response: preMap().response,
  perRecord: 'postMapData',
  pages: ['preMapData', 'postMapData'],
  advice: adviseRecords,
  onError: 'page',
  rules: [SOURCE_RULE],
  sample: {
    options: { ...sampleImport, preMapData: orders, postMapData: mappedOrders },
    response: mappedOrders.map((data) => ({ data })),
  },
  invalidExamples: [
    { response: [], issue: 'postMap response: 0 elements for 2 in options.postMapData' },
    {
      response: [{}, mappedOrders[1]],
      issue:
        'response[1]: expected { data?, errors? }, found a record with externalId, customer, sku, quantity, …; did you mean { data: record }?',
    },
  ],
}));

const submitted = [
  { statusCode: 200, errors: [], ignored: false, id: '9001', _json: { id: '9001' } },
  {
    statusCode: 422,
    errors: [{ code: 'duplicate', message: 'This order exists.', source: 'orders' }],
    ignored: false,
  },
];

const postSubmit = contract(() => ({
  summary: 'After a page of records has been imported: the function may change the result of each record.',
  namedIn: '`hooks.postSubmit.function` of the import',
  options: z.looseObject({
    ...importContext(),
    preMapData: describe(page(), 'The records before they were mapped.'),
    postMapData: describe(page(), 'The records as they were imported.'),
    responseData: describe(responseData(), 'The result of each record.'),
  }),
  response: describe(responseData(), '`responseData`, its elements changed or not.'),
  perRecord: 'responseData',
  pages: ['preMapData', 'postMapData', 'responseData'],
  advice: adviseRecords,
  onError: 'page',
  rules: [SOURCE_RULE],
  sample: {
    options: { ...sampleImport, preMapData: orders, postMapData: mappedOrders, responseData: submitted },
    response: submitted,
  },
  invalidExamples: [
    { response: submitted.slice(0, 1), issue: 'postSubmit response: 1 element for 2 in options.responseData' },
    {
      response: [submitted[0], {}],
      issue: 'response[1].statusCode: expected one of 200|422|403|401, received undefined',
    },
  ],
}));

const postResponseMap = contract(() => ({
  summary: 'After the response of a lookup or an import has been mapped back into the records of the flow.',
  namedIn: '`hooks.postResponseMap.function` of the flow’s step',
  options: z.looseObject({
    ...exportContext(),
    ...importContext(),
    postResponseMapData: describe(page(), 'The records, with the mapped response fields.'),
    responseData: optional(
      z.array(
        compiled(
          z.looseObject({
            ...submission().shape,
            data: optional(page(), 'Exports only: the found records.'),
            id: optional(z.unknown(), 'Imports only: the record’s id in the application that imported it.'),
            _json: optional(z.unknown(), 'Imports only: the application’s whole answer.'),
            dataURI: optional(
              z.string(),
              'Imports only: a link to the record in the application; only where it failed.',
            ),
          }),
        ),
      ),
      'The result of each record.',
    ),
    oneToMany: optional(z.boolean(), 'As configured on the export or import.'),
    pathToMany: optional(z.string(), 'As configured on the export or import.'),
  }),
  response: describe(page(), '`postResponseMapData`, its records changed or not.'),
  perRecord: 'postResponseMapData',
  pages: ['postResponseMapData', 'responseData'],
  onError: 'page and stop',
  sample: {
    options: { ...sampleImport, postResponseMapData: orders, responseData: submitted, oneToMany: false },
    response: orders.map((order) => ({ ...order, sent: true })),
  },
  invalidExamples: [
    { response: [{}], issue: 'postResponseMap response: 1 element for 2 in options.postResponseMapData' },
    { response: [{}, 'x'], issue: 'response[1]: expected a record (an object or an array of rows), received string' },
  ],
}));

const aggregation = lazy(() =>
  z.looseObject({
    success: describe(z.boolean(), 'Whether the data could be aggregated.'),
    _json: optional(z.unknown(), 'Facts about the transfer, such as the name of the file.'),
    code: optional(z.string(), 'The code of the error, if there was one.'),
    message: optional(z.string(), 'The message of the error.'),
    source: optional(z.string(), 'The source of the error.'),
  }),
);

const postAggregate = contract(() => ({
  summary: 'Once at the end, when the aggregated file has been handed over; only where `skipAggregation` is false.',
  namedIn: '`hooks.postAggregate.function` of the import',
  options: z.looseObject({
    ...importContext(),
    postAggregateData: describe(readonlyType(aggregation()), 'The result of the aggregation. Read only.'),
  }),
  response: nothing(),
  onError: 'stop',
  rules: ['In 1.0 an error fails the whole page. No page is left then: a simulated flow stops, as 2.0 has it.'],
  sample: {
    options: { ...sampleImport, postAggregateData: { success: true, _json: { fileName: 'orders-2026-01-31.csv' } } },
    response: null,
  },
  invalidExamples: [
    {
      options: { bearerToken: 'token', postAggregateData: {} },
      issue: 'options.postAggregateData.success: expected boolean, received undefined',
    },
  ],
}));

export const hooks = group(
  { generation: 'both', type: 'hook' },
  { preSavePage, preMap, postMap, postSubmit, postResponseMap, postAggregate },
);
