import { describe, expect, it } from 'vitest';
import {
  errorsOf,
  outcomesOf,
  refuseAccount,
  responseMapping,
  rulesOf,
  runAccount,
  step,
  warningsOf,
} from './account.ts';

const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
const steps = [step('d1', { ...responseMapping('id', 'answer'), proceedOnFailure: true }), step('d2')];
const imports = { d1: {}, d2: {} };
const answersOf = (written: readonly unknown[] = []) => written.map((one) => Object(one).answer);

/** Runs a flow whose import d1 answers as the simulation says. */
const respond = (d1: object, files: Record<string, string> = {}, document: object = {}) =>
  runAccount({ records, imports: { ...imports, d1: document }, steps, simulation: { imports: { d1 } }, files });

describe('an import that is no wrapper answers', () => {
  it('each record with an id of its own, where nothing is said', async () => {
    const { report, written } = await runAccount({ records, imports, steps });
    expect(answersOf(written.d2)).toEqual(['0-0', '0-1', '0-2']);
    expect(report.readings).toEqual([]);
  });

  it('with its mockResponse, one for all', async () => {
    const { report, written } = await respond({}, {}, { mockResponse: { id: 'mock' } });
    expect(answersOf(written.d2)).toEqual(['mock', 'mock', 'mock']);
    expect(report.readings).toEqual([]);
  });

  it('with several of them record by record, and with the last for the rest, which is a reading', async () => {
    const { report, written } = await respond({}, {}, { mockResponse: [{ id: 'a' }, { id: 'b' }] });
    expect(answersOf(written.d2)).toEqual(['a', 'b', 'b']);
    expect(rulesOf(report)).toEqual([
      'A mockResponse of several answers is gone through record by record, and its last one answers the rest.',
    ]);
  });

  it.each([[null], [[]]])(
    'with an echo where its mockResponse is %j, or where the simulation says so',
    async (mockResponse) => {
      const none = await respond({}, {}, { mockResponse });
      expect(answersOf(none.written.d2)).toEqual(['0-0', '0-1', '0-2']);
      const said = await respond({ respond: 'echo' }, {}, { mockResponse: [{ id: 'mock' }] });
      expect(answersOf(said.written.d2)).toEqual(['0-0', '0-1', '0-2']);
    },
  );

  it('with an ignored mock response: the record is ignored there and goes on', async () => {
    const { report, written } = await respond({}, {}, { mockResponse: [{ ignored: true }] });
    expect(written.d2).toEqual(records);
    expect(report.totals).toMatchObject({ ignored: 3, errors: 0 });
  });

  it('with a status that says nothing more: the record fails without an explanation', async () => {
    const { report } = await respond({}, {}, { mockResponse: [{ statusCode: 422 }] });
    expect(errorsOf(report)[0]).toBe('d1 0:0: unexplained: statusCode 422 without an error that says why.');
  });

  it.each([
    ['answers.json', '[{"id":"a"},{"id":"b"}]'],
    ['answers.ndjson', '{"id":"a"}\n{"id":"b"}\n'],
    ['answers.jsonl', '{"id":"a"}\n{"id":"b"}'],
  ])('with those of the file %s in turn, and fails the records beyond it', async (name, text) => {
    const { report, written } = await respond({ respond: name }, { [name]: text });
    expect(answersOf(written.d2)).toEqual(['a', 'b', undefined]);
    expect(errorsOf(report)).toEqual([
      `d1 0:2: respond: ${name}: found 2 answers, expected one for record 2, counted from 0`,
    ]);
    expect(rulesOf(report).join()).not.toContain('mockResponse');
  });

  it('with the answer of a file that has the same value, and fails records without one', async () => {
    const { report, written } = await respond(
      { respond: 'answers.json', match: { record: 'id', answer: 'for.id' } },
      { 'answers.json': '[{"id":"b","for":{"id":2}},{"id":"a","for":{"id":"1"}}]' },
    );
    expect(answersOf(written.d2)).toEqual(['a', 'b', undefined]);
    expect(errorsOf(report)).toEqual(['d1 0:2: respond: found no answer whose for.id is 3']);
  });

  it('with what a module makes of the record', async () => {
    const { report, written } = await respond(
      { respond: 'answer.mjs' },
      {
        'answer.mjs': 'export default async ({ id }) => { if (id === 2) throw new Error("no"); return { id: -id }; };',
      },
    );
    expect(answersOf(written.d2)).toEqual([-1, undefined, -3]);
    expect(errorsOf(report)).toEqual(['d1 0:1: respond: no']);
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 imported', '0:2 imported']);
  });

  it('with what JSON makes of the module’s answer: what it does not carry breaks a rule', async () => {
    const { report, written } = await respond(
      { respond: 'answer.mjs' },
      { 'answer.mjs': 'export default ({ id }) => ({ id, _json: [{ 1: NaN, 2: () => 1, 3: new Date(id) }[id]] });' },
    );
    expect(report.breaches.map(({ rule, record, path }) => `${rule} ${record} ${path}`)).toEqual([
      'finite 0:0 response._json[0]',
      'finite 0:1 response._json[0]',
    ]);
    expect(answersOf(written.d2)).toEqual([1, 2, 3]);
  });

  it.each([
    ['undefined', 'response: found null, expected an object such as { "statusCode": 200 }'],
    ['"fine"', 'response: found "fine", expected an object such as { "statusCode": 200 }'],
    ['[{ statusCode: 200 }]', 'response: found [{"statusCode":200}], expected an object such as { "statusCode": 200 }'],
    ['{ statusCode: "200" }', 'response.statusCode: found "200", expected a number such as 200'],
    [
      '{ errors: { message: "no" } }',
      'response.errors: found {"message":"no"}, expected a list of errors, each an object such as { "message": "no stock" }',
    ],
    ['{ ignored: "true" }', 'response.ignored: found "true", expected true or false'],
  ])('with %s of a module: that breaks the contract, and fails the record', async (answer, message) => {
    const { report } = await respond(
      { respond: 'answer.mjs' },
      { 'answer.mjs': `export default ({ id }) => id === 2 ? ${answer} : {};` },
    );
    expect(errorsOf(report)).toEqual([`d1 0:1: respond: ${message}`]);
    expect(report.breaches.map(({ rule, record }) => `${rule} ${record}`)).toEqual(['contract 0:1']);
  });

  it.each<[string, unknown, string]>([
    ['a text', 'fine', 'mockResponse: found "fine", expected an object such as { "statusCode": 200 }'],
    ['a list with null', [null], 'mockResponse[0]: found null, expected an object such as { "statusCode": 200 }'],
    ['a status as text', { statusCode: '422' }, 'mockResponse.statusCode: found "422", expected a number such as 200'],
    [
      'errors as texts',
      [{ errors: ['no'] }],
      'mockResponse[0].errors: found ["no"], expected a list of errors, each an object such as { "message": "no stock" }',
    ],
    ['a link that is none', [{}, { dataURI: 5 }], 'mockResponse[1].dataURI: found 5, expected a text'],
  ])('with a mockResponse that is %s: that is refused', async (_, mockResponse, message) => {
    expect(await refuseAccount({ records, imports: { d1: { mockResponse } } })).toEqual([
      `imports/d1.json: ${message}`,
    ]);
  });

  it('with a mockResponse whose fields are misspelt: that is a warning', async () => {
    const { report } = await respond(
      {},
      {},
      { mockResponse: [{ id: 'a', statuscode: 422, error: [{ message: 'no' }] }] },
    );
    expect(warningsOf(report)).toEqual([
      'imports/d1.json: mockResponse[0].statuscode: found statuscode, expected statusCode: the platform does not know it',
      'imports/d1.json: mockResponse[0].error: found error, expected errors: the platform does not know it',
    ]);
  });

  it.each([
    ['no JSON', '{', /^imports\/d1\.json: : respond: .*answers\.json: .*JSON/],
    ['no list', '{"id":1}', /answers\.json: found object, expected a list of answers$/],
    [
      'another kind',
      '[{}, { "ignored": 1 }]',
      /respond: answers\.json\[1\]\.ignored: found 1, expected true or false$/,
    ],
    ['no answer', '[]', /^imports\/d1\.json: : found AiAgentImport without mockResponse/],
  ])('with a file that holds %s: that is refused', async (_, text, message) => {
    const refusals = await refuseAccount({
      records,
      imports: { d1: { adaptorType: 'AiAgentImport' } },
      simulation: { imports: { d1: { respond: 'answers.json' } } },
      files: { 'answers.json': text },
    });
    expect(refusals[0]).toMatch(message);
  });
});

describe('a module that maps', () => {
  const map = (code: string) =>
    runAccount({
      records,
      imports: { d1: { mapping: { fields: [{ extract: 'id', generate: 'never' }] } } },
      simulation: { imports: { d1: { map: 'map.mjs' } } },
      files: { 'map.mjs': code },
    });

  it('takes the place of the mapping', async () => {
    expect((await map('export default ({ id }) => ({ no: id });')).written.d1).toEqual([
      { no: 1 },
      { no: 2 },
      { no: 3 },
    ]);
  });

  it('breaks a rule where it throws or makes no record, and fails that record alone', async () => {
    const { report, written } = await map(
      'export default ({ id }) => { if (id === 1) throw "no"; return id === 2 ? null : { id }; };',
    );
    expect(written.d1).toEqual([{ id: 3 }]);
    expect(report.breaches.map(({ rule, record }) => `${rule} ${record}`)).toEqual(['mapping 0:0', 'mapping 0:1']);
    expect(errorsOf(report)).toEqual([
      'd1: mapping 0:0: Error: no',
      'd1: mapping 0:1: TypeError: found null, expected a record',
    ]);
  });

  it('that exports no function is named by its setting', async () => {
    await expect(map('export const other = 1;')).rejects.toMatchObject({
      name: 'FlowError',
      problems: [{ path: 'imports.d1.map', message: expect.stringContaining('found undefined as the default export') }],
    });
  });
});
