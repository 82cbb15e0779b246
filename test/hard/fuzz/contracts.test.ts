import fc from 'fast-check';
import { createHandler } from 'integrator-extension-lambda';
import { enforce, log } from 'integrator-extension-lambda/contracts';
import { expect } from 'vitest';
import { contracts } from '../../../src/contracts/registry.ts';
import { markKind } from '../../../src/core/kind.ts';
import { canaries, createCanaryOptions, findLeaks } from '../canaries.ts';
import { callAndCheck } from './answers.ts';
import { guardFile, testLaw } from './law.ts';
import { anything, createList, createObject, createPlain } from './values.ts';

const logger = guardFile();

const kinds = Object.keys(contracts) as (keyof typeof contracts)[];

/** The sample of a kind, with other values in some fields. */
const call = fc.constantFrom(...kinds).chain((kind) => {
  const { options, response } = contracts[kind].sample;
  const name = fc.constantFrom(...Object.keys(options), 'settings', 'license', 'connection', 'data');
  return fc.record({
    kind: fc.constant(kind),
    changed: fc.array(fc.tuple(name, anything), { maxLength: 2 }).map(createObject),
    response: fc.oneof(
      anything,
      fc.array(anything, { maxLength: 3 }).map(createList),
      fc.constant(createPlain(response)),
    ),
  });
});

testLaw(
  'a checker words any violation, without settings, license or secrets',
  fc.asyncProperty(call, fc.constantFrom(enforce, log), async ({ kind, changed, response }, checker) => {
    const handler = createHandler({ diy: { fn: markKind(() => response.make([]), kind) }, contracts: checker, logger });
    const options = { ...contracts[kind].sample.options, ...(changed.make([]) as object), ...createCanaryOptions() };
    const wire = await callAndCheck(handler, options, { diy: true, function: 'fn' });
    expect(findLeaks(wire)).toEqual([]);
  }),
);

// A text in an id's place is logged as the id.
const field = fc
  .constantFrom(...kinds)
  .chain((kind) => fc.tuple(fc.constant(kind), fc.constantFrom(...Object.keys(contracts[kind].sample.options))))
  .filter(([, name]) => !name.endsWith('Id'));

testLaw(
  'a violation does not repeat the value that it found, at any place of the options or the response',
  fc.asyncProperty(field, async ([kind, name]) => {
    const options = { ...contracts[kind].sample.options, [name]: canaries.license };
    const handler = createHandler({
      diy: { fn: markKind(() => [canaries.settings], kind) },
      contracts: enforce,
      logger,
    });
    expect(findLeaks(await callAndCheck(handler, options, { diy: true, function: 'fn' }))).toEqual([]);
  }),
);
