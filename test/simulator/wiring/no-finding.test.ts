import { describe, expect, it } from 'vitest';
import { type Change, createFlows } from './wired-flow.ts';

const { find } = createFlows();

const FLOW = 'flow.json';
const [E1, E2, D2] = ['exports/e1.json', 'exports/e2.json', 'imports/d2.json'] as const;
const script = (name?: string) => ({ _scriptId: 'k1', function: name });
const rules = (...list: unknown[]) => ({ type: 'expression', expression: { version: '1', rules: list } });
const empty = rules('empty', ['string', ['extract', 'id']]);
const lambda = 'stacks:\n  s1: { lambda: { function: f } }\n';

describe('nothing is said of what the platform’s documents have as a matter of course:', () => {
  it.each<[string, ...Change[]]>([
    [
      'hooks and filters without content',
      [FLOW, 'pageProcessors.2', { type: 'import', _importId: 'd2', hooks: { preMap: {} }, filter: {} }],
    ],
    [
      'hooks without content on documents',
      [D2, 'hooks', { preMap: null, postMap: { function: '' }, other: {} }],
      [D2, 'netsuite_da', { hooks: { preMap: {} } }],
    ],
    [
      'empty rules beside a script',
      [E1, 'filter', { type: 'script', script: script('pick'), expression: { version: '1', rules: [] }, rules: [] }],
    ],
    ['rules repeated beside the expression', [E1, 'filter', { ...empty, rules: empty.expression.rules, version: '1' }]],
    ['the name of a function beside rules', [E1, 'filter', { ...empty, script: { function: 'filter' } }]],
    ['milliseconds beside a time', [D2, 'filter', rules('lessthan', ['epochtime', ['extract', 'at']], 5)]],
    ['a list of values', [D2, 'filter', rules('anyof', ['number', ['extract', 'id']], [1, 2])]],
    ['a field without a type', [D2, 'filter', rules('equals', ['extract', 'id'], 5)]],
    [
      'a draft, whatever it says',
      [
        D2,
        'mappings',
        [
          { generate: 'a', dataType: 'string', extract: '$.a', status: 'Active' },
          { generate: 'b.c', dataType: 'string', extract: '$.b', status: 'Draft' },
        ],
      ],
    ],
    [
      'a schedule, and flows that run next',
      [FLOW, 'schedule', '? 0 * * * *'],
      [FLOW, '_runNextFlowIds', ['f2']],
      [FLOW, 'disabled', true],
    ],
    [
      'a script whose only function is not named',
      [D2, 'hooks', { preMap: { _scriptId: 'k2' } }],
      ['scripts/k2.json', '', { content: 'function only () {}' }],
    ],
    [
      'ids in values of the user, in captured data, and in what no run calls',
      [E1, 'wrapper.configuration', { _stackId: 's1' }],
      [E1, 'preSave', script('tidy')],
      [FLOW, 'settings', { _scriptId: 'k1' }],
      [FLOW, 'settingsForm', { init: script('tidy') }],
      [FLOW, '__ui', { _scriptId: 'k1' }],
    ],
    ['empty ids', [E1, '_stackId', ''], [D2, '_scriptId', null]],
    [
      'parts without content that other documents have',
      [
        FLOW,
        'pageProcessors.2',
        { type: 'import', _importId: 'd2', transform: {}, mapping: { fields: [], lists: [] } },
      ],
      [E1, 'responseTransform', { type: 'expression', expression: { version: '1', rules: [] } }],
    ],
    ['ids of stacks in captured data', [D2, 'mockResponse', [{ _stackId: 's9' }]]],
    ['a lookup that does not say that it is one', [E2, 'isLookup', undefined]],
    [
      'a mapping without content beside mappings',
      [D2, 'mapping', { fields: [], lists: [] }],
      [D2, 'mappings', [{ generate: 'a', dataType: 'string', extract: '$.a', status: 'Active' }]],
    ],
    [
      'answers of a module',
      [D2, 'mappings', []],
      ['simulation.yaml', '', `${lambda}imports:\n  d2: { respond: answer.mjs }\n`],
      ['answer.mjs', '', 'export default () => ({})'],
    ],
  ])('%s', async (_what, ...changes) => {
    expect(await find('linear', ...changes)).toEqual([]);
  });

  it('a pass-through router, and one without branches', async () => {
    expect(await find('routed', [FLOW, 'routers', [{ branches: [{ nextRouterId: 'end' }] }, { id: 'end' }]])).toEqual(
      [],
    );
  });

  it('several branches that take everything, where all matching ones get a copy', async () => {
    const all = { id: 'rt1', routeRecordsTo: 'all_matching_branches', branches: [{ name: 'A' }, { name: 'B' }] };
    expect(await find('routed', [FLOW, 'routers', [all]])).toEqual([]);
  });

  it('ways that meet again', async () => {
    const to = (...ids: string[]) => ({
      branches: ids.map((nextRouterId, at) => ({ nextRouterId, inputFilter: at < ids.length - 1 ? empty : {} })),
    });
    const routers = [
      { id: 'a', ...to('b', 'c') },
      { id: 'b', ...to('d') },
      { id: 'c', ...to('d') },
      { id: 'd', branches: [] },
    ];
    expect(await find('routed', [FLOW, 'routers', routers])).toEqual([]);
  });
});
