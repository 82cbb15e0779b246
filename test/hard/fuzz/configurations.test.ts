import fc from 'fast-check';
import { createHandler, type HandlerConfig } from 'integrator-extension-lambda';
import { enforce, log } from 'integrator-extension-lambda/contracts';
import { canaryOptions } from '../canaries.ts';
import { answers } from './answers.ts';
import { law, watchOver } from './law.ts';
import { anything, fieldsOf, objectOf, type Recipe } from './values.ts';

const logger = watchOver();

const fn = fc.func(fc.jsonValue());
const module = fc.oneof(
  fieldsOf({ fn: fc.oneof(fn, anything), hooks: fieldsOf({ fn: fc.oneof(fn, anything) }) }),
  anything,
);
const config = {
  diy: module,
  connectors: fc.oneof(fieldsOf({ c: module }), anything),
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

law(
  'a handler is made of any configuration, and every call to it is answered',
  fc.asyncProperty(fc.oneof(fieldsOf(config), anything), address, async (recipe, to) => {
    const handler = host(make(recipe));
    await answers(handler, canaryOptions(), to);
    await answers(handler, { a: 1 }, to);
  }),
);

law(
  'a call is answered for any module in a good configuration',
  fc.asyncProperty(module, address, anything, async (recipe, to, clock) => {
    const diy = make(recipe) as object;
    await answers(host({ diy, logger }), canaryOptions(), { ...to, diy: true });
    await answers(host({ connectors: { c: diy }, logger }), canaryOptions(), to);
    await answers(host({ diy: { fn: () => 1 }, logger, clock: make(clock) }), {}, to);
  }),
);

law(
  'a call is answered for any logger',
  fc.asyncProperty(fc.oneof(fieldsOf({ info: anything, error: fc.oneof(anything, fn) }), anything), async (recipe) => {
    const diy = { fn: (options: object) => ({ ...options }), fails: () => Promise.reject(new Error('refused')) };
    const handler = host({ diy, logger: make(recipe) });
    for (const name of ['fn', 'fails']) await answers(handler, canaryOptions(), { diy: true, function: name });
  }),
);

law(
  'a call is answered for any checker',
  fc.asyncProperty(objectOfJudge(), anything, async (recipe, kind) => {
    const marked = Object.assign(() => 1, { [Symbol.for('integrator-extension-lambda.kind')]: make(kind) });
    await answers(host({ diy: { fn: marked }, logger, contracts: make(recipe) }), {}, { diy: true, function: 'fn' });
  }),
);

function objectOfJudge(): fc.Arbitrary<Recipe> {
  return fc.oneof(
    anything,
    anything.map((hold) => objectOf([['hold', hold]])),
  );
}
