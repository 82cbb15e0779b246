import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const SECRET = 'key-of-the-shop-2291';
const TOKEN = 'token-of-the-flow-7713';

const moduleOf = (price: string, path = '/rate') => `
  import { define } from 'integrator-extension-lambda';
  export const price = define.preMap(async ({ data, bearerToken }) => {
    const headers = { authorization: 'Bearer ' + bearerToken, 'x-key': process.env.SHOP_KEY };
    const { rate } = await (await fetch(process.env.SHOP_URL + '${path}', { headers })).json();
    console.log('the key is', process.env.SHOP_KEY);
    return data.map((one) => ({ data: { ...one, price: ${price}, at: new Date().toISOString() } }));
  });
  export const fails = ({ qty }) => { if (qty > 1) throw new Error('Too many.'); return qty; };`;

const { folder, write, path } = createFolder({ 'package.json': '{"type":"module"}', 'src/index.js': moduleOf('rate') });
const options = JSON.stringify({ data: [{ id: 1 }, { id: 2 }], _importId: '5f', bearerToken: TOKEN });
const recordings = '.integrator-extension/recordings';
const server = createServer((_, response) => response.end('{"rate":3}'));
const env: Record<string, string> = { SHOP_KEY: SECRET };

const run = (...args: string[]) => runBuilt(args, { cwd: folder, env });

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  env.SHOP_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { err, code } = await run(
    'invoke',
    'src/index.js',
    'price',
    '--options',
    options,
    '--record',
    '--secret',
    'SHOP_KEY',
  );
  expect(err).toMatch(/recorded as .*recordings/);
  expect(code).toBe(0);
  // From here on, nobody answers.
  server.closeAllConnections();
  server.close();
});

afterAll(() => {
  server.close();
});

const file = () => path(join(recordings, readdirSync(path(recordings))[0] ?? ''));
const AT = ['--ignore', 'response[*].data.at'];

/** Reads every file of the folder but the installed packages. */
function readAll(at = folder): string {
  const names = readdirSync(at).filter((name) => name !== 'node_modules');
  return names
    .map((name) =>
      statSync(join(at, name)).isDirectory() ? readAll(join(at, name)) : readFileSync(join(at, name), 'utf8'),
    )
    .join('\n');
}

describe('replay', () => {
  it('calls the module as recorded, without the network and without secrets', async () => {
    const { out, code } = await run('replay', ...AT);
    expect(out).toMatch(/^equal {2}20\S+ {2}price \(preMap\)\n1 recording: 1 equal\n$/);
    expect(code).toBe(0);
    expect(readAll()).not.toContain(SECRET);
    expect(readAll()).not.toContain(TOKEN);
  });

  it('ends with 1, each difference, and advice about times', async () => {
    const { out, err, code } = await run('replay', file());
    expect(out).toContain('response[0].data.at: recorded "20');
    expect(err).toContain("times differ: --ignore 'response[*].data.at' leaves them out");
    expect(code).toBe(1);
    const other = write('other.js', moduleOf('rate * 2'));
    const found = await run('replay', '--module', other, ...AT, '--json', '--fresh');
    const differences = [0, 1].map((n) => ({ path: `response[${n}].data.price`, recorded: 3, now: 6 }));
    expect(JSON.parse(found.out)).toMatchObject({
      recordings: [{ status: 'different', differences }],
      different: 1,
      equal: 0,
    });
    expect(found.code).toBe(1);
  });

  it('calls no import with --no-imports, and ends with 1', async () => {
    const recorded = JSON.parse(readFileSync(file(), 'utf8'));
    const other = createFolder({
      'index.mjs': 'export const price = () => { throw new Error("called"); };',
      'import.json': JSON.stringify({ ...recorded, kind: 'import' }),
    });
    const args = ['replay', 'import.json', '--module', 'index.mjs', '--no-imports'];
    const { code, out } = await runBuilt(args, { cwd: other.folder });
    expect(code).toBe(1);
    expect(out).toContain('not called with --no-imports, or "imports": false: its kind is import, and it may write');
    expect(out).not.toContain('called"');
  });

  it('names a request that was not recorded, and accepts no such call', async () => {
    const other = write('other.js', moduleOf('rate', '/rates'));
    const before = readFileSync(file(), 'utf8');
    for (const more of [[], ['--update']]) {
      const { out, code } = await run('replay', '--module', other, ...AT, ...more);
      expect(out).toContain(
        `http[0]: GET ${env.SHOP_URL}/rates: not in the recording; the nearest is http[0] GET ${env.SHOP_URL}/rate;`,
      );
      expect(code).toBe(1);
    }
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it('accepts differences with --update, and Date stands still with --at', async () => {
    cpSync(path(recordings), path('accepted'), { recursive: true });
    const updated = await run('replay', 'accepted', '--at', '2026-01-02T03:04:05Z', '--update');
    expect(updated).toMatchObject({ code: 0, out: expect.stringContaining('1 recording: 1 updated') });
    const text = readAll(path('accepted'));
    expect(text).toContain('2026-01-02T03:04:05.000Z');
    expect(text).toContain('«secret:env.SHOP_KEY»');
    expect(text).not.toContain(SECRET);
    expect(await run('replay', 'accepted', '--at', '2026-01-02T03:04:05Z')).toMatchObject({ code: 0 });
  });

  it('ends with 2 for nothing to replay, and for what it cannot read', async () => {
    write('empty/note.txt', '');
    const refused = async (...args: string[]) => {
      const { err, code } = await run('replay', ...args);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused('empty')).toContain('no_recordings  empty: found no recording');
    expect(await refused('nowhere')).toContain('no_recordings  nowhere: found no recording');
    expect(await refused('--ignore', 'options.a')).toContain('invalid_place  --ignore: options.a: found "options"');
    expect(await refused('--at', 'noon')).toContain('invalid_time  --at: found "noon"');
    expect(await refused('--module', 'none.js')).toContain('no_module  none.js');
  });

  it.each(['replay', 'recordings show', 'event --from'])(
    'names a file that is no recording, as `%s` does',
    async (command) => {
      const damaged = write('damaged/a.json', '{"version":2,"id":"a","source":"dev","address":{}}');
      const { code, err } = await run(...command.split(' '), damaged);
      expect(code).toBe(2);
      expect(err).toBe(`invalid_recording  ${damaged}: found version 2, expected a recording of version 1\n`);
    },
  );
});

describe('replay --save-test', () => {
  it.each([
    ['node:test', '{"type":"module"}', (test: string) => ['--test', test]],
    [
      'vitest',
      '{"type":"module","devDependencies":{"vitest":"5"}}',
      (test: string) => [vitest(), 'run', '--root', folder, test],
    ],
  ])('writes a test for %s that is green, and red once the function is broken', async (runner, json, toArgs) => {
    write('package.json', json);
    const test = `test/${runner.replace(':', '-')}.test.js`;
    const { out, code } = await run('replay', ...AT, '--save-test', test);
    expect({ code, lines: out.trim().split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(readFileSync(path(test), 'utf8')).toContain(`from '${runner}'`);
    const runTest = () =>
      spawnSync(process.execPath, toArgs(test), {
        cwd: folder,
        env: { ...process.env, ...env, NODE_TEST_CONTEXT: undefined },
        encoding: 'utf8',
      });
    const green = runTest();
    expect(`${green.stdout}${green.stderr}`).toMatch(/pass/);
    expect(green.status).toBe(0);
    write('src/index.js', moduleOf('rate - 1'));
    const red = runTest();
    write('src/index.js', moduleOf('rate'));
    expect(`${red.stdout}${red.stderr}`).toContain('response[0].data.price: recorded 3, now 2');
    expect(red.status).toBe(1);
    expect(await run('replay', '--save-test', test)).toMatchObject({
      code: 2,
      err: expect.stringContaining('no_test  --save-test:'),
    });
  });
});

describe('a recording in the place of an event', () => {
  it('is taken by event, invoke, types, check and simulate', async () => {
    const event = await run('event', '--from', file(), '--envelope', '--json');
    expect(JSON.parse(event.out)).toMatchObject({
      function: 'price',
      diy: true,
      options: { bearerToken: '«secret:bearerToken»' },
    });
    expect(await run('event')).toMatchObject({ code: 2, err: expect.stringContaining('found no kind') });
    expect(await run('event', 'preMap', '--from', file())).toMatchObject({ code: 2 });
    const called = await run('invoke', 'src/index.js', 'fails', '--options', file());
    expect(called).toMatchObject({ code: 0 });
    expect((await run('types', file(), '--name', 'Order')).out).toMatch(/interface Order \{\s+id: number/);
    const still = write(
      'still.js',
      moduleOf('1')
        .replace(/const \{ rate \}.*/, 'const rate = 1;')
        .replace(', at: new Date().toISOString()', ''),
    );
    expect(await run('check', still, 'price', '--events', path(recordings), '--runs', '20')).toMatchObject({ code: 0 });
    const flow = {
      name: 'f',
      extension: { module: still },
      export: { file: file() },
      import: { echo: true, hooks: { preMap: 'price' } },
    };
    const ran = await run('simulate', write('flow.json', JSON.stringify(flow)), '--json');
    expect(JSON.parse(ran.out)).toMatchObject({ totals: { exported: 2, imported: 2 } });
  });
});

it('invoke --record keeps a failed call, and ends as it would without', async () => {
  const { code, err } = await run('invoke', 'src/index.js', 'fails', '--options', '{"qty":2}', '--record', 'failed');
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('Too many.') });
  expect(readAll(path('failed'))).toContain('"message": "Too many."');
  expect(await run('replay', 'failed')).toMatchObject({ code: 0 });
  const mended = write('mended.js', 'export const fails = ({ qty }) => qty;');
  const found = await run('replay', 'failed', '--module', mended);
  expect(found.code).toBe(1);
  expect(found.out).toMatch(/^mended {2}20\S+ {2}fails\n[\s\S]*1 recording: 1 mended\n$/);
  expect(found.err).toBe(
    '1 call is mended: it failed when it was recorded, and now answers; --update-mended accepts the answer\n',
  );
  const { out } = await run('replay', 'failed', '--module', mended, '--json');
  expect(JSON.parse(out)).toMatchObject({ recordings: [{ status: 'mended' }], mended: 1, different: 0 });
  const worse = write('worse.js', "export const fails = () => { throw new Error('Too few.'); };");
  const changed = await run('replay', 'failed', '--module', worse);
  expect(changed).toMatchObject({ code: 1, out: expect.stringContaining('1 recording: 1 different'), err: '' });
  expect(await run('replay', 'failed', '--module', mended, '--update')).toMatchObject({ code: 0 });
  expect(await run('replay', 'failed', '--module', mended)).toMatchObject({ code: 0 });
  const missing = await run('invoke', 'src/index.js', 'fails', '--record', '--secret', 'NO_SUCH_VARIABLE');
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('NO_SUCH_VARIABLE') });
  const unknown = await run('invoke', 'src/index.js', 'fails', '--record', '--hide', 'option.qty');
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('hidden path option.qty: found `option`') });
});

/** The command line of vitest. */
function vitest(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('vitest/package.json'))), 'vitest.mjs');
}

it('calls the module as the connector that all recordings address', async () => {
  const only = ['invoke', 'src/index.js', 'fails', '--options', '{"qty":1}', '--connector', '5f08'];
  expect(await run(...only, '--record', 'of-connector')).toMatchObject({ code: 0 });
  expect(await run('replay', 'of-connector')).toMatchObject({ code: 0, out: expect.stringContaining('1 equal') });
});
