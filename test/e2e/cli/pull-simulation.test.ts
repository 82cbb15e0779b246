import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runHere } from '../../cli/command-line.ts';
import { edit, fixture, ORDERS, REGIONS, SHIPMENTS, startAccount } from '../../cli/commands/pull/account.ts';
import { createPulling } from './pulling.ts';

const { path, read, pull } = createPulling();

async function simulate(env: Readonly<Record<string, string>> = {}) {
  Object.assign(process.env, env);
  const { code, out, err } = await runHere(['simulate', path(), '--json', '--quiet']);
  for (const name of Object.keys(env)) delete process.env[name];
  return { code, err, report: JSON.parse(out) };
}

/** Runs the sample's own folder in a copy, to compare with. */
async function simulateSample(name: string) {
  const copy = path('..', name);
  cpSync(fixture(name), copy, { recursive: true });
  const { out } = await runHere(['simulate', copy, '--json', '--quiet']);
  const { totals, stages } = JSON.parse(out);
  return { totals, stages: countStages(stages) };
}

const countStages = (stages: Record<string, unknown>[]) =>
  stages.map(({ name, input, output, errors }) => ({ name, input, output, errors }));

describe('the first simulation.yaml', () => {
  it('makes a simulation say what is missing, and in which line', async () => {
    await startAccount();
    await pull(ORDERS);
    const text = read('simulation.yaml');
    const line = text.split('\n').indexOf('  5000000000000000000000a1: {}') + 1;
    expect(text).toContain('  # orders: fill in where its functions are, one of\n  #   module: ');
    expect(text).toContain('  #   lambda: { function: orders, region: eu-west-1 }\n');
    expect(text).toContain('Notify warehouse (HTTPImport): it answers each record with success');
    const { code, err } = await runHere(['simulate', path(), '--quiet']);
    expect(code).toBe(2);
    expect(err).toContain(`simulation.yaml:${line}:`);
    expect(err).toContain('expected exactly one of module, lambda and server');
  });

  it('takes the encrypted values of a connection from the environment', async () => {
    const fake = await startAccount();
    edit(fake.connections, '9000000000000000000000a1', {
      wrapper: {
        _stackId: '5000000000000000000000a1',
        pingFunction: 'pingShop',
        encrypted: '******',
        encryptedFields: [{ id: 'apiKey', label: 'API key' }],
      },
    });
    await pull(ORDERS, '--lookup-data');
    expect(read('simulation.yaml')).toContain('    encrypted:\n      apiKey: { env: SHOP_API_KEY }\n');
    completeOrders();
    const { code, err } = await runHere(['simulate', path(), '--quiet']);
    expect([code, err]).toEqual([2, expect.stringContaining('found no environment variable "SHOP_API_KEY"')]);
    expect((await simulate({ SHOP_API_KEY: 'none' })).report.totals).toEqual((await simulateSample('orders')).totals);
  });

  function completeOrders() {
    cpSync(fixture('orders', 'functions.mjs'), path('functions.mjs'));
    const text = read('simulation.yaml').replace(
      '5000000000000000000000a1: {}',
      '5000000000000000000000a1: { module: functions.mjs }',
    );
    writeFileSync(path('simulation.yaml'), text);
  }

  it('is all that a pulled flow needs: completed, it runs as its sample does', async () => {
    await startAccount();
    await pull(ORDERS, '--lookup-data');
    completeOrders();
    const { report } = await simulate();
    const sample = await simulateSample('orders');
    expect(report.ending).toBe('done');
    expect({ totals: report.totals, stages: countStages(report.stages) }).toEqual(sample);
  });

  it('makes a simulation ask for the data of lookup caches that was not pulled', async () => {
    await startAccount();
    await pull(ORDERS);
    completeOrders();
    const { code, err } = await runHere(['simulate', path(), '--quiet']);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('the lookup cache 7000000000000000000000a1, whose data is not in lookupcaches/'),
    ]);
  });

  it('needs nothing more for a flow of scripts with mock data', async () => {
    await startAccount();
    await pull(REGIONS);
    const { code, report } = await simulate();
    expect(code).toBe(0);
    expect({ totals: report.totals, stages: countStages(report.stages) }).toEqual(await simulateSample('regions'));
  });

  it('and a hook that is broken on purpose is named with its record, step, branch and path', async () => {
    await startAccount();
    await pull(REGIONS);
    const script = 'scripts/c00000000000000000000002.js';
    writeFileSync(path(script), read(script).replace('{ data: { alarm', '{ dta: { alarm'));
    const { code, report } = await simulate();
    expect(code).toBe(1);
    const [breach] = report.breaches;
    expect(breach).toMatchObject({ rule: 'contract', stage: 'Alarm: preMap', function: 'onlyLoud', record: '1:0' });
    expect(breach.message).toContain('response[0]');
    expect(breach.message).toContain('"dta"; did you mean data?');
    const { stages } = report.journey.find(({ key }: { key: string }) => key === breach.record);
    expect(stages.find(({ name }: { name: string }) => name === 'By weight').branches).toEqual(['Archive', 'Alarm']);
  });

  it('says what a flow without mock data needs', async () => {
    await startAccount();
    await pull(SHIPMENTS);
    expect(read('simulation.yaml')).toContain(
      '# exports:\n  # Read parcels (FTPExport): it has no mockOutput: give a file of records\n',
    );
    const { code, err } = await runHere(['simulate', path(), '--quiet']);
    expect([code, err]).toEqual([2, expect.stringContaining('exports.e00000000000000000000021.records')]);
  });
});

describe('--sample', () => {
  const parcels = [1, 2, 3, 4].map((parcel) => ({ shipment: 'S1', parcel, token: 'sec-sample-50' }));

  it('stores records of each export that is no wrapper, keeps them from Git, and warns', async () => {
    const fake = await startAccount();
    edit(fake.connections, '9000000000000000000000b1', { export: () => parcels });
    const { code, err, states } = await pull(SHIPMENTS, '--sample', '3');
    expect(code).toBe(0);
    expect(err).toContain('samples/ holds data of your customers: Git ignores it');
    const sample = 'samples/e00000000000000000000021.ndjson';
    expect(states[sample]).toBe('written');
    expect(read('.gitignore')).toBe('samples/\n');
    expect(
      read(sample)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([1, 2, 3].map((parcel) => ({ shipment: 'S1', parcel, token: '******' })));
    expect(read('simulation.yaml')).toContain(`\nexports:\n  # Read parcels (FTPExport): the records of a preview\n`);
    expect((await simulate()).report.totals).toMatchObject({ exported: 1 });
  });

  it('asks for a test export without what the simulator applies itself, which marks nothing', async () => {
    const fake = await startAccount();
    edit(fake.exports, 'e00000000000000000000021', { type: 'once', once: { booleanField: 'sent' }, rawData: 'old' });
    await pull(SHIPMENTS, '--sample', '3');
    const [request] = fake.requests.filter(({ path }) => path === '/v1/exports/preview');
    expect(request?.body).toMatchObject({ _id: 'e00000000000000000000021', type: 'test', test: { limit: 3 } });
    for (const key of ['transform', 'filter', 'hooks', 'rawData']) expect(request?.body).not.toHaveProperty(key);
    expect(request?.body).not.toHaveProperty('file.groupByFields');
  });

  it('asks a delta export for the records of a year', async () => {
    const fake = await startAccount();
    edit(fake.exports, 'e00000000000000000000021', { type: 'delta' });
    await pull(SHIPMENTS, '--sample', '3');
    const [request] = fake.requests.filter(({ path }) => path === '/v1/exports/preview');
    const { lastExportDateTime, currentExportDateTime } = Object(request?.body).postData;
    expect(Date.parse(currentExportDateTime) - Date.parse(lastExportDateTime)).toBe(365 * 24 * 3600 * 1000);
  });

  it('says that a later sample is not named in simulation.yaml, which stays', async () => {
    const fake = await startAccount();
    await pull(SHIPMENTS);
    edit(fake.connections, '9000000000000000000000b1', { export: () => parcels });
    const { states, notes } = await pull(SHIPMENTS, '--sample', '3');
    expect(states['simulation.yaml']).toBe('kept');
    expect(notes).toEqual([
      'samples/e00000000000000000000021.ndjson: simulation.yaml does not name it; its export takes it with { records: samples/e00000000000000000000021.ndjson }',
    ]);
  });

  it('never prints the records of a sample that has changed', async () => {
    const fake = await startAccount();
    edit(fake.connections, '9000000000000000000000b1', { export: () => parcels });
    await pull(SHIPMENTS, '--sample', '3');
    edit(fake.connections, '9000000000000000000000b1', { export: () => [{ parcel: 'a customer’s' }] });
    writeFileSync(path('.gitignore'), 'out/');
    const { out } = await runHere(['pull', SHIPMENTS, path(), '--sample', '3']);
    expect(out).toMatch(/^changed {4}samples\/e00000000000000000000021\.ndjson$/m);
    expect(out).not.toContain('a customer’s');
    expect(read('.gitignore')).toBe('out/\nsamples/\n');
  });

  it('says of lookups, empty previews and failures that there is no sample', async () => {
    const fake = await startAccount();
    edit(fake.exports, 'e00000000000000000000002', { adaptorType: 'HTTPExport', wrapper: undefined });
    const lookup = await pull(ORDERS, '--sample', '1');
    expect(lookup.notes).toContainEqual(expect.stringMatching(/^exports\/e0+2: found a lookup, /));
    rmSync(path(), { recursive: true });
    const empty = await pull(SHIPMENTS, '--sample', '1');
    expect([empty.code, empty.notes]).toEqual([
      0,
      ['exports/e00000000000000000000021: its preview has no records; it has no sample'],
    ]);
    fake.fail({ path: '/v1/exports/preview', status: 401, body: { message: 'The application refused it.' } });
    const refused = await pull(SHIPMENTS, '--sample', '1');
    expect([refused.code, refused.unreadable]).toEqual([
      1,
      [expect.objectContaining({ document: 'exports/e00000000000000000000021 (preview)', status: 401 })],
    ]);
    const stages = [{ name: 'request', errors: [{ code: 'timeout', message: 'No answer with Bearer abc12345678.' }] }];
    fake.fail({ path: '/v1/exports/preview', status: 200, body: { data: [], stages } });
    const failed = await pull(SHIPMENTS, '--sample', '1');
    expect(failed.unreadable).toMatchObject([{ message: 'timeout: No answer with Bearer ******' }]);
  });

  it.each(['0', '101'])('refuses %s records', async (count) => {
    await startAccount();
    const { code, err } = await runHere(['pull', ORDERS, path(), '--sample', count]);
    expect([code, err]).toEqual([2, expect.stringContaining('expected a number of records from 1 to 100')]);
  });
});
