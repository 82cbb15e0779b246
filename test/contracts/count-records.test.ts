import { createExtension, define } from 'integrator-extension-lambda';
import { contracts } from 'integrator-extension-lambda/contracts';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contracts/contract.ts';
import { OUTCOMES, PAGES } from '../../src/contracts/count-records.ts';
import type { LogLine } from '../../src/core/logger.ts';

/** Calls a function, and returns the records of its log line. */
async function count(fn: object, options: object): Promise<unknown> {
  const lines: LogLine[] = [];
  const keep = (line: LogLine) => void lines.push(line);
  const logger = { debug: keep, info: keep, warn: keep, error: keep };
  await createExtension({ diy: { fn }, logger }).invoke({ address: { diy: true, function: 'fn' }, options });
  expect(lines).toHaveLength(1);
  return lines[0]?.records;
}

const page = [{ id: 1 }, { id: 2 }, { id: 3 }];
const errors = [{ code: 'bad', message: 'It is bad.' }];

describe('The log line of an answered call counts', () => {
  it('the records and errors of an export’s page', async () => {
    const fn = define.preSavePage(({ data }) => ({
      data: data.slice(1),
      errors,
      newErrorsAndRetryData: [{ errors, retryData: {} }],
    }));
    expect(await count(fn, { data: page })).toEqual({ in: 3, out: 2, ignored: 0, errors: 2 });
  });

  it('the records of a wrapper’s page, which nothing came in for', async () => {
    const fn = define.export(() => ({ data: page, lastPage: true }));
    expect(await count(fn, {})).toEqual({ in: 0, out: 3, ignored: 0, errors: 0 });
  });

  it('a record that preMap goes on with and reports errors of as both', async () => {
    const fn = define.preMap(() => [{ data: { id: 1 } }, { data: { id: 2 }, errors }, {}]);
    expect(await count(fn, { data: page })).toEqual({ in: 3, out: 2, ignored: 1, errors: 1 });
  });

  it('what postMap makes of records', async () => {
    const fn = define.postMap(() => [{ data: { id: 1 } }, { errors }, { errors: [] }]);
    expect(await count(fn, { preMapData: page, postMapData: page })).toEqual({ in: 3, out: 1, ignored: 1, errors: 1 });
  });

  it('imported, ignored and failed records of an import and of postSubmit', async () => {
    const results = [{ statusCode: 200 }, { statusCode: 200, ignored: true }, { statusCode: 422, errors }] as const;
    const counts = { in: 3, out: 1, ignored: 1, errors: 1 };
    const submit = define.import(() => [...results]);
    expect(await count(submit, { preMapData: page, postMapData: page })).toEqual(counts);
    const change = define.postSubmit(() => [...results]);
    expect(await count(change, { responseData: page })).toEqual(counts);
  });

  it('an imported record with errors as both', async () => {
    const fn = define.import(() => [{ statusCode: 200, errors }]);
    expect(await count(fn, { postMapData: [{}] })).toEqual({ in: 1, out: 1, ignored: 0, errors: 1 });
  });

  it('records whose own fields are called errors or data as records', async () => {
    const records = [{ errors: ['late'], ignored: true }, { data: 1 }];
    const fn = define.postResponseMap(() => records);
    expect(await count(fn, { postResponseMapData: records })).toEqual({ in: 2, out: 2, ignored: 0, errors: 0 });
  });

  it('the records that came, and not those that the function put in their place', async () => {
    const fn = define.preMap((options) => {
      Object.assign(options, { data: [] });
      return [];
    });
    expect(await count(fn, { data: page })).toEqual({ in: 3, out: 0, ignored: 0, errors: 0 });
  });

  it('no records of a response that is none of its kind', async () => {
    const nothing = { in: 0, out: 0, ignored: 0, errors: 0 };
    expect(await count(define.preMap((() => 'done') as never), { data: 'x' })).toEqual(nothing);
    expect(await count(define.preSavePage((() => null) as never), {})).toEqual(nothing);
    expect(await count(define.preMap((() => [null, 1]) as never), {})).toEqual({ ...nothing, ignored: 2 });
  });

  it('nothing where there are no records', async () => {
    expect(
      await count(
        define.formInit(({ resource }) => resource.settingsForm?.form as never),
        {},
      ),
    ).toBeUndefined();
    expect(await count(() => [], { data: page })).toBeUndefined();
  });
});

it('The kinds that count records are those whose contracts have pages', () => {
  const paged = Object.entries(contracts as Record<string, Contract>).filter(([, { pages }]) => pages);
  const lists = { ...PAGES, ...OUTCOMES };
  expect(Object.keys(lists).sort()).toEqual(paged.map(([kind]) => kind).sort());
  for (const [kind, contract] of paged) {
    expect(contract.pages).toContain(lists[kind]);
    if (contract.perRecord) expect(lists[kind]).toBe(contract.perRecord);
  }
});
