import fc from 'fast-check';
import { type Context, createHandler } from 'integrator-extension-lambda';
import { expect } from 'vitest';
import { canaryOptions, leaksIn } from '../canaries.ts';
import { answers } from './answers.ts';
import { law, watchOver } from './law.ts';
import { anything, fieldsOf, type Recipe } from './values.ts';

const logger = watchOver();

type Options = { readonly bearerToken?: unknown; readonly connection?: { readonly encrypted?: unknown } };
type Done = (error?: unknown) => void;

/** Functions that answer with all they are sent, fail with it, and log it. */
const functions = {
  echo: (options: unknown) => options,
  asks: ({ bearerToken }: Options, done: Done) => done(new Error(`401 for ${JSON.stringify({ bearerToken })}`)),
  logs: (options: Options, _: unknown, { log }: Context) => {
    log.info(`was sent ${options.bearerToken}`, { encrypted: [options.connection?.encrypted] });
    throw Object.assign(new TypeError('refused'), { code: options.connection });
  },
};
const diy = { ...functions, hooks: functions };
const handlers = [createHandler({ diy, logger }), createHandler({ connectors: { '5f0c': diy }, logger })] as const;
const handler = fc.constantFrom(...handlers);
const [one] = handlers;

const name = fc.constantFrom('echo', 'asks', 'logs');
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
  connection: fc.oneof(fieldsOf({ _id: anything, encrypted: anything }), anything),
  lastExportDateTime: anything,
  currentExportDateTime: anything,
  _flowId: anything,
};
const sent = fc.oneof(fieldsOf(options), fieldsOf({ ...options, ...address }), anything);
const make = (recipe: Recipe) => recipe.make([]);

law(
  'a call is answered, whatever its client context and its event',
  fc.asyncProperty(handler, fc.oneof(fieldsOf(address), anything), sent, async (called, to, what) => {
    await answers(called, make(what), make(to));
  }),
);

law(
  'an event without a client context is answered, whatever its envelope',
  fc.asyncProperty(handler, fieldsOf({ ...address, options: sent }), anything, async (called, envelope, to) => {
    await answers(called, make(envelope), make(to));
  }),
);

law(
  'an existing function answers any options, and their secrets are in no line',
  fc.asyncProperty(name, fieldsOf(options), async (found, what) => {
    const event = Object.defineProperties(make(what) as object, Object.getOwnPropertyDescriptors(canaryOptions()));
    await answers(one, event, { diy: true, function: found });
  }),
);

law(
  'any JSON is answered, as the platform sends it',
  fc.asyncProperty(fc.json({ maxDepth: 5 }), fc.json(), name, async (what, to, found) => {
    const clientContext = Object.assign(Object(JSON.parse(to)), { diy: true, function: found });
    await answers(one, JSON.parse(what), clientContext);
    await answers(one, JSON.parse(what), JSON.parse(to));
  }),
);

law(
  'errors of the configuration and of missing functions hold nothing of the options',
  fc.asyncProperty(fieldsOf(address), async (to) => {
    const wire = await answers(createHandler({ diy: {}, logger }), canaryOptions(), make(to));
    expect(leaksIn(wire)).toEqual([]);
  }),
);
