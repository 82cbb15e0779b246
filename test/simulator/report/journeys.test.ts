import { describe, expect, it } from 'vitest';
import { createModules, run } from '../flows.ts';

const { module, write } = createModules();

const many = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));
const failing = module(`
  export const f = ({ postMapData }) => postMapData.map(({ id }) => ({ statusCode: id % 100 === 7 ? 422 : 200 }));
  export const all = ({ postMapData }) => postMapData.map(() => ({ statusCode: 422 }));
  export const keep = ({ data }) => data.map((one) => ({ data: one }));`);

describe('a report', () => {
  it('keeps journeys from all over a run, those with errors first', async () => {
    const given = { module: failing, export: { records: many(1000), pageSize: 100 }, import: { wrapper: 'f' } };
    const { journey, leftOut } = await run(given, { journeys: 50 });
    expect(journey.filter(({ outcome }) => outcome === 'failed')).toHaveLength(10);
    expect(journey.length).toBeLessThanOrEqual(50);
    expect(journey.length).toBeGreaterThan(25);
    expect(leftOut.journeys).toBe(1000 - journey.length);
    const pages = new Set(journey.filter(({ outcome }) => outcome === 'imported').map(({ page }) => page));
    expect(pages.size).toBeGreaterThan(5);
  });

  it('keeps no more of anything than its limit', async () => {
    const given = { module: failing, export: { records: many(3000), pageSize: 2 }, import: { wrapper: 'all' } };
    const { journey, errors, pages, leftOut, totals } = await run(given, { journeys: 20 });
    expect([journey.length, errors.length, pages.length]).toEqual([20, 1000, 1000]);
    expect(leftOut).toMatchObject({ journeys: 2980, errors: 2000, pages: 500, breaches: 0, retries: 0 });
    expect(totals.errors).toBe(3000);
    const broken = await run({
      ...given,
      export: { records: many(500), pageSize: 1 },
      import: { hooks: { preMap: 'f' } },
    });
    expect([broken.breaches.length, broken.leftOut.breaches]).toEqual([200, 300]);
  });

  it('keeps a limited number of failed records for the retry', async () => {
    const given = { module: failing, export: { records: many(10_010), pageSize: 1000 }, import: { wrapper: 'all' } };
    const { totals, leftOut } = await run({ ...given, retry: true }, { journeys: 10 });
    expect(totals).toMatchObject({ retried: 10_000, errors: 20_010 });
    expect(leftOut.retries).toBe(10);
  });

  it('shows no secret of the flow, at any place', async () => {
    const leaky = module(`
      export const leak = ({ postMapData, bearerToken, connection }) => postMapData.map((one) => one.id === 1
        ? { statusCode: 422, errors: [{ code: 'no', message: 'Key ' + connection.encrypted.key }], _json: { bearerToken } }
        : { statusCode: 200, _json: { as: Buffer.from(connection.encrypted.key).toString('base64') } });
      export const fail = ({ bearerToken }) => { throw new Error('Token ' + bearerToken); };`);
    const given = {
      module: leaky,
      connection: { encrypted: { key: { env: 'KEY' }, pin: 'abc' } },
      import: { wrapper: 'leak', hooks: { postSubmit: 'fail' } },
    };
    const env = { KEY: 'very secret key' };
    const report = await run(given, { env });
    const text = JSON.stringify(report);
    expect(text).not.toContain(env.KEY);
    expect(text).not.toContain(Buffer.from(env.KEY).toString('base64'));
    expect(text).toContain('Key [redacted]');
    expect(text).toContain('Token [redacted]');
    const [first] = report.journey;
    expect(first?.stages[0]?.output).toEqual({ id: 1 });
    expect(first?.stages[1]?.input).toEqual({ id: 1 });
  });

  it('is made of JSON data alone', async () => {
    const given = {
      module: failing,
      export: { records: [{ at: new Date(0), none: undefined }] as object[] as { id: number }[] },
    };
    const report = await run({ ...given, import: { hooks: { preMap: 'keep' } } });
    expect(report).toEqual(JSON.parse(JSON.stringify(report)));
    expect(report.journey[0]?.stages[0]?.output).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  });
});

describe('a run', () => {
  it('is interrupted between two pages, with a report so far', async () => {
    const interrupt = new AbortController();
    const seen: number[] = [];
    const report = await run(
      { module: failing, retry: true, import: { wrapper: 'all' } },
      {
        signal: interrupt.signal,
        onProgress: ({ pages, records, imported, errors, ms }) => {
          seen.push(pages, records, imported, errors);
          if (pages === 2) interrupt.abort();
          expect(ms).toBeGreaterThanOrEqual(0);
        },
      },
    );
    expect(report).toMatchObject({
      ending: 'interrupted',
      reason: 'The run was interrupted',
      totals: { pages: 2, retried: 0 },
    });
    expect(seen).toEqual([1, 2, 0, 2, 2, 4, 0, 4]);
  });

  it('goes on to its retry after a hook has ended the export', async () => {
    const given = module('export const f = ({ data }) => ({ data, abort: true });');
    const report = await run({
      module: given,
      retry: true,
      export: { hooks: { preSavePage: 'f' } },
      faults: { failImport: [{ record: 0, status: 422 }] },
    });
    expect(report).toMatchObject({ ending: 'aborted', totals: { pages: 2, imported: 2, retried: 1 } });
  });

  it('stops if its file holds anything but records, and still reports', async () => {
    const file = write('broken.ndjson', '{"id":1}\n{"id":2}\n7\n');
    const report = await run({ module: failing, export: { file, pageSize: 1 } });
    expect(report).toMatchObject({ ending: 'stopped', totals: { pages: 2, imported: 2 } });
    expect(report.reason).toContain('broken.ndjson:3: expected a record');
  });

  it('does not begin if its connection does not work, or its ping fails', async () => {
    const pings = module(`
      export const refused = () => ({ statusCode: 401, errors: [{ code: 'key', message: 'Wrong key.' }] });
      export const broken = () => { throw new Error('No line.'); };
      export const f = () => {};`);
    const given = { module: pings, import: { skipAggregation: false, hooks: { postAggregate: 'f' } } };
    const refused = await run({ ...given, connection: { ping: 'refused' } });
    expect(refused).toMatchObject({ ending: 'offline', totals: { pages: 0 } });
    expect(refused.reason).toBe('refused answered with statusCode 401: Wrong key.');
    const broken = await run({ ...given, connection: { ping: 'broken' } });
    expect(broken).toMatchObject({ ending: 'stopped', reason: 'broken failed: No line.' });
    expect(broken.stages.find(({ name }) => name === 'postAggregate')?.calls).toBe(0);
  });

  it("reports its functions' log", async () => {
    const lines: string[] = [];
    const f = module(`export const f = ({ data }, _callback, { log }) => {
      log.info('seen', { records: data.length });
      console.log('said');
      return data.map((one) => ({ data: one }));
    };`);
    await run(
      { module: f, export: { pageSize: 5 }, import: { hooks: { preMap: 'f' } } },
      { onLog: (line) => lines.push(line) },
    );
    expect(lines).toEqual([expect.stringContaining('"records":5'), 'said']);
  });

  it('has no secret in what its functions log or write to the console', async () => {
    const lines: string[] = [];
    const f = module(`export const f = ({ data, bearerToken }, _callback, { log }) => {
      const password = 'open "sesame" now';
      log.info('seen', { bearerToken, note: 'with ' + password });
      console.log(bearerToken, btoa(password), encodeURIComponent(password));
      return data.map((one) => ({ data: one }));
    };`);
    await run(
      {
        module: f,
        connection: { encrypted: { password: { env: 'SHOP_PASSWORD' } } },
        import: { hooks: { preMap: 'f' } },
      },
      { onLog: (line) => lines.push(line), env: { SHOP_PASSWORD: 'open "sesame" now' } },
    );
    expect(lines[0]).toContain('with [redacted]');
    expect(lines[1]).toMatch(/^\[redacted\]\S* \[redacted\]\S* \[redacted\]$/);
  });

  it('cannot be made of settings that are not JSON data', async () => {
    const given = { module: failing, settings: { count: 1n }, import: { hooks: { preMap: 'keep' } } };
    await expect(run(given)).rejects.toThrow('BigInt');
  });

  it('lists breaches outside of pages first', async () => {
    const f = module(`
      export const ping = () => ({ statusCode: 200, errors: [{ code: 'slow' }] });
      export const f = () => { throw { message: 'No code.' }; };`);
    const { breaches } = await run({ module: f, connection: { ping: 'ping' }, import: { hooks: { preMap: 'f' } } });
    expect(breaches.map(({ stage, page }) => `${stage} ${page}`)).toEqual([
      'ping undefined',
      'preMap 0',
      'preMap 1',
      'preMap 2',
    ]);
    expect(breaches[1]?.message).toContain('preMap (f), page 0: No code.');
  });

  it('passes the name of its file to postAggregate', async () => {
    const f = module(
      'export const f = ({ postAggregateData }) => { console.log(JSON.stringify(postAggregateData)); };',
    );
    const lines: string[] = [];
    const given = { file: write('all.ndjson', ''), skipAggregation: false, hooks: { postAggregate: 'f' } };
    await run({ module: f, import: given }, { onLog: (line) => lines.push(line) });
    expect(JSON.parse(String(lines[0]))).toEqual({ success: true, _json: { fileName: 'all.ndjson' } });
  });
});
