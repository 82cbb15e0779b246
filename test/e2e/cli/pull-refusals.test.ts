import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runHere } from '../../cli/command-line.ts';
import { edit, ORDERS, REGIONS, startAccount, TOKEN } from '../../cli/commands/pull/account.ts';
import { createPulling } from './pulling.ts';

const { path, read, files, contents, pull } = createPulling();

describe('what cannot be read', () => {
  it('is named, ends the command with 1, and costs nothing else', async () => {
    const fake = await startAccount();
    fake.scripts.delete('c00000000000000000000002');
    fake.fail({ path: '/v1/imports/d00000000000000000000012', status: 403, body: { message: 'Forbidden' } });
    fake.fail({ path: /descendants$/, status: 404 });
    const { code, err, unreadable } = await pull(REGIONS);
    expect(code).toBe(1);
    expect(unreadable).toMatchObject([
      { document: 'imports/d00000000000000000000012', status: 403 },
      { document: 'scripts/c00000000000000000000002', status: 404 },
    ]);
    expect(err).toContain(
      'could not read imports/d00000000000000000000012: GET /v1/imports/d00000000000000000000012: 403',
    );
    expect(files()).toContain('imports/d00000000000000000000014.json');
    expect(files()).toContain('scripts/c00000000000000000000001.js');
  });

  it('is gone if the account has it no more, and else may still be named', async () => {
    const fake = await startAccount();
    await pull(REGIONS);
    fake.imports.delete('d00000000000000000000013');
    fake.fail({ path: '/v1/imports/d00000000000000000000012', status: 403 });
    fake.fail({ path: /descendants$/, status: 404 });
    const { code, states } = await pull(REGIONS);
    expect(code).toBe(1);
    expect(states['imports/d00000000000000000000013.json']).toBe('gone');
    expect(Object.values(states).filter((state) => state === 'gone')).toHaveLength(1);
    expect(files()).toContain('imports/d00000000000000000000012.json');
  });

  it('never becomes a path out of the folder', async () => {
    const fake = await startAccount();
    edit(fake.imports, 'd00000000000000000000012', { hooks: { preMap: { _scriptId: '../../evil', function: 'f' } } });
    const { code, unreadable } = await pull(REGIONS);
    expect(code).toBe(1);
    expect(unreadable).toEqual([
      { document: 'scripts/"../../evil"', message: 'found an id with other signs than letters, digits, - and _' },
    ]);
    expect(fake.requests.map(({ path }) => path).join()).not.toContain('evil');
  });

  it('is the data of a lookup cache, too', async () => {
    const fake = await startAccount();
    fake.fail({ path: /getData$/, status: 403 });
    const { code, unreadable } = await pull(ORDERS, '--lookup-data');
    expect(code).toBe(1);
    expect(unreadable).toMatchObject([{ document: 'lookupcaches/7000000000000000000000a1 (data)', status: 403 }]);
    expect(files()).toContain('flow.json');
  });

  it('ends the command before the first file is written if the platform fails', async () => {
    const fake = await startAccount();
    fake.fail({ path: /^\/v1\/stacks\//, status: 500, body: { message: 'Oops' } });
    const { code, err } = await runHere(['pull', ORDERS, path()]);
    expect([code, err]).toEqual([1, expect.stringMatching(/^platform_failed {2}GET \/v1\/stacks\/.*: 500 .*Oops/)]);
    expect(existsSync(path())).toBe(false);
  });

  it('is no document if it is something else', async () => {
    const fake = await startAccount();
    fake.fail({ path: `/v1/flows/${ORDERS}`, status: 200, body: '<h1>Maintenance</h1>' });
    const { code, err } = await runHere(['pull', ORDERS, path()]);
    expect(code).toBe(1);
    expect(err).toContain('found a string, expected a document');
  });
});

describe('the account', () => {
  it('refuses a wrong token with both of its reasons, and the token is in no output', async () => {
    const fake = await startAccount();
    fake.revokeToken(TOKEN);
    const { code, out, err } = await runHere(['pull', ORDERS, path()]);
    expect(code).toBe(1);
    expect(err).toMatch(/^unauthorized {2}GET \/v1\/flows\/f0+1: 401 /);
    expect(err).toContain('The token may be wrong or expired, or belong to the other region: --region eu');
    expect(out + err).not.toContain(TOKEN);
  });

  it('refuses a token that expires on the way', async () => {
    const fake = await startAccount();
    fake.fail({ path: /descendants$/, status: 401 });
    const { code, err } = await runHere(['pull', ORDERS, path(), '--region', 'eu']);
    expect([code, err]).toEqual([1, expect.stringContaining('--region us')]);
    expect(existsSync(path())).toBe(false);
  });

  it.each([
    [404, 'the id may be wrong, or the flow belong to another account, environment or region'],
    [403, 'the scope of the token may lack it'],
  ])('that answers %s for the flow is explained', async (status, why) => {
    const fake = await startAccount();
    fake.fail({ path: `/v1/flows/${ORDERS}`, status });
    const { code, err } = await runHere(['pull', ORDERS, path()]);
    expect([code, err]).toEqual([1, expect.stringContaining(`asked: ${new URL(fake.url).host}): ${why}`)]);
  });

  it('needs a token in the environment', async () => {
    await startAccount();
    process.env.INTEGRATOR_IO_TOKEN = '';
    const { code, err } = await runHere(['pull', ORDERS, path()]);
    expect([code, err]).toEqual([2, expect.stringContaining('no_token  INTEGRATOR_IO_TOKEN: found nothing')]);
    process.env.INTEGRATOR_IO_TOKEN = 'two words of secret';
    const { err: other } = await runHere(['pull', ORDERS, path()]);
    expect(other).toContain('found a text that is no token');
    expect(other).not.toContain('two words');
  });

  it('is not asked at an address with credentials', async () => {
    const fake = await startAccount();
    process.env.INTEGRATOR_IO_API = 'https://user:hidden@api.example';
    const { code, err } = await runHere(['pull', ORDERS, path()]);
    expect([code, err]).toEqual([2, expect.stringContaining('INTEGRATOR_IO_API: found credentials in it')]);
    expect(err).not.toContain('hidden');
    expect(fake.requests).toEqual([]);
  });
});

describe('the folder', () => {
  it('keeps one flow: that of another is refused', async () => {
    await startAccount();
    await pull(ORDERS);
    const before = contents();
    const { code, err } = await runHere(['pull', REGIONS, path()]);
    expect([code, err]).toEqual([2, expect.stringContaining(`found the flow ${ORDERS}, expected ${REGIONS}`)]);
    expect(contents()).toEqual(before);
  });

  it('is new, empty or that of a flow: other files are safe', async () => {
    await startAccount();
    mkdirSync(path('imports'), { recursive: true });
    const { code, err } = await runHere(['pull', REGIONS, path()]);
    expect([code, err]).toEqual([2, expect.stringContaining('found imports and no flow.json')]);
  });

  it('refuses a file in the place of the folder', async () => {
    await startAccount();
    writeFileSync(path(), 'mine');
    const { code, err } = await runHere(['pull', ORDERS, path()]);
    expect([code, err]).toEqual([2, `not_a_folder  ${path()}: found a file, expected a new or empty folder\n`]);
  });

  it('is found again by its flow, whatever the flow is called now', async () => {
    const fake = await startAccount();
    const before = process.cwd();
    mkdirSync(path(), { recursive: true });
    process.chdir(path());
    onTestFinished(() => process.chdir(before));
    const first = await runHere(['pull', `https://integrator.io/integrations/none/flowBuilder/${ORDERS}`]);
    expect(first.out).toContain(`in ${join('flows', 'orders-to-erp')}\n`);
    expect(read('flows/orders-to-erp/simulation.yaml')).toContain('#   module: ../../src/index.ts\n');
    edit(fake.flows, ORDERS, { name: 'Renamed' });
    const second = await runHere(['pull', ORDERS]);
    expect(second.out).toContain(`in ${join('flows', 'orders-to-erp')}\n`);
  });
});
