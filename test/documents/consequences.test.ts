import { define, type Kind } from 'integrator-extension-lambda';
import { contracts, enforce, formatIssues } from 'integrator-extension-lambda/contracts';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.ts';
import { laws } from '../../src/check/laws.ts';
import { createModules, type Given, run, stageOf } from '../simulator/flows.ts';
import { callEverywhere, callLegacy } from './call.ts';

const { module } = createModules();

/** Runs a flow of five records, two on a page, with one function `f`. */
const flow = (code: string, given: Omit<Given, 'module'> = {}) =>
  run({ module: module(`export const f = ${code};`), ...given });

const inExport = (hooks: object) => ({ export: { hooks } });
const inImport = (hooks: object, more: object = {}) => ({ import: { hooks, ...more } });
const thrown = "() => { throw new Error('no'); }";
const calledBack = "(_, callback) => callback(new Error('no'))";

const findIssues = (kind: Kind, response: unknown, options: object = contracts[kind].sample.options) =>
  formatIssues(kind, enforce.open(kind, options).checkResponse(response));

describe('preMap and postMap', () => {
  it.each(['preMap', 'postMap'] as const)('%s: an array of another length fails the page', async (hook) => {
    const report = await flow('() => []', inImport({ [hook]: 'f' }));
    expect(report).toMatchObject({ ending: 'done', totals: { pages: 3, imported: 0, errors: 5 } });
    expect(report.breaches[0]).toMatchObject({ rule: 'one-per-record' });
  });

  it('{} ignores its record', async () => {
    const report = await flow('({ data }) => data.map(() => ({}))', inImport({ preMap: 'f' }));
    expect(report.totals).toMatchObject({ ignored: 5, imported: 0, errors: 0 });
  });

  it('data with errors imports the record, and logs the errors', async () => {
    const code = "({ data }) => data.map((data) => ({ data, errors: [{ code: 'a', message: 'b', source: 'c' }] }))";
    expect((await flow(code, inImport({ preMap: 'f' }))).totals).toMatchObject({ imported: 5, errors: 5 });
  });

  it('errors alone fail the record, which can be retried', async () => {
    const code = "({ data }) => data.map(() => ({ errors: [{ code: 'a', message: 'b', source: 'c' }] }))";
    const report = await flow(code, { ...inImport({ preMap: 'f' }), retry: true });
    expect(report.totals).toMatchObject({ imported: 0, retried: 5 });
  });
});

describe('An exception', () => {
  it.each(
    (['preMap', 'postMap', 'postSubmit'] as const).flatMap((hook) =>
      [thrown, calledBack].map((code) => [hook, code === thrown ? 'thrown' : 'called back', code] as const),
    ),
  )('of %s, %s, fails the entire page', async (hook, _, code) => {
    const report = await flow(code, inImport({ [hook]: 'f' }));
    expect(report).toMatchObject({ ending: 'done', totals: { pages: 3, imported: 0, errors: 5 } });
  });

  it.each([
    ['thrown', thrown],
    ['called back', calledBack],
  ])('of preSavePage, %s, stops the flow', async (_, code) => {
    expect(await flow(code, inExport({ preSavePage: 'f' }))).toMatchObject({ ending: 'stopped', totals: { pages: 1 } });
  });

  it('of postResponseMap is fatal', async () => {
    expect(await flow(thrown, inImport({ postResponseMap: 'f' }))).toMatchObject({ ending: 'stopped' });
  });

  it('of postResponseMap fails the entire page: none of its records counts as imported', async () => {
    const { totals } = await flow(thrown, inImport({ postResponseMap: 'f' }));
    expect(totals).toMatchObject({ imported: 0, errors: 2 });
  });

  it('of postAggregate is fatal', async () => {
    const report = await flow(thrown, inImport({ postAggregate: 'f' }, { skipAggregation: false }));
    expect(report).toMatchObject({ ending: 'stopped', reason: 'f failed: no' });
  });

  it.each(['formInit', 'preSave', 'step', 'initChild', 'update', 'changeEdition'] as const)(
    'of %s signals an error, with its message and name',
    async (kind) => {
      const diy = {
        f: (define[kind] as typeof define.step)(() => {
          throw new TypeError('no form');
        }),
      };
      expect(await callEverywhere({ diy }, { function: 'f' })).toEqual({
        errors: [{ message: 'no form', code: 'TypeError' }],
      });
    },
  );

  it('of ping fails the whole call', async () => {
    expect(await flow(calledBack, { connection: { ping: 'f' } })).toMatchObject({ ending: 'stopped' });
  });

  it.each(['export', 'import'] as const)('of a wrapper %s halts the process', async (side) => {
    expect(await flow(calledBack, { [side]: { wrapper: 'f' } })).toMatchObject({ ending: 'stopped' });
  });

  it('of getMappingMetadata is not handled by the platform', () => {
    expect(contracts.getMappingMetadata.onError).toBe('ignore');
  });
});

describe('preSavePage', () => {
  it('abort ends the export after the page in flight', async () => {
    const report = await flow('({ data }) => ({ data, abort: true })', inExport({ preSavePage: 'f' }));
    expect(report).toMatchObject({ ending: 'aborted', totals: { pages: 1, imported: 2 } });
  });

  it('newErrorsAndRetryData reports errors, and the records can be retried', async () => {
    const code = `({ data: [first, ...data] }) => ({
      data, newErrorsAndRetryData: [{ retryData: first, errors: [{ code: 'a', message: 'b', source: 'c' }] }],
    })`;
    const report = await flow(code, { ...inExport({ preSavePage: 'f' }), retry: true });
    expect(report.totals).toMatchObject({ errors: 3, retried: 3, imported: 5 });
    expect(report.breaches).toEqual([]);
  });

  it('can add, delete and modify records', async () => {
    const code = '({ data }) => ({ data: [...data.slice(1), { id: 10 }, { id: 11 }] })';
    const report = await flow(code, inExport({ preSavePage: 'f' }));
    expect(stageOf(report, 'preSavePage')).toMatchObject({ input: 5, output: 8 });
  });
});

describe('postSubmit and postResponseMap', () => {
  it('postSubmit: the length is unchanged, elements may change', async () => {
    const changed = "({ responseData }) => responseData.map((one) => ({ ...one, _json: 'mine' }))";
    expect((await flow(changed, inImport({ postSubmit: 'f' }))).breaches).toEqual([]);
    const lost = await flow('({ responseData }) => responseData.slice(1)', inImport({ postSubmit: 'f' }));
    expect(lost.breaches[0]).toMatchObject({ rule: 'one-per-record' });
  });

  it('postResponseMap: the length is unchanged', async () => {
    const report = await flow('() => []', inImport({ postResponseMap: 'f' }));
    expect(report.breaches[0]).toMatchObject({ rule: 'one-per-record' });
  });

  it('responseData has the status 200, 422 or 403: a 403 takes the connection offline', async () => {
    const code = '({ responseData }) => responseData.map((one) => ({ ...one, statusCode: 403 }))';
    expect(await flow(code, inImport({ postSubmit: 'f' }))).toMatchObject({ ending: 'offline' });
  });

  it('responseData has no other status, but for the 401 of one edition of the document', () => {
    const { responseData } = contracts.postSubmit.sample.options as { responseData: object[] };
    const answer = (statusCode: number) =>
      findIssues(
        'postSubmit',
        responseData.map((one) => ({ ...one, statusCode })),
      );
    for (const status of [200, 422, 403, 401]) expect(answer(status)).toEqual([]);
    expect(answer(500)).toEqual([expect.stringMatching(/, and 1 more alike$/)]);
  });

  it('responseData has 403 where a wrapper import answered 401', async () => {
    const code = `Object.assign(({ postMapData }) => postMapData.map(() => ({ statusCode: 401 })), {});
      export const keep = ({ responseData }) => {
        if (responseData.some(({ statusCode }) => statusCode !== 403)) throw new Error('another status');
        return responseData;
      }`;
    const report = await flow(code, inImport({ postSubmit: 'keep' }, { wrapper: 'f' }));
    expect(report).toMatchObject({ ending: 'offline' });
    expect(report.breaches).toEqual([]);
  });
});

describe('Wrappers', () => {
  it.each([
    [5, 'done'],
    [6, 'stopped'],
  ])('the same response %i times ends the export: %s', async (times, ending) => {
    const code = `(() => { let calls = 0; return () => ({ data: [{ id: 1 }], lastPage: ++calls > ${times} }); })()`;
    expect(await flow(code, { export: { wrapper: 'f' } })).toMatchObject({ ending });
  });

  it('lastPage ends the calls', async () => {
    const report = await flow('() => ({ data: [{ id: 1 }], lastPage: true })', { export: { wrapper: 'f' } });
    expect(stageOf(report, 'export')).toMatchObject({ calls: 1 });
  });

  it('connectionOffline takes the connection offline and stops the export', async () => {
    const report = await flow('() => ({ data: [{ id: 1 }], connectionOffline: true })', { export: { wrapper: 'f' } });
    expect(report).toMatchObject({ ending: 'offline', totals: { pages: 0 } });
  });

  it('ping answers 401 with errors, and else 200', () => {
    const sent = contracts.ping.sample.options;
    expect(findIssues('ping', { statusCode: 401, errors: [{ code: 'a', message: 'b' }] }, sent)).toEqual([]);
    expect(findIssues('ping', { statusCode: 200 }, sent)).toEqual([]);
    for (const response of [{ statusCode: 401 }, { statusCode: 403 }, { statusCode: 422 }])
      expect(findIssues('ping', response, sent)).toHaveLength(1);
  });

  it('a ping with another status ends a simulated run', async () => {
    const report = await flow('() => ({ statusCode: 403 })', { connection: { ping: 'f' } });
    expect(report).toMatchObject({ ending: 'stopped', totals: { imported: 0 } });
  });

  it('an import answers 200, 401 or 422; errors with 200 are a partial success', async () => {
    const { postMapData } = contracts.import.sample.options as { postMapData: object[] };
    for (const [statusCode, issues] of [
      [200, 0],
      [401, 0],
      [422, 0],
      [403, 1],
      [500, 1],
    ] as const)
      expect(
        findIssues(
          'import',
          postMapData.map(() => ({ statusCode })),
        ),
      ).toHaveLength(issues);
    const code =
      "({ postMapData }) => postMapData.map(() => ({ statusCode: 200, errors: [{ code: 'a', message: 'b' }] }))";
    const report = await flow(code, { import: { wrapper: 'f' } });
    expect(report.totals).toMatchObject({ imported: 5, errors: 5 });
  });
});

describe('postAggregate', () => {
  it.each([
    [undefined, 0],
    [true, 0],
    [false, 1],
  ])('with skipAggregation %s is called %i times', async (skipAggregation, calls) => {
    const report = await flow(
      '() => {}',
      inImport({ postAggregate: 'f' }, skipAggregation === undefined ? {} : { skipAggregation }),
    );
    expect(stageOf(report, 'postAggregate').calls ?? 0).toBe(calls);
  });

  it('gets a read-only object', async () => {
    const f = define.postAggregate((options) => {
      // @ts-expect-error it is read-only
      options.postAggregateData.success = false;
    });
    const options = { postAggregateData: { success: true } };
    expect(await callEverywhere({ diy: { f } }, { function: 'f' }, options)).toMatchObject({
      errors: [{ code: 'TypeError' }],
    });
  });
});

describe('Functions without a response', () => {
  it('need not return a value', async () => {
    expect(await callLegacy('hook', 'afterTransfer')).toEqual({ response: null });
  });

  it.each(['postAggregate', 'step', 'update', 'changeEdition', 'connectorInstaller'] as const)(
    'may return anything, which is ignored: %s',
    async (kind) => {
      const f = (define[kind] as typeof define.step)(() => new Date(0));
      expect(await callEverywhere({ diy: { f } }, { function: 'f' })).toEqual({ response: null });
    },
  );
});

it('a record is an object or an array', async () => {
  const records = [{ id: 1 }, [{ id: 2 }]];
  const code = '({ data }) => data.map((data) => ({ data }))';
  const report = await flow(code, { export: { records }, ...inImport({ preMap: 'f' }) });
  expect(report).toMatchObject({ totals: { imported: 2 }, breaches: [] });
});

it('a function that only throws is no finding of check', async () => {
  const f = define.preSave((_options, _callback) => {
    throw new Error('Not today.');
  });
  const settings = { runs: 5, seed: 1, timeout: 1000, strict: false, events: [], from: 0, moment: 1 };
  const found: unknown[] = [];
  for await (const event of check(
    { f },
    { ...settings, laws: new Set(Object.keys(laws)) as never, before: async () => {} },
  ))
    found.push(...('report' in event ? event.report.findings : event.module));
  expect(found).toEqual([]);
});

it('an installer answers stepsToUpdate', async () => {
  const options = contracts.integrationInstaller.sample.options;
  expect(await callLegacy('installer', 'installStep', options)).toEqual({
    response: { success: true, stepsToUpdate: [{ name: 'standard', completed: true }] },
  });
});
