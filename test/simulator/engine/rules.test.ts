import { describe, expect, it } from 'vitest';
import type { Breach } from '../../../src/simulator/index.ts';
import { createModules, type Given, run } from '../flows.ts';

const { module } = createModules();

/** A flow that breaks a rule, and the words of its report. */
type Case = readonly [
  what: string,
  code: string,
  flow: Omit<Given, 'module'>,
  breach: Partial<Breach>,
  words: readonly string[],
  ending?: string,
];

const cases: readonly Case[] = [
  [
    'a preMap that leaves an element out',
    'export const f = ({ data }) => data.slice(1).map((one) => ({ data: one }));',
    { import: { hooks: { preMap: 'f' } } },
    { rule: 'one-per-record', stage: 'preMap', function: 'f', page: 0, path: 'response' },
    ['preMap (f), page 0', 'found 1 elements, expected 2', 'One element for each record', 'The whole page fails.'],
  ],
  [
    'a postMap that answers with no list',
    'export const f = ({ postMapData }) => ({ data: postMapData });',
    { import: { hooks: { postMap: 'f' } } },
    { rule: 'contract', stage: 'postMap', page: 0, path: 'response' },
    ['expected array, received object', 'The whole page fails.'],
  ],
  [
    'a preMap that misspells a field',
    'export const f = ({ data }) => data.map((one) => (one.id === 4 ? { dta: one } : { data: one }));',
    { import: { hooks: { preMap: 'f' } } },
    { rule: 'contract', stage: 'preMap', page: 1, record: '1:1', path: 'response[1]' },
    ['page 1, record 1:1, response[1]', 'Unrecognized key: "dta"', 'The run goes on.'],
  ],
  [
    'a postMap that puts a function into a record',
    'export const f = ({ postMapData }) => postMapData.map((one) => ({ data: { ...one, f } }));',
    { import: { hooks: { postMap: 'f' } } },
    { rule: 'plain-data', stage: 'postMap', page: 0, record: '0:0', path: 'response[0].data.f' },
    ['found a function', 'plain JSON data', 'The whole page fails.'],
  ],
  [
    'a preMap that makes a circle',
    'export const f = ({ data }) => data.map((one) => { one.self = one; return { data: one }; });',
    { import: { hooks: { preMap: 'f' } } },
    { rule: 'plain-data', record: '0:0', path: 'response[0].data.self' },
    ['found a cycle'],
  ],
  [
    'a preMap that divides by zero',
    'export const f = ({ data }) => data.map((one) => ({ data: { ...one, x: 1 / (one.id - 2) } }));',
    { import: { hooks: { preMap: 'f' } } },
    { rule: 'finite', page: 0, record: '0:1', path: 'response[1].data.x' },
    ['found NaN or Infinity', 'The run goes on.'],
  ],
  [
    'a preMap that throws',
    'export const f = () => { throw new TypeError("No idea."); };',
    { import: { hooks: { preMap: 'f' } } },
    { rule: 'error-thrown', stage: 'preMap', page: 0 },
    ['TypeError: No idea', 'The whole page fails.'],
  ],
  [
    'a postMap that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { import: { hooks: { postMap: 'f' } } },
    { rule: 'error-thrown', stage: 'postMap', page: 0 },
    ['The whole page fails.'],
  ],
  [
    'a postSubmit that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { import: { hooks: { postSubmit: 'f' } } },
    { rule: 'error-thrown', stage: 'postSubmit', page: 0 },
    ['The whole page fails.'],
  ],
  [
    'a postSubmit that loses a response',
    'export const f = ({ responseData }) => responseData.slice(1);',
    { import: { hooks: { postSubmit: 'f' } } },
    { rule: 'one-per-record', stage: 'postSubmit', page: 0 },
    ['The whole page fails.'],
  ],
  [
    'a postSubmit that makes a response of its own shape',
    'export const f = ({ responseData }) => responseData.map(() => ({ ok: true }));',
    { import: { hooks: { postSubmit: 'f' } } },
    { rule: 'contract', stage: 'postSubmit', page: 0, record: '0:0', path: 'response[0].statusCode' },
    ['expected one of 200|422|403|401'],
  ],
  [
    'a preSavePage that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { export: { hooks: { preSavePage: 'f' } } },
    { rule: 'error-thrown', stage: 'preSavePage', page: 0 },
    ['The flow stops.'],
    'stopped',
  ],
  [
    'a preSavePage that answers with the records alone',
    'export const f = ({ data }) => data;',
    { export: { hooks: { preSavePage: 'f' } } },
    { rule: 'contract', stage: 'preSavePage', page: 0, path: 'response' },
    ['expected object, received array'],
  ],
  [
    'a preSavePage that makes something else of a record',
    'export const f = ({ data }) => ({ data: data.map(({ id }) => (id === 4 ? id : { id })) });',
    { export: { hooks: { preSavePage: 'f' } } },
    { rule: 'contract', stage: 'preSavePage', page: 1, record: '1:1', path: 'response.data[1]' },
    ['expected a record (an object or an array of rows), received number'],
  ],
  [
    'a postResponseMap that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { import: { hooks: { postResponseMap: 'f' } } },
    { rule: 'error-thrown', stage: 'postResponseMap', page: 0 },
    ['The whole page fails and the flow stops.'],
    'stopped',
  ],
  [
    'a postResponseMap that loses a record',
    'export const f = ({ postResponseMapData }) => postResponseMapData.slice(1);',
    { import: { hooks: { postResponseMap: 'f' } } },
    { rule: 'one-per-record', stage: 'postResponseMap', page: 0 },
    ['The whole page fails and the flow stops.'],
    'stopped',
  ],
  [
    'a postResponseMap that makes something else of a record',
    'export const f = ({ postResponseMapData }) => postResponseMapData.map((one) => (one.id === 2 ? null : one));',
    { import: { hooks: { postResponseMap: 'f' } } },
    { rule: 'contract', stage: 'postResponseMap', page: 0, record: '0:1', path: 'response[1]' },
    ['received null'],
  ],
  [
    'a postAggregate that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { import: { skipAggregation: false, hooks: { postAggregate: 'f' } } },
    { rule: 'error-thrown', stage: 'postAggregate', function: 'f' },
    ['postAggregate (f): Error: No idea', 'The flow stops.'],
    'stopped',
  ],
  [
    'a ping that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { connection: { ping: 'f' } },
    { rule: 'error-thrown', stage: 'ping', function: 'f' },
    ['The flow stops.'],
    'stopped',
  ],
  [
    'a ping that says of no connection why it does not work',
    'export const f = () => ({ statusCode: 401 });',
    { connection: { ping: 'f' } },
    { rule: 'contract', stage: 'ping', path: 'response.errors' },
    ['statusCode 401 without an error that says why'],
    'offline',
  ],
  [
    'an export that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { export: { wrapper: 'f' } },
    { rule: 'error-thrown', stage: 'export', function: 'f', page: 0 },
    ['The flow stops.'],
    'stopped',
  ],
  [
    'an export that answers the same again and again',
    'export const f = () => ({ data: [{ id: 1 }], lastPage: false });',
    { export: { wrapper: 'f' } },
    { rule: 'same-response', stage: 'export', function: 'f', page: 5, path: 'response' },
    ['found the same response 6 times, one after the other', 'infinite loop', 'The flow stops.'],
    'stopped',
  ],
  [
    'an export that misspells lastPage',
    'export const f = () => ({ data: [], lastpage: true });',
    { export: { wrapper: 'f' } },
    { rule: 'contract', stage: 'export', page: 0, path: 'response' },
    ['Unrecognized key: "lastpage"'],
    'stopped',
  ],
  [
    'an export whose records are none',
    'export const f = () => ({ data: [{ id: 1 }, 2], lastPage: true });',
    { export: { wrapper: 'f' } },
    { rule: 'contract', stage: 'export', page: 0, record: '0:1', path: 'response.data[1]' },
    ['received number'],
  ],
  [
    'a test export that answers with more than it was asked for',
    'export const f = () => ({ data: [{ id: 1 }, { id: 2 }], lastPage: true });',
    { export: { wrapper: 'f', type: 'test', test: { limit: 1 } } },
    { rule: 'test-limit', stage: 'export', page: 0, path: 'response.data' },
    ['found 2 records so far, expected 1 at most'],
  ],
  [
    'a lookup that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { lookup: { wrapper: 'f' } },
    { rule: 'error-thrown', stage: 'lookup', function: 'f', page: 0 },
    ['The flow stops.'],
    'stopped',
  ],
  [
    'a lookup that answers the same again and again',
    'export const f = () => ({ data: [], lastPage: false, state: {} });',
    { lookup: { wrapper: 'f' } },
    { rule: 'same-response', stage: 'lookup', function: 'f', page: 0 },
    ['The flow stops.'],
    'stopped',
  ],
  [
    'an import that throws',
    'export const f = () => { throw new Error("No idea."); };',
    { import: { wrapper: 'f' } },
    { rule: 'error-thrown', stage: 'import', function: 'f', page: 0 },
    ['The whole page fails and the flow stops.'],
    'stopped',
  ],
  [
    'an import that answers for other records than it was sent',
    'export const f = () => [{ statusCode: 200 }];',
    { import: { wrapper: 'f' } },
    { rule: 'one-per-record', stage: 'import', page: 0 },
    ['found 1 elements, expected 2'],
    'stopped',
  ],
  [
    'an import with a statusCode that there is not',
    'export const f = ({ postMapData }) => postMapData.map(({ id }) => ({ statusCode: id === 4 ? 500 : 200 }));',
    { import: { wrapper: 'f' } },
    { rule: 'contract', stage: 'import', page: 1, record: '1:1', path: 'response[1].statusCode' },
    ['expected one of 200|401|422'],
  ],
  [
    'a function that a bundle has not',
    'export const handler = async () => { throw JSON.stringify({ statusCode: 422, errors: [{ code: "invalid_function", message: "The function passed in the extension options doesn\'t map to a function." }] }); };',
    { import: { hooks: { preMap: 'f' } } },
    { rule: 'function-found', stage: 'preMap', function: 'f', page: 0 },
    ["doesn't map to a function"],
  ],
  [
    'a function that takes too long',
    'export const f = () => new Promise((resolve) => setTimeout(resolve, 5000).unref());',
    { extension: { timeout: 20 }, import: { hooks: { preMap: 'f' } } },
    { rule: 'in-time', stage: 'preMap', page: 0 },
    ["didn't answer within the"],
  ],
  [
    'a response that is too large',
    'export const f = ({ data }) => data.map((one) => ({ data: { ...one, note: "x".repeat(99) } }));',
    { extension: { maxResponseSize: 100 }, import: { hooks: { preMap: 'f' } } },
    { rule: 'response-size', stage: 'preMap', page: 0, path: 'response' },
    ['exceeded limit of 100 bytes', 'The whole page fails.'],
  ],
  [
    'a page that is too large',
    'export const f = 1;',
    { export: { records: [{ id: 1 }, { note: 'a word '.repeat(800_000) }] } },
    { rule: 'page-size', stage: 'export', page: 1 },
    ['in 1 records, expected 5242880 at most', 'The run goes on.'],
  ],
  [
    'options that Lambda does not carry',
    'export const f = ({ postMapData }) => postMapData.map((data) => ({ data }));',
    { export: { records: [{ note: 'x'.repeat(4_000_000) }] }, import: { hooks: { postMap: 'f' } } },
    { rule: 'request-size', stage: 'postMap', page: 0 },
    ['6,291,556 bytes', 'The whole page fails.'],
  ],
];

describe('a run reports', () => {
  it.each(cases.map((one) => [one[0], one] as const))(
    '%s',
    async (_what, [, code, flow, breach, words, ending = 'done']) => {
      const report = await run({ module: module(code), ...flow });
      expect(report.breaches).toContainEqual(expect.objectContaining(breach));
      const found = report.breaches.find(({ rule }) => rule === breach.rule);
      for (const word of words) expect(found?.message).toContain(word);
      expect(report.ending).toBe(ending);
    },
  );
});
