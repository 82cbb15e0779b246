import type { Envelope } from './modules.ts';

const page = {
  data: [
    { id: 1, sku: ' A ' },
    { id: 2, sku: 'B' },
  ],
  errors: [],
};
const trimmed = [{ data: { id: 1, sku: 'A' } }, { data: { id: 2, sku: 'B' } }];

/** Calls that succeed. A call without a connector goes to the diy module. */
export const successes: { what: string; envelope: Envelope; response: unknown }[] = [
  { what: 'a plain function', envelope: { function: 'trimSkus', options: page }, response: trimmed },
  {
    what: 'an async function',
    envelope: { function: 'priceOrders', options: { data: [{ id: 1, sku: 'B' }] } },
    response: [{ data: { id: 1, sku: 'B', total: 4.5 } }],
  },
  { what: 'a later callback', envelope: { function: 'keepAll', options: page }, response: page },
  {
    what: 'an immediate callback',
    envelope: { function: 'keepFirst', options: page },
    response: { data: [page.data[0]] },
  },
  {
    what: 'a callback in a rest parameter',
    envelope: { function: 'keepLast', options: page },
    response: { data: [page.data[1]] },
  },
  {
    what: 'a callback with a default value',
    envelope: { function: 'keepNone', options: page },
    response: { data: [] },
  },
  { what: 'a function with a context', envelope: { function: 'timeLeft', options: {} }, response: 'number' },
  { what: 'nothing', envelope: { function: 'notifyWarehouse', options: {} }, response: undefined },
  {
    what: 'dates as Dates',
    envelope: {
      function: 'whenExported',
      options: { lastExportDateTime: '2026-01-31T00:00:00Z', currentExportDateTime: '2026-02-01T00:00:00.000+01:00' },
    },
    response: [1769817600000, 1769900400000],
  },
  {
    what: 'options with the fields of an address',
    envelope: { function: 'echo', options: { type: 'delta', function: 'x', diy: 0, _connectorId: 'y', options: {} } },
    response: { type: 'delta', function: 'x', diy: 0, _connectorId: 'y', options: {} },
  },
  ...['', 0, false, null, 'ü€😀"\n\u2028', [], {}, [null, { a: [[]] }], 1.5e-7].map((value) => ({
    what: `${JSON.stringify(value)} within its options`,
    envelope: { function: 'echo', options: { value } },
    response: { value },
  })),
  ...['text', 7, true, [1, 2]].map((options) => ({
    what: `the options ${JSON.stringify(options)}`,
    envelope: { function: 'echo', options },
    response: options,
  })),
  {
    what: 'a hook of a grouped module',
    envelope: { type: 'hook', function: 'preSavePage', options: { data: [{}], errors: [] } },
    response: { data: [{}, { seenBy: ['preSavePage'] }], errors: [] },
  },
  {
    what: 'a wrapper with an option named type',
    envelope: { type: 'wrapper', function: 'exportOrders', options: { type: 'delta' } },
    response: { data: [{ type: 'delta' }], lastPage: true },
  },
  {
    what: 'an installer',
    envelope: { type: 'installer', function: 'connectorInstaller', options: {} },
    response: null,
  },
  {
    what: 'a settings function',
    envelope: { type: 'setting', function: 'persistSettings', options: { pending: { a: 1 } } },
    response: { success: true, pending: { a: 1 } },
  },
  { what: 'a utility', envelope: { type: 'utility', function: 'sum', options: { numbers: [1, 2, 3] } }, response: 6 },
  {
    what: 'a method of a connector',
    envelope: { diy: undefined, _connectorId: 'shop', function: 'greet', options: {} },
    response: 'Hello from shop',
  },
  {
    what: 'a hook of a connector that is an instance throughout',
    envelope: {
      diy: undefined,
      _connectorId: 'depot',
      type: 'hook',
      function: 'stamp',
      options: { data: [{ id: 1 }] },
    },
    response: { data: [{ id: 1, stampedBy: 'depot' }] },
  },
  {
    what: 'a response of exactly the allowed bytes',
    envelope: { function: 'echo', maxResponseSize: 14, options: { value: 'é' } },
    response: { value: 'é' },
  },
  ...['3', 'abc', -1, true, [3]].map((maxResponseSize) => ({
    what: `a response to a call with the limit ${JSON.stringify(maxResponseSize)}`,
    envelope: { function: 'echo', maxResponseSize, options: { value: 'long enough' } },
    response: { value: 'long enough' },
  })),
  { what: 'the first of several answers', envelope: { function: 'answersTwice', options: {} }, response: 'the first' },
  ...['throwsAfterAnswering', 'rejectsAfterAnswering'].map((name) => ({
    what: `the answer of a function that ${name}`,
    envelope: { function: name, options: {} },
    response: 'answered',
  })),
];
