import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { describeSchema, type Field } from '../../src/contracts/render/describe.ts';

const options = { bearerToken: 'token', connection: {} };

/** The calls with which zod registers each schema. */
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
  expect(Object.keys(contracts)).toContain('ping');
  expect(told).not.toHaveBeenCalled();
});

it('a call makes the schemas of its kind and of no other', async () => {
  const { contracts, enforce } = await import('../../src/contracts/index.ts');
  enforce.open('ping', options).checkResponse({ statusCode: 200 });
  const texts = textsTold();
  expect(texts).toEqual(expect.arrayContaining(['The wrapper’s connection.', 'The reason why the connection fails.']));
  const { ping } = contracts;
  const own = [ping.options, ping.response].flatMap((schema) => textsOf(describeSchema(schema).fields));
  expect(own).toEqual(expect.arrayContaining(texts));
});

it('the schemas of a call are kept for later calls', async () => {
  const { contracts, enforce } = await import('../../src/contracts/index.ts');
  enforce.open('ping', options).checkResponse({ statusCode: 200 });
  told.mockClear();
  enforce.open('ping', options).checkResponse({ statusCode: 200 });
  expect(told).not.toHaveBeenCalled();
  expect(contracts.ping.options).toBe(contracts.ping.options);
});
