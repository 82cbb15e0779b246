import type { ExtensionConfig } from 'integrator-extension-lambda';
import { unserializable } from '../fixtures/modules/failing.ts';
import type { Envelope } from './modules.ts';
import { connectors, diy } from './modules.ts';

/** In the wire's order, that of the properties included. */
type Problems = Record<string, unknown>[];

const createRequired = (message: string) => ({ code: 'missing_required_field', message });
const noModule = createRequired('Need to set either the diy or _connectorId field in extension options.');
const noFunction = createRequired('Missing required field function in the extension options.');
const noOptions = createRequired("Function options haven't been provided.");
const unknownConnector = {
  code: 'invalid_field',
  message:
    "The _connectorId set in the extension options does't match any of the _connectorId's present in extension configuration.",
};
const notText = {
  code: 'invalid_field',
  message: 'The function field in the extension options must be of type string.',
};
const notCallable = {
  message: "The function passed in the extension options doesn't map to a function.",
  code: 'invalid_function',
};
const createNoGroup = (type: string) => ({
  message: `The object ${type} doesn't exist in the module.`,
  code: 'object_not_found',
});
const notSerializable = { message: 'Extension response is not serializable.', code: 'invalid_extension_response' };
const createExceeded = (bytes: number) => ({
  message: `response stream exceeded limit of ${bytes} bytes.`,
  code: 'response_size_exceeded',
});
const createBadDate = (field: string) => ({
  message: `The ${field} field in the function options isn't a valid date.`,
  code: 'invalid_field',
});

/** Calls that fail, each with its whole answer. A call without a connector goes to the diy module. */
export const failures: { what: string; envelope: Envelope; errors: Problems }[] = [
  { what: 'an empty address', envelope: { diy: undefined, function: '' }, errors: [noModule, noFunction, noOptions] },
  {
    what: 'an unknown connector, a function that is not a text, and no options',
    envelope: { diy: undefined, _connectorId: 'stranger', function: 7 },
    errors: [unknownConnector, notText, noOptions],
  },
  { what: 'no module', envelope: { diy: undefined, function: 'echo', options: {} }, errors: [noModule] },
  { what: 'no function', envelope: { options: {} }, errors: [noFunction] },
  { what: 'no options', envelope: { function: 'echo' }, errors: [noOptions] },
  { what: 'empty options', envelope: { function: 'echo', options: '' }, errors: [noOptions] },
  ...['absent', 'version', 'hooks', 'hooks.preSavePage', 'generates', 'generatesLater'].map((name) => ({
    what: `${name}, which is not a function`,
    envelope: { function: name, options: {} },
    errors: [notCallable],
  })),
  ...['constructor', 'toString', '__proto__', '__defineGetter__', 'hasOwnProperty'].flatMap((name) => [
    {
      what: `the function ${name}`,
      envelope: { diy: undefined, _connectorId: 'shop', function: name, options: {} },
      errors: [notCallable],
    },
    {
      what: `the type ${name}`,
      envelope: { type: name, function: 'keys', options: {} },
      errors: [createNoGroup(name)],
    },
    {
      what: `the connector ${name}`,
      envelope: { diy: undefined, _connectorId: name, function: 'keys', options: {} },
      errors: [unknownConnector],
    },
  ]),
  {
    what: 'a type without a group in the module',
    envelope: { type: 'step', function: 'x', options: {} },
    errors: [createNoGroup('step')],
  },
  {
    what: 'two invalid dates',
    envelope: { function: 'echo', options: { lastExportDateTime: 'junk', currentExportDateTime: {} } },
    errors: [createBadDate('lastExportDateTime'), createBadDate('currentExportDateTime')],
  },
  ...Object.keys(unserializable).map((name) => ({
    what: `the response of ${name}`,
    envelope: { function: name, options: {} },
    errors: [notSerializable],
  })),
  ...[
    { limit: 15, options: { value: 'xxxx' } },
    { limit: 13, options: { value: 'é' } },
    { limit: 0.5, options: 'x' },
  ].map(({ limit, options }) => ({
    what: `a response of more bytes than ${limit}`,
    envelope: { function: 'echo', maxResponseSize: limit, options },
    errors: [createExceeded(limit)],
  })),
  ...[undefined, 0, -1, '3', 'abc', null, true].map((maxResponseSize) => ({
    what: `a response over 5 MB, with ${JSON.stringify(maxResponseSize)} for a limit`,
    envelope: { function: 'echo', maxResponseSize, options: 'x'.repeat(5 * 1024 * 1024 - 1) },
    errors: [createExceeded(5_242_880)],
  })),
  ...Object.entries<Problems>({
    throws: [{ message: 'No such order: 17', code: 'order_not_found' }],
    rejects: [{ message: 'quantity is no number', code: 'TypeError' }],
    callsBackError: [{ message: 'too many', code: 'RangeError' }],
    callsBackText: [{ message: 'out of stock', code: 'Error' }],
    throwsNothing: [{ message: 'undefined', code: 'Error' }],
    throwsObject: [{ message: '[object Object]', code: 'Error' }],
    throwsNumber: [{ message: '404', code: 'Error' }],
    throwsSeveral: [
      { code: 'no_stock', message: 'No stock.' },
      { message: 'Nor a supplier.' },
      { message: 'Sorry.', code: 'sorry' },
    ],
    Order: [{ message: "Class constructor Order cannot be invoked without 'new'", code: 'TypeError' }],
  }).map(([name, errors]) => ({ what: `a function that ${name}`, envelope: { function: name, options: {} }, errors })),
];

/** Configurations whose problem answers every call. */
export const broken: { what: string; config: ExtensionConfig; errors: Problems }[] = [
  {
    what: 'without a module',
    config: {},
    errors: [{ message: 'Either DIY or connectors field needs to be set.', code: 'missing_required_field' }],
  },
  {
    what: 'with no connectors',
    config: { connectors: {} },
    errors: [{ message: 'No connector modules provided in the connectors field.', code: 'invalid_field' }],
  },
  {
    what: 'with diy and connectors',
    config: { diy, connectors },
    errors: [
      {
        message: 'The configuration object should only have one of the diy or connectors field.',
        code: 'invalid_configuration',
      },
    ],
  },
];
