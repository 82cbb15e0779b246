import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { outcomesOf, rulesOf, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1 }, { id: 2 }];
const script = (name?: string) => ({ _scriptId: 'c1', ...(name !== undefined && { function: name }) });
const TIDY = 'function tidy (options) { return options.data.map((one) => ({ data: one })) }';

describe('a script of a hook', () => {
  it('runs in each place that has hooks', async () => {
    const { report, written } = await runAccount({
      records,
      exports: { e1: { hooks: { preSavePage: script('save') } } },
      imports: {
        d1: {
          hooks: {
            preMap: script('before'),
            postMap: script('after'),
            postSubmit: script('submitted'),
            postAggregate: script('end'),
          },
          file: { type: 'json' },
        },
        d2: {},
      },
      steps: [step('d1', { hooks: { postResponseMap: script('mapped') } }), step('d2')],
      scripts: {
        c1: `const add = (one, name) => Object.assign({}, one, { by: (one.by || '') + name })
          function save (options) { return { data: options.data.map((one) => add(one, 'save ')) } }
          export function before (options) { return options.data.map((one) => ({ data: add(one, 'before ') })) }
          function after (options) { return options.postMapData.map((one) => ({ data: add(one, 'after ') })) }
          function submitted (options) { return options.responseData.map((one) => Object.assign({}, one, { id: 7 })) }
          function mapped (options) {
            return options.postResponseMapData.map((one, i) => Object.assign(add(one, 'mapped'), { answer: options.responseData[i].id }))
          }
          function end (options) { console.log('the end: ' + options.postAggregateData._json.fileName) }`,
      },
    });
    expect(report.breaches).toEqual([]);
    expect(written.d1?.[0]).toEqual({ id: 1, by: 'save before after ' });
    expect(written.d2).toEqual(records.map(({ id }) => ({ id, by: 'save mapped', answer: 7 })));
    expect(stageOf(report, 'd1: postAggregate').calls).toBe(1);
  });

  it('gets the ids, the settings and the job around it, and no bearer token', async () => {
    const { written } = await runAccount({
      records: [{ id: 1 }],
      flow: { _integrationId: 'i1', settings: { a: 1 } },
      integration: { _id: 'i1', _parentId: 'i0', settings: { b: 2 } },
      connections: { x1: { settings: { c: 3 } } },
      imports: {
        d1: {
          _connectionId: 'x1',
          settings: { d: 4 },
          hooks: { preMap: { ...script('tell'), configuration: { e: 5 } } },
        },
      },
      scripts: { c1: 'function tell (options) { return [{ data: options }] }' },
      simulation: { settings: { own: 6 } },
    });
    expect(written.d1).toEqual([
      {
        _integrationId: 'i1',
        _parentIntegrationId: 'i0',
        _flowId: 'f1',
        _importId: 'd1',
        _connectionId: 'x1',
        settings: { integration: { b: 2 }, flow: { a: 1 }, import: { d: 4 }, connection: { c: 3 }, own: 6 },
        configuration: { e: 5 },
        data: [{ id: 1 }],
        job: expect.objectContaining({ type: 'import' }),
      },
    ]);
  });

  it('keeps its module variables over the pages of a run, and shares them with no other hook', async () => {
    const { written } = await runAccount({
      records,
      exports: { e1: { pageSize: 1 } },
      imports: { d1: { hooks: { preMap: script('count'), postMap: script('count') } } },
      scripts: {
        c1: `let calls = 0
          function count (options) {
            calls += 1
            return (options.postMapData || options.data).map((one) => ({ data: Object.assign({ first: calls }, one, { calls }) }))
          }`,
      },
    });
    expect(written.d1).toEqual([
      { first: 1, id: 1, calls: 1 },
      { first: 2, id: 2, calls: 2 },
    ]);
  });

  it('gets frozen records: a write is lost, and reported with its place', async () => {
    const { report, written } = await runAccount({
      records: [{ id: 1 }],
      imports: { d1: { hooks: { preMap: script('write') } } },
      scripts: { c1: 'function write (options) { options.data[0].id = 9; return [{ data: options.data[0] }] }' },
    });
    expect(written.d1).toEqual([{ id: 1 }]);
    expect(report.notes).toMatchObject([
      {
        function: 'write',
        message: expect.stringMatching(/data\[0\]\.id was written, and the write was lost/),
        count: 1,
      },
    ]);
  });

  it('that throws fails its page, with its own message', async () => {
    const { report } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: script('fail') } } },
      scripts: { c1: 'function fail () { throw new Error("no luck") }' },
    });
    expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 failed']);
    expect(report.breaches).toMatchObject([{ rule: 'error-thrown', message: expect.stringContaining('no luck') }]);
  });

  it('that answers another number of elements fails its page', async () => {
    const { report, written } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: script('one') } } },
      scripts: { c1: 'function one () { return [{}] }' },
    });
    expect(written.d1).toEqual([]);
    expect(report.breaches).toMatchObject([
      { rule: 'one-per-record', message: expect.stringContaining('found 1 elements, expected 2') },
    ]);
  });

  it('logs what it writes to the console', async () => {
    const { log } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: script('tidy') } } },
      scripts: { c1: `${TIDY}\nconsole.log('loaded')\nconsole.debug('quiet')` },
    });
    expect(log.join('\n')).toContain('loaded');
    expect(log.join('\n')).not.toContain('quiet');
    const { log: more } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: script('tidy') } } },
      scripts: { c1: { content: `${TIDY}\nconsole.debug('loud')`, debugUntil: '2999-01-01T00:00:00Z' } },
    });
    expect(more.join('\n')).toContain('loud');
  });

  it('finds the documents of the folder and the answers of the simulation by integrator-api', async () => {
    const { report, written } = await runAccount({
      records: [{ id: 1 }],
      flow: { _integrationId: 'i1' },
      integration: { _id: 'i1', name: 'Shop' },
      imports: { d1: { hooks: { preMap: script('read') } } },
      scripts: {
        c1: `import { flows, integrations, exports } from 'integrator-api'
          function read () {
            return [{ data: { flow: flows.get('f1').name, shop: integrations.get('i1').name, ran: exports.run({ _id: 'e9' }).data } }]
          }`,
      },
      simulation: { scripts: { api: { 'exports.run': { e9: { data: [5] } } } } },
    });
    expect(written.d1).toEqual([{ flow: 'flow', shop: 'Shop', ran: [5] }]);
    expect(rulesOf(report)).toContain(
      'The stubs of simulation.yaml say what calls of integrator-api answer: their shape is not documented.',
    );
  });
});

describe('a blank function name', () => {
  const account = { records, imports: { d1: { hooks: { preMap: script() } } } };

  it('is the only function of a script', async () => {
    const { report, written } = await runAccount({ ...account, scripts: { c1: TIDY } });
    expect(written.d1).toEqual(records);
    expect(report.warnings).toEqual([]);
  });

  it('is the first of several, which is said', async () => {
    const { report, written } = await runAccount({ ...account, scripts: { c1: `${TIDY}\nfunction other () {}` } });
    expect(written.d1).toEqual(records);
    expect(warningsOf(report)).toEqual([
      'imports/d1.json: hooks.preMap: found no function, of tidy, other the first is called',
    ]);
    expect(rulesOf(report)).toEqual([
      'A reference without a function name calls the first function of a script that has several.',
    ]);
  });
});
