import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExamples, type Generated, listPlainest } from '../../src/check/examples.ts';
import { generate } from '../../src/check/generate.ts';
import type { Contract } from '../../src/contracts/contract.ts';
import { contracts, enforce } from '../../src/contracts/index.ts';
import { readOptions } from '../../src/core/options.ts';

const kinds = Object.entries<Contract>(contracts).map(([kind, contract]) => ({ kind, contract }));
const draw = (contract: Contract, numRuns: number, seed = 1): Generated[] =>
  fc.sample(generate(createExamples(contract, [])), { numRuns, seed });

type Page = Record<string, unknown>[];
const pages = (numRuns: number) =>
  draw(contracts.preMap, numRuns).map((drawn) => ({ ...drawn, data: drawn.options.data as Page }));

describe.each(kinds)('options generated for $kind', ({ kind, contract }) => {
  const all = [...draw(contract, 200), ...listPlainest(createExamples(contract, []), 'canary-1')];

  it('keep its contract', () => {
    for (const drawn of all) expect(enforce.open(kind, readOptions(drawn.options)).options).toEqual([]);
  });

  it("have the wire's form", () => {
    for (const { options: sent } of all) expect(JSON.parse(JSON.stringify(sent))).toEqual(sent);
  });

  it('have as many elements in every page', () => {
    for (const { options: sent } of all) {
      const lengths = Object.entries(sent).flatMap(([name, value]) =>
        /data$/i.test(name) && Array.isArray(value) ? value.length : [],
      );
      expect(new Set(lengths).size).toBeLessThan(2);
    }
  });
});

describe('generated options', () => {
  it('have pages of no, one and many records', () => {
    const lengths = pages(100).map(({ data }) => data.length);
    expect(lengths).toEqual(expect.arrayContaining([0, 1]));
    expect(Math.max(...lengths)).toBeGreaterThan(30);
  });

  it('mostly resemble the sample: every field of its type, with all sorts of contents', () => {
    const familiar = pages(100).filter((drawn) => drawn.resemblesExamples);
    const records = familiar.flatMap(({ data }) => data);
    expect(familiar.length).toBeGreaterThan(50);
    for (const record of records) {
      expect(record).toEqual({
        id: expect.any(Number),
        customer: expect.any(String),
        sku: expect.any(String),
        quantity: expect.any(Number),
        total: expect.any(Number),
        status: expect.any(String),
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
    }
    const texts = records.map(({ customer }) => customer as string);
    expect(texts).toEqual(expect.arrayContaining(['Ada Byron', '']));
    expect(texts.some((text) => /[^ -~]/.test(text))).toBe(true);
  });

  it('are at times unlike it: rows, gaps, nulls and unknown fields', () => {
    const records = pages(200).flatMap(({ resemblesExamples, data }) => (resemblesExamples ? [] : data));
    expect(records.some(Array.isArray)).toBe(true);
    expect(records.some((record) => record.customer === null)).toBe(true);
    expect(records.some((record) => 'sku' in record && !('customer' in record))).toBe(true);
    expect(records.some((record) => Object.keys(record).some((key) => key.includes(' ')))).toBe(true);
  });

  it('omit optional fields, and send them too', () => {
    const sent = draw(contracts.preSavePage, 50).map(({ options: one }) => one);
    for (const field of ['errors', 'settings', 'lastExportDateTime', 'pageIndex', '_flowId']) {
      expect(sent.filter((one) => field in one).length, field).toBeGreaterThan(2);
      expect(sent.filter((one) => !(field in one)).length, field).toBeGreaterThan(2);
    }
  });

  it('keep the connection as it is, and send another token with each call', () => {
    const sent = draw(contracts.ping, 30).map(({ options: one }) => one);
    for (const { connection } of sent) expect(connection).toEqual(contracts.ping.sample.options.connection);
    expect(new Set(sent.map(({ bearerToken }) => bearerToken)).size).toBe(30);
  });

  it('never invent a state: only the function itself can have answered with it', () => {
    for (const { options: one } of draw(contracts.export, 100)) expect(one).not.toHaveProperty('state');
  });

  it('are the same by the same seed', () => {
    expect(draw(contracts.import, 20, 42)).toEqual(draw(contracts.import, 20, 42));
    expect(draw(contracts.import, 20, 42)).not.toEqual(draw(contracts.import, 20, 43));
  });

  it('resemble each of several events, and keep fields beyond the contract', () => {
    const events = [
      { bearerToken: 'x', data: [{ at: '2026-01-31', price: '1.50' }], beta: 'on' },
      { bearerToken: 'x', data: [{ at: '2026-02-01' }], beta: 'on' },
    ];
    const drawn = fc.sample(generate(createExamples(contracts.preMap, events)), { numRuns: 60, seed: 1 });
    const records = drawn.flatMap(({ resemblesExamples, options: sent }) =>
      resemblesExamples ? (sent.data as Page) : [],
    );
    for (const { options: sent } of drawn) expect(sent.beta).toBe('on');
    for (const { at } of records) expect(at).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const { price } of records) if (price !== undefined) expect(price).toMatch(/^\d+\.\d\d$/);
    expect(records.some((record) => !('price' in record))).toBe(true);
  });
});

describe('the plainest options', () => {
  it('begin with required fields and an empty page, and end with the example', () => {
    const { sample } = contracts.preMap;
    const all = listPlainest(createExamples(contracts.preMap, []), 'canary-1').map(({ options: one }) => one);
    expect(all[0]).toEqual({ bearerToken: 'canary-1', data: [] });
    expect(all[1]).toEqual({ bearerToken: 'canary-1', data: (sample.options.data as Page).slice(0, 1) });
    expect(all.at(-1)).toEqual({ ...sample.options, bearerToken: 'canary-1' });
  });
});
