import fc from 'fast-check';
import { oneOf, reply, text } from './answers.ts';
import type { Behaviour, Call } from './call.ts';

/** Names that the language defines on objects, functions, arrays and texts. */
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

const name = fc.oneof(oneOf(12, 'main'), oneOf(2, 'absent', 'text', 'nothing', 'hooks', ''), oneOf(3, ...BUILT_IN), {
  weight: 1,
  arbitrary: fc.string(),
});
const type = fc.oneof(
  oneOf(6, undefined, null, '', false),
  oneOf(6, 'hook', 'wrapper', 'setting', 'utility', 'installer', 'hooks', 'custom'),
  oneOf(2, 'main', 'text', 'nothing', 'version', 'absent', 'step'),
  oneOf(2, ...BUILT_IN),
  oneOf(1, 1, true, {}, ['hooks'], ['hook'], [], [null]),
  { weight: 1, arbitrary: fc.string() },
);
const connectorId = fc.oneof(
  oneOf(12, '5f01', '7', 7),
  oneOf(2, undefined, null, '', 0, 'absent', 'switchedOff', ['5f01'], {}, true),
  oneOf(1, { toString: 1 }),
  oneOf(3, ...BUILT_IN),
);

/** Options that make responses of about 100 bytes, so that small limits matter. */
const limit = fc.oneof(
  oneOf(8, undefined, 0, null, '', false),
  oneOf(2, 1, 20, 100, 0.5, 5 * 1024 * 1024, 1e9),
  oneOf(2, '3', 'abc', -1, true, [3], {}, '99999999'),
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }) },
);

const address = fc.record(
  {
    type,
    function: fc.oneof({ weight: 12, arbitrary: name }, oneOf(1, undefined, null, 0, 7, true, {}, ['main'])),
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
  oneOf(2, undefined, null),
  oneOf(1, {}, 'text', 7, [], { type: 'hook' }, { custom: {}, client: {} }),
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
  oneOf(1, null, false, 0, '', 'text', 7, true),
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
  reply,
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
  configured: fc.oneof(oneOf(24, 'diy', 'diy', 'connectors'), {
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

/** Sizes around Lambda's limit, two quotes included. */
const huge: fc.Arbitrary<Call> = fc.tuple(usual, fc.integer({ min: 0, max: 3 })).map(([one, more]) => ({
  ...one,
  configured: 'diy',
  module: 'plain',
  context: { diy: true, function: 'main', maxResponseSize: 7_000_000 },
  fn: { ...one.fn, style: 'callback', reply: { response: 'x'.repeat(6_291_554 + more) } },
}));

/** Sizes around the caller's limit. */
const tight: fc.Arbitrary<Call> = fc
  .tuple(usual, text, fc.integer({ min: -1, max: 3 }))
  .map(([one, response, more]) => ({
    ...one,
    context: { diy: true, function: 'main', maxResponseSize: JSON.stringify(response).length + more },
    fn: { ...one.fn, reply: { response } },
  }));

/** Calls of all kinds: most find their function, many do not, and some name members of the language. */
export const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 300, arbitrary: usual },
  { weight: 20, arbitrary: tight },
  { weight: 1, arbitrary: huge },
);
