import { describe, expect, it } from 'vitest';
import { EXPORT, LOOKUP } from '../../../src/simulator/fields/export-fields.ts';
import type { FieldTable } from '../../../src/simulator/fields/field-table.ts';
import { FLOW } from '../../../src/simulator/fields/flow-fields.ts';
import { IMPORT } from '../../../src/simulator/fields/import-fields.ts';
import { inspectFields } from '../../../src/simulator/fields/inspect-fields.ts';
import { CONNECTION, SCRIPT, STACK } from '../../../src/simulator/fields/other-fields.ts';
import { omissionsOf, runAccount, step, warningsOf } from '../engine/account.ts';
import { documentedFields } from './documented-fields.ts';

/** Makes a document of one field at a path. */
function withField(path: string): object {
  return path.split('.').reduceRight<unknown>((value, key) => ({ [key]: value }), 'x') as object;
}

const kindOf = (table: FieldTable, path: string) => [...inspectFields(withField(path), table)][0]?.kind;

describe('each documented field is known, or said not to be simulated:', () => {
  it.each<[string, readonly string[], FieldTable]>([
    ['of a flow', documentedFields.flow, FLOW],
    ['of an export', documentedFields.export, EXPORT],
    ['of a lookup', documentedFields.export, LOOKUP],
    ['of an import', documentedFields.import, IMPORT],
    ['of a connection', documentedFields.connection, CONNECTION],
    ['of a script', documentedFields.script, SCRIPT],
    ['of a stack', documentedFields.stack, STACK],
  ])('%s', (_, paths, table) => {
    const open = { ...table, isOpen: false };
    const ofAdaptors =
      table === CONNECTION
        ? /^(netsuite|salesforce|ftp|s3|http|rdbms|mongodb|as2|filesystem|dynamodb|jdbc|van|mcp|rest)$/
        : /^$/;
    const strange = paths.filter((path) => !ofAdaptors.test(path));
    // The value is a text, which some fields do not take.
    const fine = ['unsimulated', 'wrong', undefined];
    expect(strange.filter((path) => !fine.includes(kindOf(open, path)))).toEqual([]);
    expect(kindOf(open, 'nobodyKnowsThis')).toBe('unknown');
  });
});

const pathsOf = (found: readonly string[]) => found.map((one) => one.split(': ').slice(0, 2).join(' ')).sort();

const rule = { rules: ['equals', ['extract', 'id'], 1] };
const records = [{ id: 1 }];
describe('a run names what it does not simulate', () => {
  it('of an export and a lookup', async () => {
    const file = {
      output: 'metadata',
      filter: rule,
      csv: { rowDelimiter: ';', keyColumns: ['a'], disableQuoteAndStripEnclosingQuotes: true },
      json: { resourcePath: 'a.b' },
      xml: { resourcePath: '/a' },
      xlsx: { hasHeaderRow: true },
      fileDefinition: { _fileDefinitionId: 'x' },
    };
    const all = {
      valueDelta: { a: 1 },
      asynchronous: true,
      http: { relativeURI: '/x' },
      parsers: { type: 'xml' },
      file,
    };
    const { report } = await runAccount({
      records,
      exports: {
        e1: {
          ...all,
          type: 'delta',
          delta: { dateFormat: 'YYYY' },
          inputFilter: rule,
          oneToMany: true,
          pathToMany: 'a',
        },
        e2: {
          ...{
            mockOutput: { page_of_records: [{ record: {} }] },
            dataURITemplate: '{{id}}',
            groupByFields: ['id'],
            valueDelta: {},
          },
          ...{ type: 'delta', delta: { lagOffset: 5 }, asynchronous: false, file: { output: 'records' } },
        },
      },
      steps: [step('e2'), step('d1')],
    });
    const inFile = [
      'csv.disableQuoteAndStripEnclosingQuotes',
      'csv.keyColumns',
      'csv.rowDelimiter',
      'fileDefinition',
      'filter',
    ];
    expect(pathsOf(omissionsOf(report))).toEqual(
      [
        ...[...inFile, 'json.resourcePath', 'output', 'xlsx.hasHeaderRow', 'xml.resourcePath'].map(
          (path) => `exports/e1.json file.${path}`,
        ),
        ...[
          'asynchronous',
          'delta.dateFormat',
          'http',
          'inputFilter',
          'oneToMany',
          'parsers',
          'pathToMany',
          'valueDelta',
        ].map((path) => `exports/e1.json ${path}`),
        ...['dataURITemplate', 'delta', 'groupByFields', 'type'].map((path) => `exports/e2.json ${path}`),
      ].sort(),
    );
    expect(omissionsOf(report)).toContain(
      'exports/e2.json: dataURITemplate: found dataURITemplate; it has no effect in a simulated run',
    );
    expect(warningsOf(report)).toEqual([]);
  });

  it('of an import and a connection, but not where a value says what a run does anyway', async () => {
    const file = { encoding: 'utf8', fileName: 'a-{{timestamp}}.csv', csv: { columnDelimiter: ';' } };
    const http = { method: 'POST' };
    const { report } = await runAccount({
      records,
      imports: { d1: { maxAttempts: 3, file, http, transform: rule, idLockTemplate: '{{id}}', unencrypted: {} } },
      connections: {
        w1: { wrapper: { concurrencyLevel: 5, pingFunction: null } },
        w2: { wrapper: { concurrencyLevel: 1 } },
      },
    });
    expect([...omissionsOf(report)].sort()).toEqual([
      'connections/w1.json: wrapper.concurrencyLevel: found concurrencyLevel; pages are sent one after the other: faults.concurrency sends several at once',
      'imports/d1.json: file.csv: found csv; a file is written as simulation.yaml says, and not in this form',
      'imports/d1.json: file.fileName: found fileName; a file is written as simulation.yaml says, and not in this form',
      'imports/d1.json: http: found http; answers are those of simulation.yaml or of mockResponse, and no request is made of it',
      'imports/d1.json: idLockTemplate: found a lock; no record waits for another here: those of this run with the same lock, and other flows',
      'imports/d1.json: maxAttempts: found maxAttempts; it has no effect in a simulated run',
      'imports/d1.json: transform: found transform; the platform does not read it there',
    ]);
  });

  it('of generators, steps and branches, at their places', async () => {
    const { report } = await runAccount({
      records,
      flow: {
        pageGenerators: [
          { _exportId: 'e1', schedule: '? 5 * * * *', _keepDeltaBehindFlowId: 'f2', setupInProgress: false },
        ],
        aliases: [{ alias: 'a', _exportId: 'e1' }],
        runPageGeneratorsInParallel: true,
      },
      routers: [
        {
          id: 'r1',
          branches: [{ pageProcessors: [step('d1', { setupInProgress: true, mapping: { fields: ['x'] } })] }],
        },
      ],
    });
    expect(pathsOf(omissionsOf(report))).toEqual([
      'flow.json aliases',
      'flow.json pageGenerators[0]._keepDeltaBehindFlowId',
      'flow.json pageGenerators[0].schedule',
      'flow.json routers[0].branches[0].pageProcessors[0].mapping',
      'flow.json routers[0].branches[0].pageProcessors[0].setupInProgress',
      'flow.json runPageGeneratorsInParallel',
    ]);
  });

  it('fields that nobody knows, with the nearest name; misspelt ones are a warning', async () => {
    const { report } = await runAccount({
      records,
      exports: { e1: { nobody: 'x', __lastPageGeneratorJobHelper: 'x', pagesize: 5 } },
      imports: {
        d1: { mapings: ['x'], Hooks: { preMap: { _scriptId: 'c1' } }, hooks: { premap: { _stackID: 's1' } } },
      },
    });
    expect([...omissionsOf(report)].sort()).toEqual([
      'exports/e1.json: nobody: found nobody, which is not documented here; it has no effect in a simulated run',
    ]);
    expect([...warningsOf(report)].sort()).toEqual([
      'exports/e1.json: pagesize: found pagesize, expected pageSize: the platform does not know it',
      'imports/d1.json: Hooks: found Hooks, expected hooks: the platform does not know it',
      'imports/d1.json: hooks.premap: found premap, expected preMap: the platform does not know it',
      'imports/d1.json: mapings: found mapings, which is not documented here; it has no effect in a simulated run; did you mean mappings?',
    ]);
  });

  it('those within mappings, lookups and transformations, whatever their value', async () => {
    const entry = { generate: 'no', dataType: 'string', status: 'Active', extract: '$.id' };
    const lines = { generate: 'l', dataType: 'objectarray', status: 'Active' };
    const { report } = await runAccount({
      records: [{ id: 1, l: [1] }],
      exports: {
        e1: {
          transform: {
            type: 'expression',
            expression: { rules: [[{ extract: 'id', generate: 'id', Generate: 'x' }]] },
          },
        },
      },
      imports: {
        d1: {
          mappings: [
            { ...entry, defualt: null, mine: 'x' },
            { ...lines, buildArrayHelper: [{ extract: '$.l[*]', mappings: [{ ...entry, sourceDatatype: '' }] }] },
          ],
          lookups: [{ name: 'size', map: { default: 'x' }, allowFailure: false, useDefaultOnMultipleMatches: true }],
          file: { lookups: [{ name: 'size', Map: {} }] },
        },
      },
      steps: [step('d1', { responseMapping: { fields: [{ extract: 'id', generate: 'done', discardIfEmty: true }] } })],
    });
    expect(pathsOf(warningsOf(report)).filter((path) => !path.endsWith('.extract'))).toEqual([
      'exports/e1.json transform.expression.rules[0][0].Generate',
      'flow.json pageProcessors[0].responseMapping.fields[0].discardIfEmty',
      'imports/d1.json file.lookups[0].Map',
      'imports/d1.json lookups[0].allowFailure',
      'imports/d1.json mappings[0].defualt',
      'imports/d1.json mappings[1].buildArrayHelper[0].mappings[0].sourceDatatype',
    ]);
    expect([...omissionsOf(report)].sort()).toEqual([
      'imports/d1.json: lookups[0].useDefaultOnMultipleMatches: found useDefaultOnMultipleMatches; a table has one result for each key',
      'imports/d1.json: mappings[0].mine: found mine, which is not documented here; it has no effect in a simulated run',
    ]);
  });
});
