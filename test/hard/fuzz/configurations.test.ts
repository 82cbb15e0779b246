import fc from 'fast-check';
import { createHandler, type HandlerConfig } from 'integrator-extension-lambda';
import { enforce, log } from 'integrator-extension-lambda/contracts';
import { createCanaryOptions } from '../canaries.ts';
import { callAndCheck } from './answers.ts';
import { guardFile, testLaw } from './law.ts';
import { anything, createObject, generateFields, type Recipe } from './values.ts';

const logger = guardFile();

const fn = fc.func(fc.jsonValue());
const module = fc.oneof(
  generateFields({ fn: fc.oneof(fn, anything), hooks: generateFields({ fn: fc.oneof(fn, anything) }) }),
  anything,
);
const config = {
  diy: module,
  connectors: fc.oneof(generateFields({ c: module }), anything),
  deadlineMargin: fc.oneof(fc.constant(500), fc.integer(), anything),
  contracts: fc.oneof(fc.constantFrom(enforce, log), anything),
};
const address = fc.constantFrom(
  { diy: true, function: 'fn' },
  { diy: true, function: 'fn', type: 'hook' },
  { _connectorId: 'c', function: 'fn' },
  { _connectorId: 'c', function: 'fn', type: 'hook' },
);
const make = (recipe: Recipe) => recipe.make([]);
const host = (configured: unknown) => createHandler(configured as HandlerConfig);

testLaw(
  'a handler is made of any configuration, and every call to it is answered',
  fc.asyncProperty(fc.oneof(generateFields(config), anything), address, async (recipe, to) => {
    const handler = host(make(recipe));
    await callAndCheck(handler, createCanaryOptions(), to);
    await callAndCheck(handler, { a: 1 }, to);
  }),
);

testLaw(
  'a call is answered for any module in a good configuration',
  fc.asyncProperty(module, address, anything, async (recipe, to, clock) => {
    const diy = make(recipe) as object;
    await callAndCheck(host({ diy, logger }), createCanaryOptions(), { ...to, diy: true });
    await callAndCheck(host({ connectors: { c: diy }, logger }), createCanaryOptions(), to);
    await callAndCheck(host({ diy: { fn: () => 1 }, logger, clock: make(clock) }), {}, to);
  }),
);

testLaw(
  'a call is answered for any logger',
  fc.asyncProperty(
    fc.oneof(generateFields({ info: anything, error: fc.oneof(anything, fn) }), anything),
    async (recipe) => {
      const diy = { fn: (options: object) => ({ ...options }), fails: () => Promise.reject(new Error('refused')) };
      const handler = host({ diy, logger: make(recipe) });
      for (const name of ['fn', 'fails'])
        await callAndCheck(handler, createCanaryOptions(), { diy: true, function: name });
    },
  ),
);

testLaw(
  'a call is answered for any checker',
  fc.asyncProperty(createCheckerFields(), anything, async (recipe, kind) => {
    const marked = Object.assign(() => 1, { [Symbol.for('integrator-extension-lambda.kind')]: make(kind) });
    await callAndCheck(
      host({ diy: { fn: marked }, logger, contracts: make(recipe) }),
      {},
      { diy: true, function: 'fn' },
    );
  }),
);

function createCheckerFields(): fc.Arbitrary<Recipe> {
  return fc.oneof(
    anything,
    anything.map((hold) => createObject([['hold', hold]])),
  );
}
