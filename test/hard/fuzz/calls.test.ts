import fc from 'fast-check';
import { type Context, createHandler } from 'integrator-extension-lambda';
import { expect } from 'vitest';
import { createCanaryOptions, findLeaks } from '../canaries.ts';
import { callAndCheck } from './answers.ts';
import { guardFile, testLaw } from './law.ts';
import { anything, generateFields, type Recipe } from './values.ts';

const logger = guardFile();

type Options = { readonly bearerToken?: unknown; readonly connection?: { readonly encrypted?: unknown } };
type Done = (error?: unknown) => void;

/** Functions that answer with their options, fail with them, and log them. */
const functions = {
  echo: (options: unknown) => options,
  fails: ({ bearerToken }: Options, done: Done) => done(new Error(`401 for ${JSON.stringify({ bearerToken })}`)),
  logs: (options: Options, _: unknown, { log }: Context) => {
    log.info(`was sent ${options.bearerToken}`, { encrypted: [options.connection?.encrypted] });
    throw Object.assign(new TypeError('refused'), { code: options.connection });
  },
};
const diy = { ...functions, hooks: functions };
const handlers = [createHandler({ diy, logger }), createHandler({ connectors: { '5f0c': diy }, logger })] as const;
const handler = fc.constantFrom(...handlers);
const [one] = handlers;

const name = fc.constantFrom('echo', 'fails', 'logs');
const address = {
  diy: fc.oneof(fc.boolean(), anything),
  _connectorId: fc.oneof(fc.constantFrom('5f0c', '__proto__', 'constructor'), anything),
  type: fc.oneof(fc.constantFrom('hook', 'wrapper', '__proto__'), anything),
  function: fc.oneof(name, fc.constantFrom('toString', '__proto__', ''), anything),
  maxResponseSize: fc.oneof(fc.integer(), fc.double(), anything),
  _reqId: anything,
  traceId: anything,
};
const options = {
  bearerToken: anything,
  connection: fc.oneof(generateFields({ _id: anything, encrypted: anything }), anything),
  lastExportDateTime: anything,
  currentExportDateTime: anything,
  _flowId: anything,
};
const sent = fc.oneof(generateFields(options), generateFields({ ...options, ...address }), anything);
const make = (recipe: Recipe) => recipe.make([]);

testLaw(
  'a call is answered, whatever its client context and its event',
  fc.asyncProperty(handler, fc.oneof(generateFields(address), anything), sent, async (called, to, what) => {
    await callAndCheck(called, make(what), make(to));
  }),
);

testLaw(
  'an event without a client context is answered, whatever its envelope',
  fc.asyncProperty(handler, generateFields({ ...address, options: sent }), anything, async (called, envelope, to) => {
    await callAndCheck(called, make(envelope), make(to));
  }),
);

testLaw(
  'an existing function answers any options, and their secrets are in no line',
  fc.asyncProperty(name, generateFields(options), async (found, what) => {
    const event = Object.defineProperties(
      make(what) as object,
      Object.getOwnPropertyDescriptors(createCanaryOptions()),
    );
    await callAndCheck(one, event, { diy: true, function: found });
  }),
);

testLaw(
  'any JSON is answered, as the platform sends it',
  fc.asyncProperty(fc.json({ maxDepth: 5 }), fc.json(), name, async (what, to, found) => {
    const clientContext = Object.assign(Object(JSON.parse(to)), { diy: true, function: found });
    await callAndCheck(one, JSON.parse(what), clientContext);
    await callAndCheck(one, JSON.parse(what), JSON.parse(to));
  }),
);

testLaw(
  'errors of the configuration and of missing functions hold nothing of the options',
  fc.asyncProperty(generateFields(address), async (to) => {
    const wire = await callAndCheck(createHandler({ diy: {}, logger }), createCanaryOptions(), make(to));
    expect(findLeaks(wire)).toEqual([]);
  }),
);
