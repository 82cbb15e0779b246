import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { errorsOf, outcomesOf, responseMapping, rulesOf, runAccount, step } from './account.ts';

const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
const hook = (name: string) => ({ _stackId: 's1', function: name });

describe('a record that a hook answers', () => {
  const answering = `export const before = ({ data }) => data.map((one) =>
      one.id === 1 ? {} : one.id === 2 ? { errors: [{ code: 'no', message: 'Not this.' }] }
        : { data: one, errors: [{ code: 'odd', message: 'Odd.' }] });
    export const tell = ({ preMapData, postMapData, responseData }) => {
      console.log(JSON.stringify([preMapData, postMapData, responseData]));
      return responseData;
    };`;
  const account = {
    records,
    imports: { d1: { hooks: { preMap: hook('before'), postSubmit: hook('tell') } }, d2: {} },
    steps: [step('d1', responseMapping('id', 'newId')), step('d2')],
    code: answering,
  };

  it('with {} is skipped and goes on; with errors it fails; with both it is imported and the error is logged', async () => {
    const { report, written } = await runAccount(account);
    expect(written).toEqual({ d1: [{ id: 3 }], d2: [{ id: 1 }, { id: 3, newId: '0-2' }] });
    expect(errorsOf(report)).toEqual(['d1: preMap 0:1: no: Not this.', 'd1: preMap 0:2: odd: Odd.']);
    expect(report.totals).toMatchObject({ ignored: 1, errors: 2 });
    expect(rulesOf(report)).toContain(
      'The result of an ignored record has ignored: true, statusCode 200 and no errors.',
    );
  });

  it('with {} has a response with ignored: true at its place, which postSubmit sees', async () => {
    const { log } = await runAccount(account);
    expect(log.join('\n')).toContain(
      '[[{"id":1},{"id":3}],[{"id":1},{"id":3}],[{"statusCode":200,"errors":[],"ignored":true},{"statusCode":200,"errors":[],"ignored":false,"id":"0-2"}]]',
    );
  });
});

describe('records that exist at the destination', () => {
  const simulation = { imports: { d1: { existing: { extract: 'id', values: [1, '3'] } } } };

  it.each([
    ['ignoreExisting', [{ id: 2 }]],
    ['ignoreMissing', [{ id: 1 }, { id: 3 }]],
  ])('or do not are quietly ignored by %s, and go on', async (key, imported) => {
    const { report, written } = await runAccount({
      records,
      imports: { d1: { [key]: true }, d2: {} },
      steps: [step('d1', responseMapping('ignored', 'wasIgnored')), step('d2')],
      simulation,
    });
    expect(written.d1).toEqual(imported);
    expect(written.d2).toEqual(
      records.map((record) => ({ ...record, wasIgnored: !imported.some(({ id }) => id === record.id) })),
    );
    expect(report.totals).toMatchObject({ ignored: 3 - imported.length, errors: 0 });
  });

  it('are ignored in the report, too, where their step is the last', async () => {
    const { report } = await runAccount({ records, imports: { d1: { ignoreExisting: true } }, simulation });
    expect(outcomesOf(report)).toEqual(['0:0 ignored', '0:1 imported', '0:2 ignored']);
    expect(stageOf(report, 'd1')).toMatchObject({ input: 3, output: 1, ignored: 2 });
  });

  it('are looked for in each page; one without any is submitted whole', async () => {
    const { report, written } = await runAccount({
      records,
      exports: { e1: { pageSize: 1 } },
      imports: { d1: { ignoreExisting: true } },
      simulation,
    });
    expect(written.d1).toEqual([{ id: 2 }]);
    expect(report.totals).toMatchObject({ pages: 3, imported: 1, ignored: 2 });
  });

  it('or do not are all ignored where both are, existing and missing ones', async () => {
    const d1 = { ignoreExisting: true, ignoreMissing: true };
    const { report, written } = await runAccount({ records, imports: { d1 }, simulation });
    expect(written.d1).toEqual([]);
    expect(report.totals).toMatchObject({ imported: 0, ignored: 3 });
  });

  it('decide the conditions of both mappers', async () => {
    const when = { conditional: { when: 'record_created' } };
    const first = await runAccount({
      records,
      imports: {
        d1: {
          mapping: {
            fields: [
              { extract: 'id', generate: 'id' },
              { extract: 'id', generate: 'new', ...when },
            ],
          },
        },
      },
      simulation,
    });
    expect(first.written.d1).toEqual([{ id: 1 }, { id: 2, new: 2 }, { id: 3 }]);
    const base = { dataType: 'number', extract: '$.id', status: 'Active' };
    const second = await runAccount({
      records,
      imports: {
        d1: {
          mappings: [
            { generate: 'id', ...base },
            { generate: 'new', ...base, ...when },
          ],
        },
      },
      simulation,
    });
    expect(second.written.d1).toEqual(first.written.d1);
  });
});
