import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import {
  errorsOf,
  isEqual,
  outcomesOf,
  responseMapping,
  rules,
  rulesOf,
  runAccount,
  step,
  warningsOf,
} from './account.ts';

const records = [
  { id: 1, region: 'EU' },
  { id: 2, region: 'US' },
  { id: 3, region: 'EU' },
];
const [one, two, three] = records;
const INDICES = 'The function of a router answers with the indices of branches; a name of a branch is taken too.';
const imports = { d1: {}, d2: {}, d3: {} };

const branch = (id: string, inputFilter?: object, more: object = {}) => ({
  name: id,
  ...(inputFilter && { inputFilter }),
  pageProcessors: [step(id)],
  ...more,
});
const NO_MATCH = 'A record that no branch takes leaves the flow without an error.';
const COPIES =
  'Branches work on copies of a record; where they meet again the copies arrive one by one, and nothing is joined.';

describe('a router', () => {
  it('sends a record into the first branch whose filter takes it', async () => {
    const { written } = await runAccount({
      records,
      imports,
      routers: [
        {
          id: 'r1',
          routeRecordsTo: 'first_matching_branch',
          branches: [branch('d1', isEqual('region', 'EU')), branch('d2')],
        },
      ],
    });
    expect(written).toMatchObject({ d1: [one, three], d2: [two] });
  });

  it('is one of first_matching_branch and of input filters by default, and has a name of its own', async () => {
    const { report, written } = await runAccount({
      records,
      imports,
      routers: [{ branches: [branch('d1', isEqual('region', 'EU')), branch('d2', { rules: [] })] }],
    });
    expect(written).toMatchObject({ d1: [one, three], d2: [two] });
    expect(report.stages.map(({ name, kind }) => `${name} ${kind}`)).toContain('router 1 router');
  });

  it('sends a copy into each branch that takes it: what one adds the other never sees', async () => {
    const { report, written } = await runAccount({
      records: [one],
      imports,
      routers: [
        {
          id: 'r1',
          routeRecordsTo: 'all_matching_branches',
          branches: [
            { pageProcessors: [step('d1', responseMapping('id', 'newId')), step('d2')] },
            branch('d3', isEqual('region', 'EU')),
          ],
        },
      ],
    });
    expect(written).toEqual({ d1: [one], d2: [{ ...one, newId: '0-0' }], d3: [one] });
    expect(rulesOf(report)).toEqual([COPIES]);
  });

  it('loses a record that no branch takes from the flow, without an error, which is a reading', async () => {
    const { report, written } = await runAccount({
      records,
      imports,
      routers: [
        {
          id: 'r1',
          name: 'By region',
          branches: [branch('d1', isEqual('region', 'EU')), branch('d2', isEqual('region', 'UK'))],
        },
      ],
    });
    expect(written).toMatchObject({ d1: [one, three], d2: [] });
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 ignored', '0:2 imported']);
    expect(report.totals).toMatchObject({ ignored: 1, errors: 0 });
    expect(stageOf(report, 'By region')).toMatchObject({ input: 3, output: 2, ignored: 1 });
    expect(rulesOf(report)).toEqual([NO_MATCH]);
  });

  it('discards the records of a branch without steps', async () => {
    const { report, written } = await runAccount({
      records,
      imports,
      routers: [{ id: 'r1', branches: [{ inputFilter: isEqual('region', 'EU'), pageProcessors: [] }, branch('d1')] }],
    });
    expect(written.d1).toEqual([two]);
    expect(report.totals).toMatchObject({ ignored: 2, errors: 0 });
    expect(report.readings).toEqual([]);
  });

  it('fails a record whose filter cannot be evaluated: no later branch gets it', async () => {
    const { report, written } = await runAccount({
      records: [{ id: 'x' }, { id: 1 }],
      imports,
      routers: [
        {
          id: 'r1',
          name: 'Size',
          branches: [branch('d1', rules('greaterthan', ['number', ['extract', 'id']], 0)), branch('d2')],
        },
      ],
    });
    expect(written).toMatchObject({ d1: [{ id: 1 }], d2: [] });
    expect(report.errors).toMatchObject([{ stage: 'Size', record: '0:0', source: 'routing' }]);
  });

  it('passes all records on where it has no more than one branch and says nothing of routing', async () => {
    const { report, written } = await runAccount({
      records,
      imports,
      routers: [{ id: 'r1', branches: [branch('d1', isEqual('region', 'none'))] }, { id: 'r2' }],
    });
    expect(written.d1).toEqual(records);
    expect(report.stages.map(({ name }) => name)).toEqual(['e1', 'd1']);
    expect(warningsOf(report)).toEqual([
      'flow.json: routers[0].branches[0].inputFilter: found a filter, expected routeRecordsTo on the router: it passes all records on and does not ask the filter',
    ]);
  });

  it('leads to the next router of a branch; where branches meet, copies arrive one by one', async () => {
    const next = { nextRouterId: 'r2' };
    const { report, written } = await runAccount({
      records: [one, two],
      imports,
      routers: [
        {
          id: 'r1',
          routeRecordsTo: 'all_matching_branches',
          branches: [branch('d1', isEqual('region', 'EU'), next), branch('d2', undefined, next)],
        },
        { id: 'r2', branches: [branch('d3')] },
      ],
    });
    expect(written).toEqual({ d1: [one], d2: [one, two], d3: [one, one, two] });
    expect(rulesOf(report)).toEqual([COPIES]);
  });

  it('is entered first where it stands first, wherever it is named', async () => {
    const { written } = await runAccount({
      records: [one],
      imports,
      routers: [
        { id: 'r9', branches: [branch('d2', undefined, { nextRouterId: 'r1' })] },
        { id: 'r1', branches: [branch('d1')] },
      ],
    });
    expect(written).toMatchObject({ d1: [one], d2: [one] });
  });

  it('is not called a script by what the platform leaves there beside its filters', async () => {
    const { report, written } = await runAccount({
      records,
      imports,
      routers: [
        { id: 'r1', routeRecordsUsing: 'input_filters', script: { function: 'branching' }, branches: [branch('d1')] },
      ],
    });
    expect(written.d1).toEqual(records);
    expect(report.warnings).toEqual([]);
  });
});

describe('a router with a script', () => {
  const route = (content: string, more: object = {}) =>
    runAccount({
      records,
      imports,
      routers: [
        {
          id: 'r1',
          name: 'Script',
          routeRecordsTo: 'all_matching_branches',
          routeRecordsUsing: 'script',
          script: { _scriptId: 'c1', function: 'choose' },
          branches: [branch('d1', isEqual('region', 'none')), branch('d2')],
          ...more,
        },
      ],
      scripts: { c1: `function choose (options) { const { id } = options.record; ${content} }` },
      flow: { settings: { limit: 2 } },
    });

  it('takes the indices that its function answers; the filters of its branches do not count', async () => {
    const { report, written } = await route('return id === 1 ? [0, 1] : id === 2 ? [1] : []');
    expect(written).toMatchObject({ d1: [one], d2: [one, two] });
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 imported', '0:2 ignored']);
    expect(rulesOf(report)).toEqual([INDICES, COPIES, NO_MATCH]);
  });

  it('takes the first of several indices where it is one of first_matching_branch', async () => {
    const { report, written } = await route('return id === 1 ? [1, 0] : []', {
      routeRecordsTo: 'first_matching_branch',
    });
    expect(written).toMatchObject({ d1: [], d2: [one] });
    expect(rulesOf(report)).toContain(
      'Where a router sends records to the first matching branch, the first of several indices counts.',
    );
  });

  it('sees the settings in scope', async () => {
    const { written } = await route('return id < options.settings.flow.limit ? [0] : [1]');
    expect(written).toMatchObject({ d1: [one], d2: [two, three] });
  });

  it('takes the name of a branch with a warning', async () => {
    const { report, written } = await route('return ["d2"]');
    expect(written.d2).toEqual(records);
    expect(warningsOf(report)).toEqual([
      'flow.json: routers[0]: the script answered with the name d2, expected the index of the branch',
    ]);
    expect(rulesOf(report)).toEqual([INDICES]);
  });

  it.each([
    ['true', 'true'],
    ['0', '0'],
    ['[2]', '[2]'],
    ['[-1]', '[-1]'],
    ['[0.5]', '[0.5]'],
    ['["none"]', '["none"]'],
    ['undefined', 'null'],
  ])('fails a record for which it answers %s', async (answer, found) => {
    const { report, written } = await route(`return id === 1 ? ${answer} : [0]`);
    expect(written.d1).toEqual([two, three]);
    expect(errorsOf(report)).toEqual([`Script 0:0: routing: found ${found}, expected a list of indices below 2`]);
  });

  it('fails the record for which its function throws, and no other', async () => {
    const { report, written } = await route('if (id === 2) throw new Error("no way"); return [0]', {
      routeRecordsTo: 'first_matching_branch',
    });
    expect(written.d1).toEqual([one, three]);
    expect(errorsOf(report)).toEqual(['Script 0:1: routing: choose: no way']);
    expect(report.ending).toBe('done');
  });
});

describe('an import that several steps use', () => {
  const branches = [
    { inputFilter: isEqual('region', 'EU'), pageProcessors: [step('d1')] },
    { pageProcessors: [step('d1')] },
  ];

  it('has one file, with the records of all of them in the order in which they came', async () => {
    const { report, written } = await runAccount({ records, routers: [{ id: 'r1', branches }] });
    expect(written.d1).toEqual([one, three, two]);
    expect(report.totals.imported).toBe(3);
  });
});
