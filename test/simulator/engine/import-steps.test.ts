import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { isEqual, outcomesOf, responseMapping, rules, rulesOf, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
const hook = (name: string) => ({ _stackId: 's1', function: name });

/** Passes all records on. Each function writes its name into them, as far as they are its own. */
const PASSING = `
  const add = (one, name) => ({ ...one, by: (one.by ?? '') + name });
  export const before = ({ data }) => data.map((one) => ({ data: add(one, 'before ') }));
  export const after = ({ postMapData }) => postMapData.map((one) => ({ data: add(one, 'after') }));
  export const put = ({ postMapData }) => postMapData.map(({ id }) => ({ statusCode: 200, id: 'n' + id, _json: { no: id } }));
  export const submitted = ({ responseData }) => responseData.map((one) => ({ ...one, id: one.id + one._json.number }));
  export const mapped = ({ postResponseMapData }) => postResponseMapData.map((one) => add(one, 'mapped'));
  export const end = ({ postAggregateData: { success, _json } }) => { console.log('the end: ' + success + ' ' + JSON.stringify(_json)); };
`;

describe('an import', () => {
  it('filters, then preMap, the mapping, postMap, the submit, the response, postSubmit, and last postResponseMap', async () => {
    const { report, written } = await runAccount({
      records,
      imports: {
        d1: {
          _connectionId: 'w1',
          wrapper: { function: 'put' },
          filter: rules('notequals', ['number', ['extract', 'id']], 2),
          hooks: { preMap: hook('before'), postMap: hook('after'), postSubmit: hook('submitted') },
          mapping: {
            fields: [
              { extract: 'id', generate: 'id' },
              { extract: 'by', generate: 'by' },
            ],
          },
          responseTransform: rules([{ extract: 'no', generate: 'number' }]),
        },
        d2: {},
      },
      steps: [
        step('d1', { ...responseMapping('id', 'newId'), hooks: { postResponseMap: hook('mapped') } }),
        step('d2'),
      ],
      code: PASSING,
    });
    expect(report.stages.map(({ name }) => name)).toEqual([
      'e1',
      'd1: inputFilter',
      'd1: preMap',
      'd1: mapping',
      'd1: postMap',
      'd1',
      'd1: responseTransform',
      'd1: postSubmit',
      'd1: responseMapping',
      'd1: postResponseMap',
      'd2',
    ]);
    expect(report.journey[0]?.stages.find(({ name }) => name === 'd1')?.input).toEqual({ id: 1, by: 'before after' });
    expect(written.d2).toEqual(
      [
        { id: 1, newId: 'n11', by: 'mapped' },
        { id: 2, by: 'mapped' },
        { id: 3, newId: 'n33', by: 'mapped' },
      ]
        .filter(({ id }) => id !== 2)
        .toSpliced(1, 0, { id: 2 } as never),
    );
  });

  it('skips a record that its filter leaves out, which goes on unchanged and counts as ignored', async () => {
    const { report, written } = await runAccount({
      records,
      imports: { d1: { filter: rules('notequals', ['number', ['extract', 'id']], 2) }, d2: {} },
      steps: [step('d1'), step('d2')],
    });
    expect(written).toEqual({ d1: [{ id: 1 }, { id: 3 }], d2: records });
    expect(report.totals).toMatchObject({ imported: 5, ignored: 1, errors: 0 });
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 imported', '0:2 imported']);
    expect(rulesOf(report)).toEqual([
      'A record that the filter of an import leaves out skips the step with its hooks, and goes on unchanged.',
    ]);
  });

  it('keeps what preMap, the mapping and postMap made to itself: the next step sees the record as it was', async () => {
    const { written } = await runAccount({
      records: [{ id: 1 }],
      imports: {
        d1: {
          mapping: {
            fields: [
              { extract: 'id', generate: 'no' },
              { extract: 'by', generate: 'by' },
            ],
          },
          hooks: { preMap: hook('before'), postMap: hook('after') },
        },
        d2: {},
      },
      steps: [step('d1'), step('d2')],
      code: PASSING,
    });
    expect(written).toEqual({ d1: [{ no: 1, by: 'before after' }], d2: [{ id: 1 }] });
  });

  it('passes a record as it is without a mapping, and with an empty one', async () => {
    for (const mapping of [undefined, { fields: [], lists: [] }]) {
      const { written } = await runAccount({ records, imports: { d1: { mapping } } });
      expect(written.d1).toEqual(records);
    }
  });

  it('maps by a non-empty mappings where both mappers have entries', async () => {
    const mapping = { fields: [{ extract: 'id', generate: 'old' }], lists: [] };
    const mappings = [{ generate: 'new', dataType: 'number', extract: '$.id', status: 'Active' }];
    const both = await runAccount({ records, imports: { d1: { mapping, mappings } } });
    expect(both.written.d1?.[0]).toEqual({ new: 1 });
    const first = await runAccount({ records, imports: { d1: { mapping, mappings: [] } } });
    expect(first.written.d1?.[0]).toEqual({ old: 1 });
  });

  it('writes the rows that its mapping makes for a file of CSV', async () => {
    const { written } = await runAccount({
      records: [{ lines: [{ n: 1 }, { n: 2 }] }],
      imports: {
        d1: {
          file: { type: 'csv' },
          mappings: [
            {
              dataType: 'objectarray',
              status: 'Active',
              buildArrayHelper: [
                {
                  extract: '$.lines[*]',
                  mappings: [{ generate: 'no', dataType: 'number', extract: '$.lines.n', status: 'Active' }],
                },
              ],
            },
          ],
        },
      },
    });
    expect(written.d1).toEqual([[{ no: 1 }, { no: 2 }]]);
  });

  it('looks values up in the lookups of its adaptor first, then in its own', async () => {
    const lookup = (name: string, value: string) => ({ name, map: { 1: value }, allowFailures: true, default: '-' });
    const { written } = await runAccount({
      records: [{ id: 1 }],
      imports: {
        d1: {
          http: { lookups: [lookup('a', 'of http')] },
          lookups: [lookup('a', 'of the import'), lookup('b', 'of the import')],
          mapping: {
            fields: ['a', 'b'].map((lookupName) => ({ extract: 'id', generate: lookupName, lookupName })),
          },
        },
      },
    });
    expect(written.d1).toEqual([{ a: 'of http', b: 'of the import' }]);
  });

  it('ignores a transformation of its own, and the response mapping of its document', async () => {
    const { written } = await runAccount({
      records: [{ id: 1 }],
      imports: { d1: { transform: rules([{ extract: 'id', generate: 'x' }]), ...responseMapping('id', 'y') }, d2: {} },
      steps: [step('d1', { filter: isEqual('id', '2'), hooks: { preMap: hook('never') } }), step('d2')],
    });
    expect(written).toEqual({ d1: [{ id: 1 }], d2: [{ id: 1 }] });
  });

  it('calls postAggregate once at the end where its file is aggregated', async () => {
    const account = { records, exports: { e1: { pageSize: 1 } }, code: PASSING };
    const d1 = { hooks: { postAggregate: hook('end') } };
    const { log, report } = await runAccount({ ...account, imports: { d1: { ...d1, file: { type: 'json' } } } });
    expect(log.filter((line) => line.includes('the end'))).toEqual([
      expect.stringContaining('the end: true {"fileName":"d1.ndjson"}'),
    ]);
    expect(stageOf(report, 'd1: postAggregate').calls).toBe(1);
    expect(rulesOf(report)).toContain(
      'The _json of postAggregateData has the fileName of the import and nothing else: what the platform sends is not documented.',
    );
    for (const file of [null, undefined, { type: 'json', skipAggregation: true }]) {
      const { log: none } = await runAccount({ ...account, imports: { d1: { ...d1, file } } });
      expect(none).toEqual([]);
    }
  });
});

it('a response mapping of the path $ is dropped, as the platform does, and that is said', async () => {
  const { report, written } = await runAccount({
    records: [{ id: 1 }],
    imports: { d1: {}, d2: {} },
    steps: [step('d1', responseMapping('$', 'all')), step('d2')],
  });
  expect(written.d2).toEqual([{ id: 1 }]);
  expect(warningsOf(report)).toEqual([
    'flow.json: pageProcessors[0].responseMapping.fields[0].extract: found $, which the platform drops silently; expected a name such as data or _json',
  ]);
});
