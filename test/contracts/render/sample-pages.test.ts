import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contracts/contract.ts';
import { contracts } from '../../../src/contracts/index.ts';
import { listPages, sampleOptions } from '../../../src/contracts/render/sample-pages.ts';
import { readOptions } from '../../../src/core/options.ts';

const withPages = Object.entries<Contract>(contracts).filter(([, contract]) => listPages(contract).length > 0);

const withOptions = (options: object) => ({ pages: ['data', 'files'], sample: { options } }) as unknown as Contract;

describe('listPages', () => {
  it('finds the lists with one element for each record, and no other list', () => {
    expect(Object.fromEntries(withPages.map(([kind, contract]) => [kind, listPages(contract)]))).toEqual({
      preSavePage: ['data'],
      preMap: ['data'],
      postMap: ['preMapData', 'postMapData'],
      postSubmit: ['preMapData', 'postMapData', 'responseData'],
      postResponseMap: ['postResponseMapData', 'responseData'],
      import: ['preMapData', 'postMapData'],
    });
  });

  it('leaves out lists that the sample does not have', () => {
    expect(listPages(withOptions({ data: [{ id: 1 }], rows: [[1]] }))).toEqual(['data']);
  });

  it.each(withPages)('finds at least two records in each page of %s', (_kind, contract) => {
    for (const name of listPages(contract)) {
      expect((contract.sample.options[name] as unknown[]).length).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('sampleOptions', () => {
  it("are the sample's, without a number of records", () => {
    expect(sampleOptions(contracts.preMap)).toEqual(contracts.preMap.sample.options);
    expect(sampleOptions(contracts.ping, 7)).toEqual(contracts.ping.sample.options);
  });

  it('repeat the records under ids of their own', () => {
    const { preMapData, postMapData, responseData } = sampleOptions(contracts.postSubmit, 5) as Record<string, never[]>;
    expect(preMapData?.map(({ id }) => id)).toEqual([1001, 1002, 1003, 1004, 1005]);
    expect(postMapData?.map(({ externalId }) => externalId)).toEqual([1, 2, 3, 4, 5].map((n) => `order-100${n}`));
    expect(responseData?.map(({ id, _json }) => [id, _json])).toEqual([
      ['9001', { id: '9001' }],
      [undefined, undefined],
      ['9003', { id: '9003' }],
      [undefined, undefined],
      ['9005', { id: '9005' }],
    ]);
  });

  it('leave the sample as it is', () => {
    const before = JSON.stringify(contracts.postSubmit.sample);
    sampleOptions(contracts.postSubmit, 9);
    expect(JSON.stringify(contracts.postSubmit.sample)).toBe(before);
  });

  it('number the rows of records that are arrays', () => {
    const { data } = sampleOptions(withOptions({ data: [[{ id: 1, lineId: 'L-9' }]] }), 2);
    expect(data).toEqual([[{ id: 1, lineId: 'L-9' }], [{ id: 2, lineId: 'L-10' }]]);
  });

  it('number only ids, by the number that they are or end in', () => {
    const others = { total: 5, idle: 7, identity: 'I-1', valid: true, note: null };
    const ids = { orderId: 'B2-99', batchID: '7-up', isPaid: true, paid: null };
    const { data } = sampleOptions(withOptions({ data: [{ ...others, ...ids }] }), 2);
    expect(data).toEqual([
      { ...others, ...ids },
      { ...others, ...ids, orderId: 'B2-100' },
    ]);
  });

  describe.each(withPages)('of %s', (kind, contract) => {
    it.each([0, 1, 2, 25])('have %i records in every page, as the contract demands', (records) => {
      const options = sampleOptions(contract, records);
      for (const name of listPages(contract)) expect(options[name], `${kind}.${name}`).toHaveLength(records);
      expect(contract.options.safeParse(readOptions(options)).success).toBe(true);
    });
  });
});
