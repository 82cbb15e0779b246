import { describe, expect, it } from 'vitest';
import { type Change, createFlows, type flows } from './wired-flow.ts';

const { find } = createFlows();

const FLOW = 'flow.json';
const [E1, E2, D1, D2] = ['exports/e1.json', 'exports/e2.json', 'imports/d1.json', 'imports/d2.json'] as const;
const script = (name?: string) => ({ _scriptId: 'k1', function: name });
const rules = (...list: unknown[]) => ({ type: 'expression', expression: { version: '1', rules: list } });
const empty = rules('empty', ['string', ['extract', 'id']]);
const lambda = 'stacks:\n  s1: { lambda: { function: f } }\n';

describe('a finding says what was expected:', () => {
  it.each<[Change, string]>([
    [[FLOW, 'pageProcessors.1.hooks.postSubmit', script('tidy')], 'it on the import d1'],
    [
      [FLOW, 'pageProcessors.0.hooks', { preMap: script('tidy') }],
      'it on an import: a lookup has preSavePage on the export e2',
    ],
    [[FLOW, 'pageProcessors.0.hooks', { preSavePage: script('tidy') }], 'it on the export e2'],
    [
      [FLOW, 'pageProcessors.0.hooks', { postresponsemap: script('tidy') }],
      'postResponseMap, the only hook of a step; did you mean postResponseMap?',
    ],
    [[FLOW, 'pageProcessors.0.filter', empty], 'inputFilter on the export e2'],
    [[FLOW, 'pageProcessors.1.inputFilter', empty], 'filter on the import d1'],
    [[FLOW, 'pageGenerators.0.inputFilter', empty], 'filter on the export e1'],
    [[D1, 'hooks.premap', script('tidy')], 'one of preMap, postMap, postSubmit, postAggregate; did you mean preMap?'],
    [[D2, 'hooks', { preMap: script('tidi') }], 'one of tidy, pick of the script k1; did you mean tidy?'],
    [[D2, 'hooks', { preMap: script('TIDY') }], 'tidy of the script k1: the case of letters counts'],
    [[D2, 'filter', rules('isNotEmpty', ['string', ['extract', 'id']])], 'notempty'],
    [[D2, 'mapping', { lists: [{ generate: 'l', fields: [{ extract: '$', generate: 'a' }] }] }], 'a field by its name'],
    [[E1, 'transform', { rules: [[{ extract: '$.a.b', generate: 'c' }]] }], 'a.b, without $'],
    [['simulation.yaml', '', `${lambda}exports:\n  e11: {}\n`], 'one of e1, e2; did you mean e1?'],
  ])('%j', async (change, expected) => {
    expect((await find('linear', change)).map((one) => one.expected)).toEqual([expected]);
  });

  it('the nearest document, stack or router', async () => {
    const nearest = async (flow: keyof typeof flows, ...changes: Change[]) =>
      (await find(flow, ...changes))[0]?.expected;
    expect(await nearest('linear', [FLOW, 'pageProcessors.2._importId', 'd22'])).toMatch(
      /imports\/d22\.json; did you mean d2\?$/,
    );
    expect(await nearest('linear', [D2, 'hooks', { preMap: { _scriptId: 'k11', function: 'f' } }])).toMatch(
      /scripts\/k11\.json; did you mean k1\?$/,
    );
    expect(await nearest('linear', [D1, 'hooks.preMap._stackId', 's11'])).toMatch(
      /^it under stacks in .*simulation\.yaml, with module, lambda or server; did you mean s1\?$/,
    );
    expect(await nearest('routed', [FLOW, 'routers.1.branches.0.nextRouterId', 'rt11'])).toBe(
      'one of rt1, rt2; did you mean rt1?',
    );
  });
});

describe('the parts of a mapping', () => {
  const inner = { generate: 'x.y', dataType: 'string', extract: '$.x' };
  const around = { generate: 'a', dataType: 'object', status: 'Active', mappings: [inner] };
  const list = {
    generate: 'b',
    dataType: 'objectarray',
    status: 'Active',
    buildArrayHelper: [{ extract: '$.l[*]', mappings: [inner] }],
  };

  it('are found at any depth; entries without status are one finding', async () => {
    const findings = await find('linear', [D2, 'mappings', [around, list]]);
    expect(findings.map(({ rule, path, found }) => [rule, path, found])).toEqual([
      ['missing-status', 'mappings[0].mappings[0].status', '2 entries without status'],
      ['dotted-generate', 'mappings[0].mappings[0].generate', 'x.y'],
      ['dotted-generate', 'mappings[1].buildArrayHelper[0].mappings[0].generate', 'x.y'],
    ]);
  });

  it('are those of a transformation, and of the request of a lookup, too', async () => {
    const mappings = [{ ...inner, status: 'Active' }];
    const transform = {
      type: 'expression',
      expression: { version: '2', rulesTwoDotZero: { mode: 'create', mappings } },
    };
    const findings = await find(
      'linear',
      [E1, 'transform', transform],
      [E2, 'mappings', mappings],
      [D2, 'responseTransform', transform],
    );
    expect(findings.map(({ rule, document, path }) => [rule, document, path])).toEqual([
      ['dotted-generate', E1, 'transform.expression.rulesTwoDotZero.mappings[0].generate'],
      ['dotted-generate', E2, 'mappings[0].generate'],
      ['dotted-generate', D2, 'responseTransform.expression.rulesTwoDotZero.mappings[0].generate'],
    ]);
  });
});

describe('the old form of a flow, with one export and one import,', () => {
  const old = { _id: 'f1', name: 'Old', _exportId: 'e1', _importId: 'd1', hooks: { preMap: {} } };

  it('is checked like a list of one', async () => {
    expect(await find('linear', [FLOW, '', old])).toEqual([]);
    const findings = await find('linear', [FLOW, '', { ...old, _exportId: 'e9', _importId: 'd9' }]);
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['missing-document', '_exportId'],
      ['missing-document', '_importId'],
    ]);
  });
});

describe('what is wrong for several reasons is said for each:', () => {
  it('a folder without steps and generators', async () => {
    const findings = await find('linear', [FLOW, '', { _id: 'f1' }]);
    expect(findings.map(({ rule, path, found }) => [rule, path, found])).toEqual([
      ['refused', 'pageGenerators', 'none'],
    ]);
  });

  it('a generator without an export', async () => {
    const findings = await find('linear', [FLOW, 'pageGenerators', [{ hooks: { preSavePage: script('tidy') } }]]);
    expect(findings.map(({ rule, found, expected }) => [rule, found, expected])).toEqual([
      ['missing-document', 'the export without an id', 'its id'],
      ['hook-on-page-generator', 'a hook here', 'preSavePage on the export (none)'],
    ]);
  });

  it('a script of which no type says that it counts', async () => {
    const both = { rules: empty.expression.rules, script: script('pick') };
    const [first] = await find('linear', [E1, 'filter', both]);
    expect(first).toMatchObject({ rule: 'script-beside-rules', found: 'the script k1 beside the type (none)' });
  });

  it('a script that cannot run, but not its functions', async () => {
    const hooks = { preMap: { _scriptId: 'k2', function: 'none' } };
    const broken = await find('linear', [D2, 'hooks', hooks], ['scripts/k2.json', '', { content: 'function none (' }]);
    expect(broken.map(({ rule }) => rule)).toEqual(['script-error']);
    const content = 'async function other () {}';
    const doubtful = await find('linear', [D2, 'hooks', hooks], ['scripts/k2.json', '', { content }]);
    expect(doubtful.map(({ rule, expected }) => [rule, expected])).toEqual([
      ['function-missing', 'one of other of the script k2'],
      ['script-problem', ''],
    ]);
  });

  it('a document that several steps use, once', async () => {
    const branches = ['A', 'B'].map((name) => ({ name, pageProcessors: [{ type: 'import', _importId: 'd1' }] }));
    const routers = [{ id: 'rt1', routeRecordsTo: 'all_matching_branches', branches }];
    const filter = rules('matches', ['string', ['extract', 'id']], '^a*$');
    const findings = await find('routed', [FLOW, 'routers', routers], [D1, 'filter', filter]);
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([['refused', 'filter.expression.rules']]);
  });

  it('a stack that has no document', async () => {
    const [first] = await find('linear', [D1, 'hooks.preMap._stackId', 'shop']);
    expect(first).toMatchObject({ rule: 'stack-without-entry', found: 'the stack shop' });
  });

  it('a template', async () => {
    const [first] = await find('linear', [FLOW, 'isAbstract', true]);
    expect(first).toMatchObject({ rule: 'template-flow', path: 'isAbstract' });
  });

  it('a connection of another type, whose stack nobody names', async () => {
    const findings = await find('linear', ['connections/c1.json', '', { _id: 'c1' }]);
    expect(findings.map(({ rule, found }) => [rule, found])).toEqual([
      ['connection-without-stack', 'a connection of the type (none) without a stack'],
      ['connection-without-ping', 'no pingFunction'],
    ]);
  });

  it('simulation.yaml with ids of a kind that the folder has none of', async () => {
    const findings = await find(
      'linear',
      ['connections/c1.json', '', undefined],
      ['simulation.yaml', '', `${lambda}connections:\n  c1: {}\n`],
    );
    expect(findings.find(({ rule }) => rule === 'setting-without-document')?.expected).toBe('one of none');
    expect(findings.filter(({ rule }) => rule === 'missing-document').map(({ document }) => document)).toEqual([
      E1,
      E2,
      D1,
    ]);
  });

  it('a filter of the only branch of a router that passes all records on', async () => {
    const findings = await find('routed', [FLOW, 'routers', [{ id: 'rt1', branches: [{ inputFilter: empty }] }]]);
    expect(findings.map(({ rule, path, found }) => [rule, path, found])).toEqual([
      ['warning', 'routers[0].branches[0].inputFilter', 'a filter'],
    ]);
  });

  it('a branch without a name, and a step that is a lookup without a type', async () => {
    const findings = await find('routed', [
      FLOW,
      'routers.0.branches',
      [{ pageProcessors: [{ _exportId: 'e9' }], nextRouterId: 'rt2' }, { inputFilter: empty }],
    ]);
    expect(findings.map(({ rule, found }) => [rule, found])).toEqual([
      ['catch-all-before-others', 'the branch 1, which takes every record, before others'],
      ['missing-document', 'the export e9'],
      ['warning', 'none'],
    ]);
  });
});
