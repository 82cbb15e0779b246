import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { describeSchema, type Field } from '../../src/contracts/describe.ts';

const options = { bearerToken: 'token', connection: {} };

/** What zod is told of each schema when it is made. */
const told = vi.spyOn(z.globalRegistry, 'add');
const textsTold = () => told.mock.calls.flatMap(([, { description }]) => description ?? []);
const textsOf = (fields: readonly Field[]): string[] =>
  fields.flatMap(({ text, fields }) => [text, ...textsOf(fields)]);

beforeEach(() => {
  vi.resetModules();
  told.mockClear();
});
afterEach(() => vi.resetModules());

it('importing the contracts makes no schema', async () => {
  const { contracts } = await import('../../src/contracts/index.ts');
  expect(contracts.ping.summary).toMatch(/connection/);
  expect(told).not.toHaveBeenCalled();
});

it('a call makes the schemas of its kind and of no other, those of the options before those of the response', async () => {
  const { contracts, enforce } = await import('../../src/contracts/index.ts');
  const { judge } = enforce.open('ping', options);
  const beforehand = textsTold();
  judge({ statusCode: 200 });
  const afterwards = textsTold().slice(beforehand.length);
  expect(beforehand).toContain('The wrapper’s connection.');
  expect(afterwards).toContain('Why it doesn’t.');
  const { ping } = contracts;
  expect(textsOf(describeSchema(ping.options).fields)).toEqual(expect.arrayContaining(beforehand));
  expect(textsOf(describeSchema(ping.response).fields)).toEqual(expect.arrayContaining(afterwards));
});

it('what a call has made is kept for later ones', async () => {
  const { contracts, enforce } = await import('../../src/contracts/index.ts');
  enforce.open('ping', options).judge({ statusCode: 200 });
  told.mockClear();
  enforce.open('ping', options).judge({ statusCode: 200 });
  expect(told).not.toHaveBeenCalled();
  expect(contracts.ping.options).toBe(contracts.ping.options);
});
