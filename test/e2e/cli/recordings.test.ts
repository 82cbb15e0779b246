import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';
import { failedRecordingOf, recordingOf } from '../../dev/recordings.ts';

const answered = recordingOf({ kind: 'preMap' });
const failed = failedRecordingOf();
const later = recordingOf({ address: { function: 'loadPage' } });
const FOLDER = '.integrator-extension/recordings';

const { folder, path } = createFolder({
  ...Object.fromEntries([answered, failed, later].map((one) => [`${FOLDER}/${one.id}.json`, JSON.stringify(one)])),
  'damaged/2026-11-30T16-05-59-000Z-0001.json': '{"version":2}',
});
const AWS = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', AWS_REGION: 'us-east-1' };
const run = (...args: string[]) => runBuilt(['recordings', ...args], { cwd: folder, env: AWS });

/** The ids of the recordings that `list` prints. */
async function list(...args: string[]): Promise<string[]> {
  const { code, out } = await run('list', ...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(out).map(({ id }: { readonly id: string }) => id);
}

it('recordings list prints a line for each, oldest first, and takes filters', async () => {
  const { code, out, err } = await run('list');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const rows = out.split('\n').filter((line) => line.includes('2026-'));
  expect(rows.map((row) => row.split('│').map((cell) => cell.trim())[4])).toEqual([
    'answered',
    'no_customer',
    'answered',
  ]);
  expect(await list('--failures')).toEqual([failed.id]);
  expect(await list('--function', 'loadPage')).toEqual([later.id]);
  expect(await list('--last', '2')).toEqual([failed.id, later.id]);
});

it.each(['list', 'pull'])('recordings %s names a damaged file and ends with 2', async (action) => {
  const { code, err } = await run(action, 'damaged');
  expect(code).toBe(2);
  expect(err).toMatch(/invalid_recording {2}\S+0001\.json: found version 2, expected a recording of version 1/);
});

it('recordings show prints the parts of a recording, by its id or the start of it', async () => {
  const { code, out } = await run('show', failed.id);
  expect(code).toBe(0);
  for (const part of ['hook.tidyOrders', 'no_customer  found no customer', 'src/orders.ts:12:9', 'ada@example.com'])
    expect(out).toContain(part);
  expect(JSON.parse((await run('show', failed.id.slice(0, -3), '--json')).out)).toEqual(failed);
  const { code: several, err } = await run('show', '2026-11-30');
  expect(several).toBe(2);
  expect(err).toContain('found 3 recordings with the id 2026-11-30, expected one');
});

it('recordings pull takes what is not there yet', async () => {
  const pull = () => run('pull', FOLDER, 'pulled', '--function', 'tidyOrders');
  expect(await pull()).toMatchObject({ code: 0, out: 'pulled: 2 added, 0 there already\n' });
  expect(await pull()).toMatchObject({ code: 0, out: 'pulled: 0 added, 2 there already\n' });
  expect(readdirSync(path('pulled')).toSorted()).toEqual([answered, failed].map(({ id }) => `${id}.json`));
});

it('recordings takes a function with its group, and lists the functions where none is so named', async () => {
  expect(await list('--function', 'hooks.tidyOrders')).toEqual([answered.id, failed.id]);
  const said = 'none of 3 recordings matches; found those of hooks.tidyOrders, loadPage';
  expect(await run('list', '--function', 'nobody')).toEqual({ code: 0, out: '', err: `${said}\n` });
  expect(await run('pull', FOLDER, 'none', '--function', 'loadPages')).toEqual({
    code: 1,
    out: '',
    err: `no_recordings  ${FOLDER}: ${said}; did you mean loadPage?\n`,
  });
});

it.each([
  [['list', 's3://bucket/calls', '--endpoint-url', 'http://127.0.0.1:1'], 1, /^s3_failed {2}s3:\/\/bucket\/calls: ./],
  [['list', 's3://bucket', '--endpoint-url', 'here'], 2, /^invalid_url {2}--endpoint-url: found here, expected an/],
  [['list', 's3://B'], 2, /^wrong_usage {2}found s3:\/\/B, expected s3:\/\/BUCKET\/PREFIX/],
  [['list', 'nowhere'], 2, /^no_recordings {2}nowhere: found no recordings, expected at least one/],
  [['list', '--since', 'noon'], 2, /^wrong_usage {2}--since: found noon, expected a time/],
  [['shw'], 2, /^wrong_usage {2}found shw, expected one of list, show, pull; did you mean show\?/],
])('recordings %j ends with %i and says why', async (args, code, message) => {
  const { err, ...ran } = await run(...args);
  expect(ran).toEqual({ code, out: '' });
  expect(err).toMatch(message);
});
