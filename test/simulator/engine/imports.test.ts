import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createModules, run, stageOf } from '../flows.ts';

const { module, path } = createModules();

const outcomes = ({ journey }: Awaited<ReturnType<typeof run>>) =>
  journey.map(({ key, outcome }) => `${key} ${outcome}`);

const imports = module(`
  const of = (statusCode, more) => ({ statusCode, ...more });
  export const mixed = ({ postMapData }) => postMapData.map(({ id }) => [
    of(200, { id: 'a' }),
    of(422, { errors: [{ code: 'no', message: 'No.' }] }),
    of(422),
    of(200, { ignored: true }),
    of(200, { errors: [{ code: 'odd', message: 'Odd.' }] }),
  ][id - 1]);
  export const offline = ({ postMapData }) => postMapData.map(({ id }) =>
    of(id === 2 ? 401 : 200, id === 2 ? { errors: [{ code: 'key', message: 'Wrong key.' }] } : {}));
  let tries = 0;
  export const second = ({ postMapData }) => postMapData.map(({ id }) => of(id === 2 && tries++ === 0 ? 422 : 200));
  let calls = 0;
  export const recovers = ({ postMapData }) => postMapData.map(({ id }) => of(id === 2 && calls++ === 0 ? 422 : 200));
  export const explain = ({ responseData }) => responseData.map((one) => ({
    ...one, errors: one.errors?.map((error) => ({ ...error, message: 'Explained: ' + error.message })),
  }));
  export const heal = ({ responseData }) => responseData.map(() => of(200));
  export const forbid = ({ responseData }) => responseData.map((one, i) => (i === 1 ? of(403) : one));
  export const note = ({ postResponseMapData, responseData }) =>
    postResponseMapData.map((one, i) => ({ ...one, answer: responseData[i].statusCode }));
  export const twice = ({ data }) => ({ data: data.map(({ id }) => [{ name: 'n' + id }]), lastPage: false, state: {} });
  export const lookup = ({ data: [{ id }], state }) => state
    ? { data: [{ name: 'last of ' + id }], lastPage: true }
    : { data: id % 2 ? [{ name: 'n' + id }] : [], lastPage: false, state: { from: 1 },
        errors: id === 3 ? [{ code: 'slow', message: 'Slow.' }] : [] };
  export const lost = () => ({ connectionOffline: true });
  export const found = ({ postResponseMapData, responseData }) =>
    postResponseMapData.map((one, i) => ({ ...one, count: responseData[i].data.length }));
`);

describe('an import', () => {
  it('reports the result of each record', async () => {
    const report = await run({ module: imports, export: { pageSize: 5 }, import: { wrapper: 'mixed' } });
    expect(outcomes(report)).toEqual(['0:0 imported', '0:1 failed', '0:2 failed', '0:3 ignored', '0:4 imported']);
    expect(report.totals).toMatchObject({ imported: 2, ignored: 1, errors: 3 });
    expect(stageOf(report, 'import')).toEqual({ calls: 1, input: 5, output: 2, ignored: 1, errors: 3 });
    expect(report.errors.map(({ record, code }) => `${record} ${code}`)).toEqual([
      '0:1 no',
      '0:2 unexplained',
      '0:4 odd',
    ]);
  });

  it('takes its connection offline with 401, and finishes the page', async () => {
    const report = await run({ module: imports, import: { wrapper: 'offline' } });
    expect(report).toMatchObject({ ending: 'offline', breaches: [], totals: { pages: 1, imported: 1, errors: 1 } });
    expect(report.reason).toBe(
      'import took the connection offline with 401 (page 0, record 0:1, response[1].statusCode)',
    );
  });

  it('into a file writes the mapped records, and answers with results that hooks can read', async () => {
    const file = path('out.ndjson');
    const given = {
      file,
      mapping: { fields: [{ extract: 'id', generate: 'key' }] },
      hooks: { postResponseMap: 'note' },
    };
    const report = await run({ module: imports, import: given });
    expect(readFileSync(file, 'utf8')).toBe('{"key":1}\n{"key":2}\n{"key":3}\n{"key":4}\n{"key":5}\n');
    expect(report.journey[0]?.stages.at(-1)?.output).toEqual({ id: 1, answer: 200 });
  });

  it('stops the flow if its file cannot be written, and still reports', async () => {
    const given = { file: path('out.csv') };
    const report = await run({ module: imports, export: { records: [{ a: 1 }, { a: 1 }, { b: 1 }] }, import: given });
    expect(report).toMatchObject({ ending: 'stopped', totals: { exported: 3, imported: 2 } });
    expect(report.reason).toContain('out.csv: found a field "b"');
    expect(outcomes(report)).toEqual(['0:0 imported', '0:1 imported', '1:0 failed']);
  });
});

describe('postSubmit', () => {
  it('changes the results', async () => {
    const given = { wrapper: 'mixed', hooks: { postSubmit: 'explain' } };
    const report = await run({ module: imports, export: { pageSize: 5 }, import: given });
    expect(report.errors.map(({ stage, message }) => `${stage} ${message}`)).toEqual([
      'postSubmit Explained: No.',
      'import statusCode 422 without an error that says why.',
      'postSubmit Explained: Odd.',
    ]);
    const healed = await run({ module: imports, import: { wrapper: 'second', hooks: { postSubmit: 'heal' } } });
    expect(healed.totals).toMatchObject({ imported: 5, errors: 0 });
  });

  it('takes the connection offline with 403', async () => {
    const report = await run({ module: imports, import: { hooks: { postSubmit: 'forbid' } } });
    expect(report).toMatchObject({ ending: 'offline', totals: { pages: 1, imported: 1 } });
    expect(report.reason).toBe(
      'postSubmit took the connection offline with 403 (page 0, record 0:1, response[1].statusCode)',
    );
  });
});

describe('the response mapping', () => {
  it("copies a record's result into it, for postResponseMap", async () => {
    const responseMapping = { fields: [{ extract: 'id', generate: 'newId' }] };
    const given = { wrapper: 'mixed', responseMapping, hooks: { postResponseMap: 'note' } };
    const { journey } = await run({ module: imports, export: { records: [{ id: 1 }] }, import: given });
    expect(journey[0]?.stages.slice(-2).map(({ name, output }) => [name, output])).toEqual([
      ['responseMapping', { id: 1, newId: 'a' }],
      ['postResponseMap', { id: 1, newId: 'a', answer: 200 }],
    ]);
  });
});

describe('a lookup', () => {
  it('is called for each record until its last page', async () => {
    const responseMapping = { fields: [{ extract: 'data[0].name', generate: 'name' }] };
    const lookup = { wrapper: 'lookup', responseMapping, hooks: { postResponseMap: 'found' } };
    const report = await run({ module: imports, export: { pageSize: 3 }, lookup });
    expect(report.journey.map(({ stages }) => stages.find(({ name }) => name === 'import')?.input)).toEqual([
      { id: 1, name: 'n1', count: 2 },
      { id: 2, name: 'last of 2', count: 1 },
      { id: 3, name: 'n3', count: 2 },
      { id: 4, name: 'last of 4', count: 1 },
      { id: 5, name: 'n5', count: 2 },
    ]);
    expect(report.errors.map(({ stage, record }) => `${stage} ${record}`)).toEqual(['lookup 0:2']);
    expect(stageOf(report, 'lookup')).toMatchObject({ calls: 10, input: 5 });
  });

  it('finds nothing for the records that it leaves out, and may take its connection offline', async () => {
    const report = await run({ module: imports, lookup: { wrapper: 'lost' } });
    expect(report).toMatchObject({ ending: 'offline', totals: { pages: 1, imported: 2 } });
    expect(report.reason).toBe('lost took the connection offline with connectionOffline on page 0');
  });
});

describe('a retry', () => {
  it('sends failed records once more, from the steps behind the export on', async () => {
    const report = await run({ module: imports, retry: true, import: { wrapper: 'recovers' } });
    expect(report.totals).toMatchObject({ pages: 4, imported: 5, errors: 1, retried: 1 });
    expect(report.pages.at(-1)).toMatchObject({ page: 3, records: 1, retried: true });
    const journey = report.journey.find(({ key }) => key === '0:1');
    expect(journey).toMatchObject({ outcome: 'imported', page: 0 });
    expect(journey?.stages.map(({ name }) => name)).toEqual(['export', 'import', 'import']);
  });

  it('is not made by default, nor with an offline connection', async () => {
    expect((await run({ module: imports, import: { wrapper: 'mixed' } })).totals.retried).toBe(0);
    const report = await run({ module: imports, retry: true, import: { wrapper: 'offline' } });
    expect(report.totals).toMatchObject({ pages: 1, retried: 0 });
  });
});
