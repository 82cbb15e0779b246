import { describe, expect, it } from 'vitest';
import { type Account, refuseAccount, rules, step } from './account.ts';

const records = [{ id: 1 }];
const WRAPPER = { _connectionId: 'w1', wrapper: { function: 'get' } };
const CODE = 'export const get = () => ({ data: [{ id: 1 }], lastPage: true });';
const entry = { generate: 'a', dataType: 'string', extract: '$.id', status: 'Active' };

describe('What cannot be simulated is refused before the run, with its place and the way out:', () => {
  it.each<[string, Account, string]>([
    [
      'an adaptor without records',
      { exports: { e1: { adaptorType: 'HTTPExport' } } },
      'exports/e1.json: : found HTTPExport without a wrapper function and without mockOutput, expected exports.e1.records in simulation.yaml',
    ],
    [
      'an export of no adaptor',
      { exports: { e1: { adaptorType: null } } },
      'exports/e1.json: : found an export without a wrapper function and without mockOutput, expected exports.e1.records in simulation.yaml',
    ],
    [
      'a lookup of another adaptor',
      { records, exports: { e2: { adaptorType: 'HTTPExport' } }, steps: [step('e2')] },
      'exports/e2.json: : found HTTPExport without a wrapper function and without mockOutput, expected exports.e2.respond in simulation.yaml: a module, or its records',
    ],
    [
      'a lookup of no adaptor, whose records are a file',
      {
        records,
        exports: { e2: {} },
        steps: [step('e2')],
        simulation: { exports: { e2: { records: 'in.json' } } },
        files: { 'in.json': '[]' },
      },
      'simulation.yaml: exports.e2.records: found the file in.json for a lookup, expected its records themselves, or respond: a module',
    ],
    [
      'a lookup of no adaptor, without records',
      { records, exports: { e2: { adaptorType: null } }, steps: [step('e2')] },
      'exports/e2.json: : found a lookup without a wrapper function and without mockOutput, expected exports.e2.respond in simulation.yaml: a module, or its records',
    ],
    [
      'a wrapper of an unknown type',
      { exports: { e1: { ...WRAPPER, type: 'distributed' } }, code: CODE },
      'exports/e1.json: type: found distributed, expected all, delta, once or test for a wrapper',
    ],
    [
      'a wrapper without a connection',
      { exports: { e1: { wrapper: { function: 'get' } } }, code: CODE },
      'exports/e1.json: wrapper: found a wrapper whose connection (none) names no stack, expected connections/ID.json with wrapper._stackId',
    ],
    [
      'a wrapper whose connection names no stack',
      { exports: { e1: { ...WRAPPER, _connectionId: 'x1' } }, connections: { x1: {} }, code: CODE },
      'exports/e1.json: wrapper: found a wrapper whose connection x1 names no stack, expected connections/x1.json with wrapper._stackId',
    ],
    [
      'a stack that the simulation does not know',
      { exports: { e1: WRAPPER }, stacks: { s1: { name: 'Orders' } } },
      'exports/e1.json: wrapper: found the stack s1 (Orders), expected stacks.s1 in simulation.yaml: { module: FILE }, or lambda, or server',
    ],
    [
      'a stack without a document',
      { records, imports: { d1: { hooks: { preMap: { _stackId: 's9', function: 'f' } } } } },
      'imports/d1.json: hooks.preMap: found the stack s9, expected stacks.s9 in simulation.yaml: { module: FILE }, or lambda, or server',
    ],
    [
      'a hook of a stack without a function',
      { records, imports: { d1: { hooks: { preMap: { _stackId: 's1' } } } }, code: CODE },
      'imports/d1.json: hooks.preMap: found no function, expected the name of a function of the stack',
    ],
    [
      'a function that the module of the stack lacks',
      { exports: { e1: { ...WRAPPER, wrapper: { function: 'git' } } }, code: CODE },
      'exports/e1.json: wrapper: found "git", expected one of get; did you mean get?',
    ],
    [
      'a wrapper import without a stack',
      { records, imports: { d1: { _connectionId: 'x1', wrapper: { function: 'put' } } } },
      'imports/d1.json: wrapper: found a wrapper whose connection x1 names no stack, expected connections/x1.json with wrapper._stackId',
    ],
    [
      'a ping without a function of the stack',
      {
        exports: { e1: WRAPPER },
        connections: { w1: { wrapper: { _stackId: 's1', pingFunction: 'pong' } } },
        code: CODE,
      },
      'connections/w1.json: wrapper.pingFunction: found "pong", expected one of get',
    ],
    [
      'a date that is none',
      { exports: { e1: { ...WRAPPER, type: 'delta', delta: { startDate: 'yesterday' } } }, code: CODE },
      'exports/e1.json: delta.startDate: found "yesterday", expected a date such as 2026-01-31T00:00:00Z',
    ],
    [
      'a dynamic lookup without a table',
      {
        records,
        imports: {
          d1: { lookups: [{ name: 'a', relativeURI: '/x', method: 'GET' }], mappings: [{ ...entry, lookupName: 'a' }] },
        },
      },
      'imports/d1.json: lookups[0]',
    ],
    [
      'ignoreExisting without the records that exist',
      { records, imports: { d1: { ignoreExisting: true } } },
      'imports/d1.json: ignoreExisting: found ignoreExisting, expected imports.d1.existing in simulation.yaml: which records exist',
    ],
    [
      'ignoreMissing without the records that exist',
      { records, imports: { d1: { ignoreMissing: true } } },
      'imports/d1.json: ignoreMissing: found ignoreMissing, expected imports.d1.existing in simulation.yaml: which records exist',
    ],
    [
      'the condition record_created without the records that exist',
      { records, imports: { d1: { mappings: [{ ...entry, conditional: { when: 'record_created' } }] } } },
      'imports/d1.json: mappings[0].conditional',
    ],
    [
      'records that exist by a path that is none',
      {
        records,

        simulation: { imports: { d1: { existing: { extract: 'a[', values: [] } } } },
      },
      'imports/d1.json: : existing.extract: ',
    ],
    ...['AiAgentImport', 'GuardrailImport', 'ToolImport'].map((adaptorType): [string, Account, string] => [
      `an import of the type ${adaptorType} without an answer`,
      { records, imports: { d1: { adaptorType } } },
      `imports/d1.json: : found ${adaptorType} without mockResponse, expected imports.d1.respond in simulation.yaml`,
    ]),
    [
      'the template of other flows',
      { records, flow: { isAbstract: true } },
      'flow.json: isAbstract: found the template of other flows, expected a flow of its own: merge its overrides on the platform first',
    ],
    [
      'a flow that is made of a template',
      { records, flow: { _abstractFlowId: 'f0' } },
      'flow.json: _abstractFlowId: found a flow that is made of a template, expected a flow of its own: merge its overrides on the platform first',
    ],
    [
      'an unknown operator of a filter',
      { records, exports: { e1: { filter: rules('in', 1, 2) } } },
      'exports/e1.json: filter.expression.rules',
    ],
    [
      'the type date of Mapper 2.0',
      { records, imports: { d1: { mappings: [{ ...entry, dataType: 'date' }] } } },
      'imports/d1.json: mappings[0].dataType',
    ],
    [
      'the helper aws4',
      { records, imports: { d1: { mappings: [{ ...entry, extract: '{{aws4 record.id}}' }] } } },
      'imports/d1.json: mappings[0].extract',
    ],
  ])('%s', async (_, account, message) => {
    const refusals = await refuseAccount(account);
    expect(refusals).toEqual([expect.stringContaining(message)]);
  });

  it('all of it at once, and what two steps share once', async () => {
    const refusals = await refuseAccount({
      records,
      exports: { e1: { filter: rules('in', 1, 2) } },
      imports: { d1: { ignoreExisting: true } },
      steps: [step('d1'), step('d1')],
    });
    expect(refusals.map((one) => one.split(':')[0])).toEqual(['exports/e1.json', 'imports/d1.json']);
  });

  it('a file that the simulation names and that is not there', async () => {
    const settings = { exports: { e1: { records: 'none.json' } }, imports: { d1: { respond: 'none.mjs' } } };
    expect(await refuseAccount({ simulation: settings })).toEqual([
      expect.stringMatching(/^simulation\.yaml: exports\.e1\.records: .*none\.json: found nothing, expected a file$/),
      expect.stringMatching(/^simulation\.yaml: imports\.d1\.respond: .*none\.mjs: found nothing, expected a file$/),
    ]);
  });
});
