import { describe, expect, it } from 'vitest';
import { errorsOf, outcomesOf, responseMapping, rules, rulesOf, runAccount, step, warningsOf } from './account.ts';

const order = { no: 'A', lines: [{ sku: 'x' }, { sku: 'y' }], total: 5 };
const MANY = { oneToMany: true, pathToMany: 'lines' };
const STOPS = 'In a one-to-many step a record stops where one of its children fails.';
const JOINS = 'After a one-to-many step each child returns to its place in its parent, without _PARENT.';

describe('a one-to-many import', () => {
  it('has the children as its records: with their own fields, and the parent without them as _PARENT', async () => {
    const { report, written } = await runAccount({ records: [order, { no: 'B', lines: [] }], imports: { d1: MANY } });
    const _PARENT = { no: 'A', total: 5 };
    expect(written.d1).toEqual([
      { sku: 'x', _PARENT },
      { sku: 'y', _PARENT },
    ]);
    expect(report.totals).toMatchObject({ exported: 2, imported: 2 });
  });

  it('leaves the containers of the list in _PARENT where the path is a longer one', async () => {
    const { written } = await runAccount({
      records: [{ body: { no: 1, lines: [{ n: 1 }] } }],
      imports: { d1: { oneToMany: true, pathToMany: 'body.lines' } },
    });
    expect(written.d1).toEqual([{ n: 1, _PARENT: { body: { no: 1 } } }]);
  });

  it('filters, maps and answers child by child; each gets its response mapping and returns to its place', async () => {
    const { report, written } = await runAccount({
      records: [order],
      imports: {
        d1: {
          ...MANY,
          filter: rules('notequals', ['string', ['extract', 'sku']], 'y'),
          mapping: {
            fields: [
              { extract: 'sku', generate: 'sku' },
              { extract: '_PARENT.no', generate: 'no' },
            ],
          },
          mockResponse: [{ id: 'r1' }],
        },
        d2: {},
      },
      steps: [step('d1', responseMapping('id', 'label')), step('d2')],
    });
    expect(written.d1).toEqual([{ sku: 'x', no: 'A' }]);
    expect(written.d2).toEqual([{ ...order, lines: [{ sku: 'x', label: 'r1' }, { sku: 'y' }] }]);
    expect(rulesOf(report)).toContain(JOINS);
  });

  it('has the rows of a grouped record as children without a path, and a record that is no group as the only one', async () => {
    const { written } = await runAccount({
      records: [[{ n: 1 }, { n: 2 }], { n: 3 }],
      imports: { d1: { oneToMany: true, pathToMany: '' }, d2: {} },
      steps: [step('d1', responseMapping('statusCode', 'code')), step('d2')],
    });
    expect(written.d1).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const code = 200;
    expect(written.d2).toEqual([
      [
        { n: 1, code },
        { n: 2, code },
      ],
      { n: 3, code },
    ]);
  });

  it('has no children where the path leads to no list, which is said; the record goes on', async () => {
    const { report, written } = await runAccount({
      records: [{ no: 'A' }],
      imports: { d1: MANY, d2: {} },
      steps: [step('d1'), step('d2')],
    });
    expect(written).toEqual({ d1: [], d2: [{ no: 'A' }] });
    expect(warningsOf(report)).toEqual([
      'imports/d1.json: pathToMany: found records without a list at lines, expected a list in each: they have no children',
    ]);
  });

  it('stops a record where one of its children fails, which is a reading', async () => {
    const { report, written } = await runAccount({
      records: [order, { no: 'B', lines: [{ sku: 'x' }] }],
      imports: { d1: MANY, d2: {} },
      steps: [step('d1'), step('d2')],
      simulation: { imports: { d1: { respond: 'answer.mjs' } } },
      files: {
        'answer.mjs': `export default ({ sku }) => (sku === 'y' ? { statusCode: 422, errors: [{ message: 'No y.' }] } : {});`,
      },
    });
    expect(written.d2).toEqual([{ no: 'B', lines: [{ sku: 'x' }] }]);
    expect(errorsOf(report)).toEqual(['d1 0:0: undefined: No y.']);
    expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 imported']);
    expect(rulesOf(report)).toContain(STOPS);
    expect(report.totals).toMatchObject({ retried: 0 });
  });

  it('goes on with a record whose children fail where it proceeds on failure', async () => {
    const { report, written } = await runAccount({
      records: [order],
      imports: { d1: { ...MANY, mockResponse: [{ statusCode: 422, errors: [{ message: 'No.' }] }] }, d2: {} },
      steps: [step('d1', { proceedOnFailure: true }), step('d2')],
    });
    expect(written.d2).toEqual([order]);
    expect(report.totals.errors).toBe(2);
  });
});

describe('the postResponseMap of a one-to-many step', () => {
  const content = `function note (options) {
    return options.postResponseMapData.map((one, i) => Object.assign({}, one, {
      seen: [options.oneToMany, options.pathToMany, options.responseData[i]] }))
  }`;
  const run = (script: object, lines = order.lines as object[], more: object = {}) =>
    runAccount({
      records: [{ ...order, lines }],
      imports: { d1: { ...MANY, mockResponse: [{ id: 'r' }], ...more }, d2: {} },
      steps: [step('d1', { hooks: { postResponseMap: { _scriptId: 'c1', function: 'note' } } }), step('d2')],
      scripts: { c1: { content, ...script } },
    });
  const answer = { statusCode: 200, errors: [], ignored: false, id: 'r' };

  it('gets children where its script says so', async () => {
    const { written } = await run({ postResponseHookToProcessOnChildRecord: true });
    const seen = [true, 'lines', answer];
    expect(written.d2).toEqual([
      {
        ...order,
        lines: [
          { sku: 'x', seen },
          { sku: 'y', seen },
        ],
      },
    ]);
  });

  it('gets parents otherwise, each with the list of the answers of its children', async () => {
    const { report, written } = await run({});
    expect(written.d2).toEqual([{ ...order, seen: [true, 'lines', [answer, answer]] }]);
    expect(report.breaches).toEqual([]);
    expect(rulesOf(report)).toContain(
      'A postResponseMap hook that gets the parents of a one-to-many step has a list of responses for each.',
    );
    const none = await run({}, []);
    expect(none.written.d2).toEqual([{ ...order, lines: [], seen: [true, 'lines', []] }]);
  });

  it('gets an ignored answer for a child that the filter left out', async () => {
    const { written } = await run({}, order.lines, { filter: rules('equals', ['string', ['extract', 'sku']], 'y') });
    const ignored = { statusCode: 200, errors: [], ignored: true };
    expect(written.d2).toEqual([{ ...order, seen: [true, 'lines', [ignored, answer]] }]);
  });

  it('that fails for parents stops the flow, and none of their children count as imported', async () => {
    const { report, written } = await run({ content: 'function note () { throw new Error("no note") }' });
    expect(written.d2).toEqual([]);
    expect(report).toMatchObject({ ending: 'stopped', totals: { imported: 0 } });
    expect(report.reason).toContain('no note');
  });
});

describe('a one-to-many lookup', () => {
  it('whose postResponseMap fails stops the flow; nothing had been imported', async () => {
    const { report, written } = await runAccount({
      records: [order],
      exports: { e2: { ...MANY, mockOutput: { page_of_records: [] } } },
      steps: [step('e2', { hooks: { postResponseMap: { _scriptId: 'c1', function: 'note' } } }), step('d1')],
      scripts: { c1: 'function note () { throw new Error("no note") }' },
    });
    expect(written.d1).toEqual([]);
    expect(report).toMatchObject({ ending: 'stopped', totals: { imported: 0 } });
  });

  it('is called for each child', async () => {
    const { written } = await runAccount({
      records: [order],
      exports: { e2: { ...MANY, _connectionId: 'w1', wrapper: { function: 'find' } } },
      steps: [step('e2', responseMapping('data[0].price', 'price')), step('d1')],
      code: `export const find = ({ data: [{ sku, _PARENT }] }) => ({ data: [{ price: sku + _PARENT.no }], lastPage: true });`,
    });
    expect(written.d1).toEqual([
      {
        ...order,
        lines: [
          { sku: 'x', price: 'xA' },
          { sku: 'y', price: 'yA' },
        ],
      },
    ]);
  });
});
