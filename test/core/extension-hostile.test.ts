import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExtensionConfig } from '../../src/core/config.ts';
import { createExtension } from '../../src/core/extension.ts';
import { readProblems } from '../../src/shared/errors.ts';
import type { Invocation } from '../../src/shared/invocation.ts';
import { createMemory } from './lines.ts';
import { flaws } from './values.ts';

const fail = () => {
  throw new Error('hostile');
};
const traps = { get: fail, getPrototypeOf: fail, ownKeys: fail, has: fail, getOwnPropertyDescriptor: fail };
const createRevoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const cyclic: Record<string, unknown> = { a: 1 };
cyclic.self = cyclic;

/** Created on use: fast-check inspects the values that it generates. */
type Make = () => unknown;

/** Objects that throw when they are inspected. */
const strange: Make[] = [
  () => new Proxy({}, traps),
  () => new Proxy(() => 1, traps),
  () => new Proxy([], traps),
  createRevoked,
  () => cyclic,
  () => ({ toString: 1, valueOf: 1 }),
  () => ({ message: { toString: 1 }, code: { toString: 1 }, name: 1n }),
  () => ({ name: 'ExtensionError', problems: createRevoked() }),
  () => ({
    name: 'ExtensionError',
    problems: [undefined, 1n],
    get cause() {
      return fail();
    },
  }),
  () => Object.defineProperty(new Error('no'), 'stack', { get: fail }),
  () => Object.defineProperty({}, 'then', { get: fail }),
  () => ({
    get diy() {
      return fail();
    },
    get data() {
      return fail();
    },
    get _flowId() {
      return fail();
    },
  }),
  () => Object.create(null),
  ...flaws.map(([, make]) => make),
];

const anything: fc.Arbitrary<Make> = fc.oneof(
  fc.constantFrom(...strange),
  fc
    .anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true })
    .map((value) => () => value),
);

/** Objects with some of these fields, each with any value. */
const generateObject = (...fields: string[]): fc.Arbitrary<Make> =>
  fc
    .record(Object.fromEntries(fields.map((field) => [field, anything])), { requiredKeys: [] })
    .map((made) => () => Object.fromEntries(Object.entries(made).map(([field, make]) => [field, make?.()])));

/** Functions with arbitrary use of their callback and context, and any end. */
const behaviour = fc.record({
  declared: fc.constantFrom(0, 1, 2, 3),
  calls: fc.array(fc.tuple(anything, anything), { maxLength: 2 }),
  logs: fc.array(fc.tuple(anything, anything), { maxLength: 2 }),
  ends: fc.constantFrom('returns', 'throws', 'rejects', 'resolves'),
  value: anything,
});

type Behaviour = typeof behaviour extends fc.Arbitrary<infer B> ? B : never;
type Say = (...what: unknown[]) => void;

function createFunction({ declared, calls, logs, ends, value }: Behaviour): unknown {
  const act = (_: unknown, done: Say, { log }: { log: { info: Say } }): unknown => {
    for (const [message, fields] of logs) log.info(message(), fields());
    for (const [error, response] of calls) done(error(), response());
    if (ends === 'throws') throw value();
    if (ends === 'rejects') return Promise.reject(value());
    return ends === 'resolves' ? Promise.resolve(value()) : value();
  };
  return Object.defineProperty(act, 'length', { value: declared });
}

const stray: unknown[] = [];
const keepError = (thrown: unknown) => void stray.push(thrown);

beforeEach(() => {
  for (const level of ['error', 'warn', 'info'] as const) vi.spyOn(console, level).mockImplementation(() => {});
  process.on('unhandledRejection', keepError);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.off('unhandledRejection', keepError);
});

describe('an invocation never rejects, and leaves nothing uncaught,', () => {
  const run = async (config: unknown, invocation: unknown) => {
    const outcome = await createExtension(config as ExtensionConfig).invoke(invocation as Invocation);
    await setImmediate();
    expect(stray.splice(0)).toEqual([]);
    if (outcome.ok) JSON.stringify(outcome.response);
    else expect(JSON.parse(JSON.stringify(readProblems(outcome.error)))).toBeInstanceOf(Array);
  };
  const { logger } = createMemory();
  const address = { diy: true, function: 'f' };

  it('for any address and options', async () => {
    const to = fc.oneof(anything, generateObject('diy', 'type', 'function', '_connectorId', 'maxResponseSize'));
    const diy = { f: () => 1 };
    const ran = fc.asyncProperty(to, anything, anything, (at, options, rest) =>
      run({ diy, logger }, { address: at(), options: options(), ids: rest(), capacity: rest() }),
    );
    await fc.assert(ran, { numRuns: 500 });
    await fc.assert(fc.asyncProperty(anything, (invocation) => run({ diy, logger }, invocation())));
  });

  it('for any options of an existing function', async () => {
    const sent = fc.oneof(anything, generateObject('bearerToken', 'connection', 'lastExportDateTime', '_flowId'));
    const diy = { f: (o: unknown, _: unknown, c: { log: { info: Say } }) => c.log.info('got', o) };
    const ran = fc.asyncProperty(sent, (options) => run({ diy, logger }, { address, options: options(), timeout: 1 }));
    await fc.assert(ran, { numRuns: 300 });
  });

  it('for any module and connectors', async () => {
    const module = fc.oneof(anything, generateObject('f', 'hooks'));
    const to = fc.constantFrom({ ...address }, { ...address, type: 'hook' }, { _connectorId: 'c', function: 'f' });
    const ran = fc.asyncProperty(module, to, fc.boolean(), (make, at, isDiy) => {
      const config = isDiy ? { diy: make(), logger } : { connectors: { c: make() }, logger };
      return run(config, { address: at, options: {}, timeout: 1 });
    });
    await fc.assert(ran, { numRuns: 500 });
  });

  it('for anything that its function does', async () => {
    const ran = fc.asyncProperty(behaviour, (does) =>
      run({ diy: { f: createFunction(does) }, logger }, { address, options: {}, timeout: 1 }),
    );
    await fc.assert(ran, { numRuns: 500 });
  });

  it('for anything that the logger does', async () => {
    const loggers = fc.oneof(
      anything,
      fc.constant(() => ({ info: fail, error: fail, warn: async () => fail() })),
    );
    const diy = { f: (_: unknown, done: Say) => [done(null, 1), done(null, 2)], g: fail };
    const ran = fc.asyncProperty(loggers, fc.constantFrom('f', 'g'), (make, name) =>
      run({ diy, logger: make() }, { address: { diy: true, function: name }, options: {} }),
    );
    await fc.assert(ran, { numRuns: 200 });
  });
});
