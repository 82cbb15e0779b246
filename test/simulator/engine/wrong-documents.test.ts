import { describe, expect, it } from 'vitest';
import { type Account, isEqual, omissionsOf, refuseAccount, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1 }];
/** An expression with a rule of a transformation. */
const FIRST = { version: '1', rules: [[{ extract: 'id', generate: 'no' }]] };

describe('A flow is refused whose documents do not fit together:', () => {
  const r1 = (more: object) => ({ id: 'r1', branches: [{ pageProcessors: [step('d1')], ...more }] });

  it.each<[string, Account, string]>([
    [
      'it has no export',
      { flow: { pageGenerators: [] } },
      'flow.json: pageGenerators: found none, expected an export at least',
    ],
    [
      'the export of a generator is not there',
      { flow: { pageGenerators: [{ _exportId: 'e9' }] } },
      'flow.json: pageGenerators[0]._exportId: found the export e9, expected exports/e9.json beside the flow',
    ],
    [
      'a generator names no export',
      { flow: { pageGenerators: [{}] } },
      'flow.json: pageGenerators[0]._exportId: found none, expected exports/ID.json beside the flow',
    ],
    [
      'the import of a step is not there',
      { steps: [step('d9')] },
      'flow.json: pageProcessors[0]._importId: found d9, expected imports/d9.json beside the flow',
    ],
    [
      'the lookup of a step is not there',
      { steps: [step('e9')] },
      'flow.json: pageProcessors[0]._exportId: found e9, expected exports/e9.json beside the flow',
    ],
    [
      'a step names nothing',
      { steps: [{ type: 'import' }] },
      'flow.json: pageProcessors[0]._importId: found none, expected imports/ID.json beside the flow',
    ],
    [
      'it has steps and routers',
      { routers: [r1({})], flow: { pageProcessors: [step('d1')] } },
      'flow.json: pageProcessors: "pageProcessors" is not allowed when "routers" is present',
    ],
    [
      'a branch leads to a router that is none',
      { routers: [r1({ nextRouterId: 'outputRouter' })] },
      'flow.json: routers[0].branches[0].nextRouterId: found outputRouter, expected one of r1',
    ],
    [
      'two routers have one id',
      { routers: [r1({}), { id: 'r2', branches: [] }, r1({})] },
      'flow.json: routers[2].id: found r1 for several routers, expected an id of its own',
    ],
    [
      'a router chooses by something unknown',
      { routers: [{ ...r1({}), routeRecordsUsing: 'scripts' }] },
      'flow.json: routers[0].routeRecordsUsing: found scripts, expected input_filters or script; did you mean script?',
    ],
    [
      'a step is neither an export nor an import',
      { steps: [{ type: 'lookup', _importId: 'd1' }] },
      'flow.json: pageProcessors[0].type: found lookup, expected export or import',
    ],
    [
      'a step without a type is both',
      { steps: [{ _exportId: 'e1', _importId: 'd1' }] },
      'flow.json: pageProcessors[0].type: found none beside _exportId and _importId, expected export or import',
    ],
    [
      'a router leads back to itself',
      { routers: [r1({ nextRouterId: 'r2' }), { id: 'r2', branches: [{ nextRouterId: 'r1' }] }] },
      'flow.json: routers: found a router that leads back to itself, expected an end of every path',
    ],
    [
      'a router sends records by an unknown rule',
      { routers: [{ ...r1({}), routeRecordsTo: 'some' }] },
      'flow.json: routers[0].routeRecordsTo: found some, expected first_matching_branch or all_matching_branches',
    ],
    [
      'a router of scripts names no script',
      { routers: [{ ...r1({}), routeRecordsUsing: 'script', script: { function: 'branching' } }] },
      'flow.json: routers[0].script: found a script without _scriptId, expected the id of a script',
    ],
    [
      'a router of scripts names one that is not there',
      { routers: [{ ...r1({}), routeRecordsUsing: 'script', script: { _scriptId: 'c9', function: 'choose' } }] },
      'flow.json: routers[0].script: found the script c9, expected scripts/c9.json beside the flow',
    ],
    [
      'the filter of a branch is a script, where the platform has rules alone',
      {
        routers: [
          {
            ...r1({ inputFilter: { type: 'script', script: { _scriptId: 'c1', function: 'keep' } } }),
            routeRecordsTo: 'all_matching_branches',
          },
        ],
      },
      'flow.json: routers[0].branches[0].inputFilter.script: found a script as the filter of a branch, expected rules, or the script on the router with routeRecordsUsing script',
    ],
    [
      'a transformation of scripts names no script',
      { exports: { e1: { transform: { type: 'script' } } } },
      'exports/e1.json: transform.script: found no _scriptId, expected that of a script: the type is script',
    ],
    [
      'a transformation has a type that is none',
      { exports: { e1: { transform: { type: 'expresion', expression: FIRST } } } },
      'exports/e1.json: transform.type: found "expresion", expected expression or script; did you mean expression?',
    ],
    [
      'a transformation has a script without a type',
      { exports: { e1: { transform: { script: { _scriptId: 'c1' } } } } },
      'exports/e1.json: transform: found a script and no type, expected the type script',
    ],
    [
      'a transformation has rules of version 2 without a version',
      { exports: { e1: { transform: { expression: { rulesTwoDotZero: { mappings: [{}] } } } } } },
      'exports/e1.json: transform.expression.version: found none, expected "2", for there are rulesTwoDotZero',
    ],
    [
      'a transformation has a version that is none',
      { exports: { e1: { transform: { expression: { ...FIRST, version: '3' } } } } },
      'exports/e1.json: transform.expression.version: found "3", expected "1" or "2"',
    ],
    [
      'a filter of scripts names one that is not there',
      { exports: { e1: { filter: { type: 'script', script: { _scriptId: 'c9', function: 'keep' } } } } },
      'exports/e1.json: filter.script: found the script c9, expected scripts/c9.json beside the flow',
    ],
  ])('%s', async (_, account, message) => {
    expect(await refuseAccount({ records, ...account })).toEqual([message]);
  });
});

describe('What is no part of a run is named in the report:', () => {
  it.each<[string, object]>([
    ['schedule', { schedule: '? 5 * * * *' }],
    ['_runNextFlowIds', { _runNextFlowIds: ['f2'] }],
    ['_runNextExportIds', { _runNextExportIds: [{ _flowId: 'f2', _exportId: 'e2' }] }],
    ['_keepDeltaBehindFlowId', { _keepDeltaBehindFlowId: 'f2' }],
    ['_keepDeltaBehindExportId', { _keepDeltaBehindExportId: 'e2' }],
  ])('%s', async (key, flow) => {
    const { report } = await runAccount({ records, flow });
    expect(omissionsOf(report)).toEqual([`flow.json: ${key}: found ${key}; it is not part of a simulated run`]);
    expect(warningsOf(report)).toEqual([]);
  });

  it('that a flow is disabled, which runs all the same', async () => {
    const { report, written } = await runAccount({ records, flow: { disabled: true, _runNextFlowIds: [] } });
    expect(written.d1).toEqual(records);
    expect(omissionsOf(report)).toEqual(['flow.json: disabled: the flow is disabled; it is run all the same']);
  });

  it('that a hook names a function and neither a script nor a stack', async () => {
    const { report, written } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: { function: 'f' } } } },
    });
    expect(written.d1).toEqual(records);
    expect(warningsOf(report)).toEqual([
      'imports/d1.json: hooks.preMap: found the function f without _scriptId or _stackId: the platform does not call it',
    ]);
  });

  it('that a field was found in no record, with the nearest name', async () => {
    const { report } = await runAccount({
      records: [{ region: 'EU' }],
      exports: { e1: { filter: isEqual('regoin', '') } },
    });
    expect(warningsOf(report)[0]).toContain('regoin was found in none of 1 record; did you mean region?');
  });
});

it('routers that meet again are compiled in no time, however many ways lead through them', async () => {
  const last = { id: 'r60', branches: [{ pageProcessors: [step('d1')] }] };
  const routers = Array.from({ length: 60 }, (_, at) => {
    const next = { nextRouterId: `r${at + 1}` };
    return { id: `r${at}`, branches: [{ ...next, inputFilter: isEqual('id', '1') }, next, next] };
  });
  const { written } = await runAccount({ records, routers: [...routers, last] });
  expect(written.d1).toEqual(records);
});

it('the next router of a router itself has no effect, with a warning', async () => {
  const routers = [
    { id: 'r1', nextRouterId: 'r2', branches: [{ pageProcessors: [step('d1')] }] },
    { id: 'r2', branches: [{ pageProcessors: [step('d1')] }] },
  ];
  const { report, written } = await runAccount({ records, routers });
  expect(written.d1).toEqual(records);
  expect(warningsOf(report)).toEqual([
    'flow.json: routers[0].nextRouterId: found r2, which has no effect here; expected nextRouterId on each branch',
  ]);
});
