import fc from 'fast-check';
import { often, text, told } from './answers.ts';
import type { Behaviour, Call } from './call.ts';

/** Names that the language gives to objects, functions, arrays and texts. */
const BUILT_IN = [
  ...['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', '__proto__', 'toLocaleString'],
  ...[
    '__defineGetter__',
    '__defineSetter__',
    '__lookupGetter__',
    'call',
    'apply',
    'bind',
    'name',
    'length',
    'prototype',
  ],
  ...['keys', 'assign', 'create', 'freeze', 'trim', 'at', 'map', 'toFixed'],
];

const name = fc.oneof(often(12, 'main'), often(2, 'absent', 'text', 'nothing', 'hooks', ''), often(3, ...BUILT_IN), {
  weight: 1,
  arbitrary: fc.string(),
});
const type = fc.oneof(
  often(6, undefined, null, '', false),
  often(6, 'hook', 'wrapper', 'setting', 'utility', 'installer', 'hooks', 'custom'),
  often(2, 'main', 'text', 'nothing', 'version', 'absent', 'step'),
  often(2, ...BUILT_IN),
  often(1, 1, true, {}, ['hooks'], ['hook'], [], [null]),
  { weight: 1, arbitrary: fc.string() },
);
const connectorId = fc.oneof(
  often(12, '5f01', '7', 7),
  often(2, undefined, null, '', 0, 'absent', 'switchedOff', ['5f01'], {}, true),
  often(1, { toString: 1 }),
  often(3, ...BUILT_IN),
);

/** Answered by responses of about a hundred bytes, so that small limits matter. */
const limit = fc.oneof(
  often(8, undefined, 0, null, '', false),
  often(2, 1, 20, 100, 0.5, 5 * 1024 * 1024, 1e9),
  often(2, '3', 'abc', -1, true, [3], {}, '99999999'),
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }) },
);

const address = fc.record(
  {
    type,
    function: fc.oneof({ weight: 12, arbitrary: name }, often(1, undefined, null, 0, 7, true, {}, ['main'])),
    diy: fc.constantFrom(true, true, 'yes', 1, {}, false, undefined, 0),
    _connectorId: connectorId,
    maxResponseSize: limit,
    _reqId: fc.constantFrom('r1', 'a\nb', 7, undefined),
    traceId: fc.constantFrom('t1', null),
  },
  { requiredKeys: ['function'] },
);
const context = fc.oneof(
  { weight: 30, arbitrary: address },
  { weight: 20, arbitrary: address.map((one) => ({ ...one, function: 'main', diy: true, type: undefined })) },
  { weight: 10, arbitrary: address.map((one) => ({ ...one, function: 'main', diy: false, _connectorId: '7' })) },
  often(2, undefined, null),
  often(1, {}, 'text', 7, [], { type: 'hook' }, { custom: {}, client: {} }),
);

const date = fc.constantFrom(
  ...['2026-01-31T00:00:00Z', '2026-01-31', 0, '', null, 1769817600000, true, ['2026']],
  ...['junk', {}, [], [[1, 2]], { toString: 1 }, '31.01.2026 25:00'],
);
const options = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        data: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }),
        _flowId: fc.string(),
        connection: fc.jsonValue({ maxDepth: 1 }),
        type: fc.constant('delta'),
      },
      { requiredKeys: ['data'] },
    ),
  },
  { weight: 3, arbitrary: fc.record({ lastExportDateTime: date, currentExportDateTime: date }, { requiredKeys: [] }) },
  often(1, null, false, 0, '', 'text', 7, true),
);
const event = fc.oneof(
  { weight: 30, arbitrary: options.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constant(undefined) },
  {
    weight: 3,
    arbitrary: fc.tuple(address, options).map(([one, value]) => JSON.stringify({ ...one, options: value })),
  },
);

const fn: fc.Arbitrary<Behaviour> = fc.record({
  style: fc.constantFrom<Behaviour['style']>(
    ...([
      'callback',
      'callback',
      'callback',
      'callback',
      'callback',
      'callback',
      'returns',
      'returns a promise',
    ] as const),
    ...(['async', 'async callback', 'throws', 'generator', 'async generator', 'class', 'no function'] as const),
  ),
  declared: fc.constantFrom<Behaviour['declared']>(
    'two',
    'two',
    'two',
    'one',
    'none',
    'three',
    'rest',
    'default',
    'arguments',
    'one and arguments',
  ),
  when: fc.constantFrom<Behaviour['when']>('now', 'now', 'microtask', 'later'),
  told,
  times: fc.constantFrom(1, 1, 1, 1, 2, 3),
  throwsAfterwards: fc.constantFrom(false, false, false, false, true),
});

const broken = fc.constantFrom<unknown>(
  undefined,
  null,
  {},
  [],
  7,
  'text',
  { diy: null },
  { connectors: {} },
  { connectors: 0, diy: '' },
  { diy: {}, connectors: { a: {} } },
  { logger: {} },
);

const usual: fc.Arbitrary<Call> = fc.record({
  configured: fc.oneof(often(24, 'diy', 'diy', 'connectors'), {
    weight: 1,
    arbitrary: broken.map((value) => ({ broken: value })),
  }),
  module: fc.constantFrom<Call['module']>(
    ...(['plain', 'plain', 'instance', 'instance', 'function', 'bare'] as const),
    'text',
  ),
  context,
  event,
  fn,
});

/** Around the size that Lambda can carry, two quotes included. */
const huge: fc.Arbitrary<Call> = fc.tuple(usual, fc.integer({ min: 0, max: 3 })).map(([one, more]) => ({
  ...one,
  configured: 'diy',
  module: 'plain',
  context: { diy: true, function: 'main', maxResponseSize: 7_000_000 },
  fn: { ...one.fn, style: 'callback', told: { response: 'x'.repeat(6_291_554 + more) } },
}));

/** Around the size that the caller allows. */
const tight: fc.Arbitrary<Call> = fc
  .tuple(usual, text, fc.integer({ min: -1, max: 3 }))
  .map(([one, response, more]) => ({
    ...one,
    context: { diy: true, function: 'main', maxResponseSize: JSON.stringify(response).length + more },
    fn: { ...one.fn, told: { response } },
  }));

/** Calls of all kinds: most of them find their function, many don't, some are after something else. */
export const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 300, arbitrary: usual },
  { weight: 20, arbitrary: tight },
  { weight: 1, arbitrary: huge },
);
