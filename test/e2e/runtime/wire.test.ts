import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Caller, ENGINES, formatRefusal, startCaller } from './caller.ts';
import { bundleFixture } from './setup.ts';

const NO_FUNCTION = `{"message":"The function passed in the extension options doesn't map to a function.","code":"invalid_function"}`;
const NO_NAME =
  '{"code":"missing_required_field","message":"Missing required field function in the extension options."}';
const NO_MODULE =
  '{"code":"missing_required_field","message":"Need to set either the diy or _connectorId field in extension options."}';
const NO_OPTIONS = `{"code":"missing_required_field","message":"Function options haven't been provided."}`;
const NO_CONNECTOR = `{"code":"invalid_field","message":"The _connectorId set in the extension options does't match any of the _connectorId's present in extension configuration."}`;

describe.each(ENGINES)('On Node %i a call', (node) => {
  let lambda: Caller;
  beforeAll(async () => {
    lambda = await startCaller(bundleFixture('functions'), { node });
  });
  afterAll(() => lambda.stop());

  test('runs on that Node', async () => {
    expect(await lambda.diy('engine')).toMatch(new RegExp(`^"v${node}\\.`));
  });

  test.each([
    ['a function that returns', 'echo', { orders: [{ sku: 'Größe ☃', price: 9.5 }] }],
    ['a function that calls back', 'greet', { name: 'Ann' }, '"Hello Ann"'],
    ['an async function', 'count', {}, '1'],
    ['a function that answers undefined', 'nothing', {}, 'null'],
    ['a function with an array as options', 'echo', [1, 'two', null]],
    ['a function with a text as options', 'echo', 'plain text'],
  ])('is answered with the raw response by %s', async (_, name, options, expected = JSON.stringify(options)) => {
    expect(await lambda.diy(name, options)).toBe(expected);
  });

  test.each([
    ['names a missing function', { diy: true, function: 'preMap' }, [NO_FUNCTION]],
    ['names an inherited member of all objects', { diy: true, function: 'toString' }, [NO_FUNCTION]],
    [
      'names a missing group',
      { diy: true, type: 'hook', function: 'echo' },
      [`{"message":"The object hook doesn't exist in the module.","code":"object_not_found"}`],
    ],
    ['names a missing connector', { _connectorId: '5f0c', function: 'echo' }, [NO_CONNECTOR]],
    ['names no function', { diy: true }, [NO_NAME]],
    ['names no module', { function: 'echo' }, [NO_MODULE]],
    [
      'names a function that is not a text',
      { diy: true, function: 7 },
      ['{"code":"invalid_field","message":"The function field in the extension options must be of type string."}'],
    ],
  ])('that %s fails with that problem', async (_, address, errors) => {
    expect(await lambda.call(address)).toBe(formatRefusal(...errors));
  });

  test('without everything fails with every problem, in the order module, function, options', async () => {
    expect(await lambda.call({}, null)).toBe(formatRefusal(NO_MODULE, NO_NAME, NO_OPTIONS));
  });

  test.each([
    ['throws', 'throws', '{"message":"No such order: 17","code":"order_not_found"}'],
    ['rejects', 'rejects', '{"message":"quantity is no number","code":"TypeError"}'],
    ['calls back an error', 'callsBackError', '{"message":"The warehouse is closed.","code":"Error"}'],
    ['calls back a text', 'callsBackText', '{"message":"out of stock","code":"Error"}'],
    [
      'answers a value without a JSON form',
      'answersFunction',
      '{"message":"Extension response is not serializable.","code":"invalid_extension_response"}',
    ],
    [
      'answers more than 5 MB',
      'answersTooMuch',
      '{"message":"response stream exceeded limit of 5242880 bytes.","code":"response_size_exceeded"}',
    ],
  ])('of a function that %s fails with its message and no stack', async (_, name, error) => {
    expect(await lambda.diy(name)).toBe(formatRefusal(error));
  });

  test('can be an envelope, without a client context', async () => {
    expect(await lambda.send({ diy: true, function: 'greet', options: { name: 'Bo' } })).toBe('"Hello Bo"');
    expect(await lambda.send({ diy: true, function: 'throws', options: {} })).toBe(
      formatRefusal('{"message":"No such order: 17","code":"order_not_found"}'),
    );
  });

  test('with a client context keeps options that look like an envelope as they are', async () => {
    const options = { type: 'delta', function: 'nothing', options: { page: 1 } };
    expect(await lambda.diy('echo', options)).toBe(JSON.stringify(options));
  });

  test.each([[null], [17], ['text'], [[]], [{ hello: 'world' }]])(
    'that is the event %j fails and names what is missing',
    async (event) => {
      const missing = event === null ? [NO_MODULE, NO_NAME, NO_OPTIONS] : [NO_MODULE, NO_NAME];
      expect(await lambda.send(event)).toBe(formatRefusal(...missing));
    },
  );
});

describe.each(ENGINES)('On Node %i a handler with a bad configuration', (node) => {
  test('starts, and answers every call with the problem', async () => {
    const lambda = await startCaller(bundleFixture('misconfigured'), { node });
    onTestFinished(lambda.stop);
    const expected = formatRefusal(
      '{"message":"The configuration object should only have one of the diy or connectors field.","code":"invalid_configuration"}',
    );
    expect(await lambda.diy('preMap')).toBe(expected);
    expect(await lambda.call({ _connectorId: '5f0c', function: 'preMap' })).toBe(expected);
    expect(await lambda.send({})).toBe(expected);
  });
});
