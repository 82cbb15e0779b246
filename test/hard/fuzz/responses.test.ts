import fc from 'fast-check';
import { createHandler } from 'integrator-extension-lambda';
import { expect } from 'vitest';
import { checkDelivery } from '../../../src/core/response.ts';
import type { ExtensionError } from '../../../src/shared/errors.ts';
import { countBytes, thrownValues } from '../../core/values.ts';
import { callAndCheck } from './answers.ts';
import { guardFile, testLaw } from './law.ts';
import { anything, wellMade } from './values.ts';

const logger = guardFile();

const MB = 1024 * 1024;
const readCode = (response: unknown, limit: number) =>
  thrownValues<ExtensionError>(() => checkDelivery(response, limit)).problems[0]?.code;

testLaw(
  'a response is accepted exactly if JSON can be made of it, without a loss except for NaN and undefined',
  fc.property(anything, ({ make, flawed }) => {
    const response = make([]);
    if (flawed) expect(readCode(response, 50 * MB)).toBe('invalid_extension_response');
    else expect(checkDelivery(response, 50 * MB).bytes).toBeGreaterThanOrEqual(countBytes(response));
  }),
);

testLaw(
  'a response is accepted exactly if its JSON is within the limit, to the byte',
  fc.property(
    wellMade,
    fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -500, max: 500 })),
    (recipe, off) => {
      const response = recipe.make([]);
      const bytes = countBytes(response);
      const limit = Math.max(1, bytes + off);
      if (bytes > limit) expect(readCode(response, limit)).toBe('response_size_exceeded');
      else expect(checkDelivery(response, limit).bytes).toBeLessThanOrEqual(limit);
    },
  ),
);

testLaw(
  'an accepted response arrives unchanged: the handler passes the same JSON to the runtime',
  fc.asyncProperty(anything, async ({ make, flawed }) => {
    const response = make([]);
    const handler = createHandler({
      diy: { fn: (_: unknown, done: (...of: unknown[]) => void) => done(null, response) },
      logger,
    });
    const wire = await callAndCheck(handler, {}, { diy: true, function: 'fn', maxResponseSize: 5 * MB });
    if (flawed) expect(wire).toContain('"invalid_extension_response"');
    else expect(wire).toBe('');
  }),
);
