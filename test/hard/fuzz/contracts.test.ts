import fc from 'fast-check';
import { createHandler } from 'integrator-extension-lambda';
import { enforce, log } from 'integrator-extension-lambda/contracts';
import { expect } from 'vitest';
import { contracts } from '../../../src/contracts/registry.ts';
import { markKind } from '../../../src/core/kind.ts';
import { canaries, canaryOptions, leaksIn } from '../canaries.ts';
import { answers } from './answers.ts';
import { law, watchOver } from './law.ts';
import { anything, listOf, objectOf, plain } from './values.ts';

const logger = watchOver();

const kinds = Object.keys(contracts) as (keyof typeof contracts)[];

/** The sample of a kind, some of whose fields are something else. */
const call = fc.constantFrom(...kinds).chain((kind) => {
  const { options, response } = contracts[kind].sample;
  const name = fc.constantFrom(...Object.keys(options), 'settings', 'license', 'connection', 'data');
  return fc.record({
    kind: fc.constant(kind),
    changed: fc.array(fc.tuple(name, anything), { maxLength: 2 }).map(objectOf),
    response: fc.oneof(anything, fc.array(anything, { maxLength: 3 }).map(listOf), fc.constant(plain(response))),
  });
});

law(
  'a checker words any violation, without settings, license or secrets',
  fc.asyncProperty(call, fc.constantFrom(enforce, log), async ({ kind, changed, response }, judge) => {
    const handler = createHandler({ diy: { fn: markKind(() => response.make([]), kind) }, contracts: judge, logger });
    const options = { ...contracts[kind].sample.options, ...(changed.make([]) as object), ...canaryOptions() };
    const wire = await answers(handler, options, { diy: true, function: 'fn' });
    expect(leaksIn(wire)).toEqual([]);
  }),
);

// Where an id is expected, whatever stands there is an id, and is logged as one.
const field = fc
  .constantFrom(...kinds)
  .chain((kind) => fc.tuple(fc.constant(kind), fc.constantFrom(...Object.keys(contracts[kind].sample.options))))
  .filter(([, name]) => !name.endsWith('Id'));

law(
  'a violation does not repeat the value that it found, at any place of the options or the response',
  fc.asyncProperty(field, async ([kind, name]) => {
    const options = { ...contracts[kind].sample.options, [name]: canaries.license };
    const handler = createHandler({
      diy: { fn: markKind(() => [canaries.settings], kind) },
      contracts: enforce,
      logger,
    });
    expect(leaksIn(await answers(handler, options, { diy: true, function: 'fn' }))).toEqual([]);
  }),
);
