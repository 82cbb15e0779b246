import { readdirSync, readFileSync } from 'node:fs';
import type { Kind } from 'integrator-extension-lambda';
import { contracts, enforce, formatIssues } from 'integrator-extension-lambda/contracts';
import { describe, expect, it } from 'vitest';
import { describeSchema, type Field } from '../../src/contracts/render/describe.ts';
import { variants } from '../../src/contracts/variants.ts';
import { readOptions } from '../../src/core/options.ts';
import { options, responses } from './documented-fields.ts';

/** The paths of all fields of a description; opaque objects end a path. */
function listPaths(fields: readonly Field[], prefix = ''): Map<string, Field> {
  return new Map(
    fields.flatMap((field) => [
      [`${prefix}${field.name}`, field] as const,
      ...listPaths(field.fields, `${prefix}${field.name}.`),
    ]),
  );
}

/** Whether a value has a field at a path, in any of its elements or values. */
function hasPath(value: unknown, path: string): boolean {
  if (path === '') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((one) => hasPath(one, path));
  const [name = '', ...rest] = path.split('.');
  if (Object.hasOwn(value, name)) return hasPath((value as Record<string, unknown>)[name], rest.join('.'));
  // A dictionary: its keys are the author's.
  return Object.values(value).some((one) => typeof one === 'object' && one !== null && hasPath(one, path));
}

const events = readdirSync(new URL('../../events/', import.meta.url)).map((name) => ({
  kind: name.replace(/(-.*)?\.json$/, ''),
  options: JSON.parse(readFileSync(new URL(`../../events/${name}`, import.meta.url), 'utf8')).options as object,
}));

const rows = (fields: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(fields).map(([kind, paths]) => [kind as Kind, paths] as const);

describe('The options of the documents', () => {
  it('are counted', () => {
    expect(rows(options).reduce((sum, [, paths]) => sum + new Set(paths).size, 0)).toBe(195);
  });

  it.each(rows(options))('of %s stand in its contract, each with a sentence', (kind, paths) => {
    const known = listPaths(describeSchema(contracts[kind].options).fields);
    expect(paths.filter((path) => !known.get(path)?.text.endsWith('.'))).toEqual([]);
  });

  it.each(rows(options))('of %s stand in its events', (kind, paths) => {
    const sent = events.filter((event) => event.kind === kind).map((event) => event.options);
    expect(paths.filter((path) => !sent.some((one) => hasPath(one, path)))).toEqual([]);
  });
});

describe('The responses of the documents', () => {
  it('are counted', () => {
    expect(rows(responses).reduce((sum, [, paths]) => sum + new Set(paths).size, 0)).toBe(55);
  });

  it.each(rows(responses))('of %s stand in its contract and its sample responses', (kind, paths) => {
    const { type, fields } = describeSchema(contracts[kind].response);
    expect(type).toMatch(/^object/);
    const known = listPaths(fields);
    expect(paths.filter((path) => !known.has(path))).toEqual([]);
    const samples = [contracts[kind].sample, ...Object.values(variants[kind] ?? {})].map(({ response }) => response);
    expect(paths.filter((path) => !samples.some((one) => hasPath(one, path)))).toEqual([]);
  });
});

/** The violations of options, and of a response, of a kind. */
const findIssues = (kind: Kind, sent: object, response?: unknown) => {
  const call = enforce.open(kind, readOptions({ ...contracts[kind].sample.options, ...sent }));
  return formatIssues(kind, response === undefined ? call.options : call.checkResponse(response));
};
const isFine = (kind: Kind, sent: object) => expect(findIssues(kind, sent)).toEqual([]);

describe('The fields of the documents', () => {
  it('ids are texts', () => {
    for (const name of ['_exportId', '_connectionId', '_flowId', '_integrationId', '_parentIntegrationId'])
      expect(findIssues('preSavePage', { [name]: 1 })).toEqual([`options.${name}: expected string, received number`]);
  });

  it('settings and configuration are objects, in hooks and wrappers', () => {
    for (const kind of ['preMap', 'export'] as const) {
      isFine(kind, { settings: {}, configuration: {} });
      expect(findIssues(kind, { settings: 'x' })).toEqual(['options.settings: expected object, received string']);
    }
    const { fields } = describeSchema(contracts.preMap.options);
    expect(fields.find(({ name }) => name === 'settings')?.text).toContain('1.0: integration apps only');
    expect(fields.find(({ name }) => name === 'configuration')?.generation).toBe('1.0');
  });

  it('preview is a boolean of 1.0', () => {
    isFine('preSavePage', { preview: true });
    expect(listPaths(describeSchema(contracts.preSavePage.options).fields).get('preview')?.generation).toBe('1.0');
  });

  it('data, errors and retryData have their documented form', () => {
    isFine('preSavePage', { retryData: { a: { data: [], stage: 's', traceKey: 't' } } });
    expect(findIssues('preSavePage', { errors: [{}] })).toHaveLength(2);
    expect(findIssues('preSavePage', { retryData: { a: {} } })).toHaveLength(1);
  });

  it('files have their metadata', () => {
    isFine('preSavePage', { files: [{ fileMeta: { fileName: 'a.csv', size: 1 } }] });
    expect(findIssues('preSavePage', { files: [{ fileMeta: { fileName: 1 } }] })).toHaveLength(1);
  });

  it('pageIndex counts from 0', () => {
    isFine('preSavePage', { pageIndex: 0 });
    expect(findIssues('preSavePage', { pageIndex: '0' })).toHaveLength(1);
  });

  it('the dates of delta exports are Dates in the function', () => {
    const read = readOptions({ lastExportDateTime: '2026-01-30T00:00:00.000Z' }) as { lastExportDateTime: unknown };
    expect(read.lastExportDateTime).toEqual(new Date('2026-01-30T00:00:00.000Z'));
  });

  it('oneToMany is a boolean and pathToMany a text', () => {
    isFine('postResponseMap', { oneToMany: true, pathToMany: 'lines' });
    expect(findIssues('postResponseMap', { oneToMany: 'true', pathToMany: 1 })).toHaveLength(2);
  });

  it('postAggregateData has success, and code, message and source of a failure', () => {
    isFine('postAggregate', { postAggregateData: { success: false, code: 'a', message: 'b', source: 'c' } });
    expect(findIssues('postAggregate', { postAggregateData: { success: 'no' } })).toHaveLength(1);
  });

  it.each([
    ['formInit', 'resource'],
    ['preSave', 'newResource'],
    ['step', 'resource'],
    ['initChild', 'parentIntegration'],
    ['update', 'resource'],
    ['changeEdition', 'integration'],
  ] as const)('%s needs %s, and no other object', (kind, name) => {
    const { bearerToken } = contracts[kind].sample.options;
    const call = enforce.open(kind, { bearerToken, [name]: {} });
    expect(call.options).toEqual([]);
    expect(enforce.open(kind, { bearerToken }).options).toHaveLength(1);
  });

  it('a connection has encrypted and unencrypted values', () => {
    isFine('ping', { connection: { encrypted: {}, unencrypted: {} } });
    expect(findIssues('ping', { connection: { encrypted: 'x' } })).toHaveLength(1);
  });

  it("the type is delta, once or test; the document's 'type' is its slip for test", () => {
    for (const type of ['delta', 'once', 'test', 'type']) isFine('export', { type });
    expect(findIssues('export', { type: 'all' })).toHaveLength(1);
    expect(listPaths(describeSchema(contracts.export.options).fields).get('type')?.text).toContain('by mistake');
  });

  it('delta, once and test have their fields', () => {
    isFine('export', {
      delta: { dateField: 'a', lastExecutionTime: 1 },
      once: { booleanField: 'b' },
      test: { limit: 1 },
    });
    expect(findIssues('export', { delta: { lastExecutionTime: 'now' } })).toHaveLength(1);
  });

  it('a state is an object, and passes as it is', () => {
    isFine('export', { state: { after: null, list: [1.5, ''] } });
    expect(findIssues('export', {}, { data: [], state: 'x' })).toHaveLength(1);
  });

  it('plain values as records of an export are refused, which its reference says', () => {
    expect(findIssues('export', {}, { data: [1, 'x'] })).toHaveLength(2);
    expect(contracts.export.rules?.join(' ')).toContain('The documentation allows any JSON value as a record.');
  });

  it('an export answers connectionOffline, errors and lastPage', () => {
    const response = { connectionOffline: true, errors: [{ message: 'a', code: 'b' }], lastPage: true };
    expect(findIssues('export', {}, response)).toEqual([]);
    expect(findIssues('export', {}, { lastPage: 'yes' })).toHaveLength(1);
  });

  it('an import answers statusCode, id, ignored and errors for each record', () => {
    const { postMapData } = contracts.import.sample.options as { postMapData: object[] };
    const answer = (one: object) =>
      findIssues(
        'import',
        {},
        postMapData.map(() => one),
      );
    expect(answer({ statusCode: 200, id: '1', ignored: false, errors: [{ message: 'a', code: 'b' }] })).toEqual([]);
    // The platform takes a number, and its maker's own sample answers one.
    expect(answer({ statusCode: 200, id: 7 })).toEqual([]);
    expect(answer({ statusCode: 200, id: true })).toHaveLength(1);
  });

  it('functions of a connector get _integrationId, opts, pending and version', () => {
    isFine('persistSettings', { pending: {} });
    isFine('getMappingMetadata', { version: '1.0.0' });
    const { bearerToken } = contracts.connectorUpdate.sample.options;
    expect(enforce.open('connectorUpdate', { bearerToken }).options).toHaveLength(1);
  });

  it('steps and settings answer success, with what they change', () => {
    expect(findIssues('integrationInstaller', {}, { success: true, stepsToUpdate: [{}] })).toEqual([]);
    expect(findIssues('persistSettings', {}, { success: true, pending: {} })).toEqual([]);
    expect(findIssues('persistSettings', {}, { pending: {} })).toHaveLength(1);
  });

  it('mapping metadata is checked inside, as an array or an object', () => {
    const rules = { requiredGenerateFields: ['a'], nonEditableGenerateFields: ['b'], generateList: 'c' };
    for (const response of [{ i: [rules] }, [{ i: [rules] }, { j: [] }]])
      expect(findIssues('getMappingMetadata', {}, response)).toEqual([]);
    expect(findIssues('getMappingMetadata', {}, { i: [{ requiredGenerateFields: 'a' }] })).toHaveLength(1);
    expect(contracts.getMappingMetadata.rules).toHaveLength(2);
  });

  it('each error of a hook needs a source, which the platform lets be absent', () => {
    const call = enforce.open('preMap', { bearerToken: 'token', data: [{}] });
    const response = [{ errors: [{ code: 'a', message: 'b' }] }];
    expect(call.checkResponse(response)).toEqual([]);
    expect(call.checkAdvice(response)).toHaveLength(1);
  });
});
