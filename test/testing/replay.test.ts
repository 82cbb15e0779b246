import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { type Callback, type Context, define } from 'integrator-extension-lambda';
import { enforce } from 'integrator-extension-lambda/contracts';
import { createHarness, RecordingMismatch } from 'integrator-extension-lambda/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.ts';
import type { Recording } from '../../src/recording/recording.ts';
import { openInProcess } from '../../src/transport/in-process.ts';
import { createFolder } from '../cli/command-line.ts';

const { write } = createFolder();
let factor = 2;
let extra = '';
let asked = 0;
const server = createServer((_, response) => {
  asked += 1;
  response.end('{"rate":3}');
});
let base = '';

const module = {
  price: define.preMap(async ({ data, bearerToken }) => {
    const headers = { authorization: `Bearer ${bearerToken}`, 'x-key': String(process.env.REPLAY_KEY) };
    const answer = await fetch(`${base}/rate${extra}`, { headers });
    const { rate } = (await answer.json()) as { rate: number };
    return data.map((one) => ({ data: { ...one, price: rate * factor, at: new Date().toISOString() } }));
  }),
  short: define.preMap(() => [{}]),
  says: (_options: object, _callback: Callback<string>, { log }: Context) => {
    log.warn('stock is low', { left: 3 });
    return 'said';
  },
  fails: ({ isFixed = factor > 2 }: { isFixed?: boolean }) => {
    if (!isFixed) throw new TypeError('No.');
    return 'fixed';
  },
};

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.REPLAY_KEY = 'a-secret-of-the-environment';
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  delete process.env.REPLAY_KEY;
});

const SECRETS = ['a-secret-of-the-environment', 'a-secret-bearer-token'];

/** Records a call as the tools do, and writes its file. */
async function record(
  name: string,
  options: object,
  enforces = false,
  change: Partial<Recording> = {},
): Promise<string> {
  const hosted = { host: { diy: true }, config: { diy: module }, module, handler: undefined } as const;
  const transport = openInProcess(hosted, { onLine: () => {}, ...(enforces && { contracts: enforce }) });
  const address = { function: name, diy: true } as const;
  const result = await transport.call({ address, options: JSON.stringify(options), timeout: 10_000, records: true });
  await transport.close();
  const outcome = 'errors' in result ? { problems: result.errors } : { response: JSON.parse(result.response) };
  const secrets = [{ name: 'env.REPLAY_KEY', value: 'a-secret-of-the-environment' }];
  const recording = createRecording(
    { source: 'invoke', address, options, ...outcome, ms: 1, ...result.trace },
    { secrets },
  );
  const text = JSON.stringify({ ...recording, ...change });
  for (const secret of SECRETS) expect(text).not.toContain(secret);
  return write(`${recording.id}.json`, text);
}

const page = { data: [{ id: 1 }], _importId: '5f', bearerToken: 'a-secret-bearer-token' };

describe('harness.replay', () => {
  it('makes a recorded call again, without the network and without its secrets', async () => {
    const file = await record('price', page);
    const { replay, logs } = createHarness(module);
    const before = asked;
    await replay(file, { ignore: ['response[*].data.at'] });
    await replay(pathToFileURL(file), { ignore: ['response[*].data.at'] });
    expect(asked).toBe(before);
    expect(process.env.REPLAY_KEY).toBe('a-secret-of-the-environment');
    expect(logs.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('has the lines of the call in the logs of the harness', async () => {
    const { replay, logs } = createHarness(module);
    await replay(await record('says', {}));
    expect(logs).toMatchObject([{ level: 'warn', message: 'stock is low', left: 3 }]);
  });

  it('rejects with each difference, readable', async () => {
    const file = await record('price', page);
    const { replay } = createHarness(module);
    factor = 5;
    const failed: RecordingMismatch = await replay(file, { ignore: ['response[*].data.at'] }).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    factor = 2;
    expect(failed).toBeInstanceOf(RecordingMismatch);
    expect(failed.message).toMatch(/^price, recorded as [\w-]+:\n {2}response\[0\]\.data\.price: recorded 6, now 15$/);
    expect(failed).toMatchObject({
      differences: [{ path: 'response[0].data.price', recorded: 6, now: 15 }],
      expected: [{ data: { price: 6 } }],
      actual: [{ data: { price: 15 } }],
    });
  });

  it('rejects where a request is sent that was not recorded, and shows no secret', async () => {
    const file = await record('price', page);
    extra = '?of=a-secret-of-the-environment';
    const failed = await createHarness(module)
      .replay(file)
      .then(
        () => expect.unreachable(),
        ({ message }) => message,
      );
    extra = '';
    expect(failed).toContain('problems: recorded nothing');
    expect(failed).toContain('not in the recording; the nearest is http[0]');
    expect(failed).toContain('http[0]: ');
  });

  it('lets time stand still', async () => {
    const file = await record('price', page, false, { when: '2021-01-01T00:00:00.000Z' });
    const { replay } = createHarness(module);
    await expect(replay(file, { at: '2020-02-02T02:02:02.000Z' })).rejects.toThrow('now "2020-02-02T02:02:02.000Z"');
    await expect(replay(file, { at: true })).rejects.toThrow('now "2021-01-01T00:00:00.000Z"');
  });

  it('lists 20 differences, and counts the others', async () => {
    const file = await record('fails', { isFixed: true }, false, { response: Array.from({ length: 25 }, (_, n) => n) });
    const { replay } = createHarness({ diy: { fails: () => Array.from({ length: 25 }, () => -1) } });
    await expect(replay(file)).rejects.toThrow(/response\[19\]: recorded 19, now -1\n {2}and 5 more$/);
  });

  it('expects a failed call to fail as it did, or to be answered now', async () => {
    const file = await record('fails', {});
    const { replay } = createHarness(module);
    await replay(file);
    await expect(replay(file, { expects: 'answer' })).rejects.toThrow(
      /^fails, recorded as [\w-]+:\n {2}TypeError: No\.$/,
    );
    factor = 3;
    await replay(file, { expects: 'answer' });
    await expect(replay(file)).rejects.toThrow(
      'problems: recorded [{"message":"No.","code":"TypeError"}], now nothing',
    );
    factor = 2;
  });

  it('compares a call whose host enforced contracts with the same rules', async () => {
    const options = { data: [{ id: 1 }, { id: 2 }], _importId: '5f', bearerToken: 'a-secret-bearer-token' };
    const { replay } = createHarness(module);
    const enforced = await record('short', options, true);
    await replay(enforced);
    await expect(replay(enforced, { expects: 'answer' })).rejects.toThrow('1 element for 2');
    await replay(await record('short', options));
    const broken = { data: 5, _importId: '5f', bearerToken: 'a-secret-bearer-token' };
    await replay(await record('short', broken, true));
    await expect(replay(enforced.replace(/[^/]*$/, 'none.json'))).rejects.toThrow('none.json');
  });

  it('has problems without a code', async () => {
    const file = await record('fails', {}, false, { problems: [{ message: 'No.' }] });
    const bare = createHarness({ fails: () => Promise.reject(Object.assign(new Error('Odd.'), { code: 5 })) });
    await expect(bare.replay(file, { expects: 'answer' })).rejects.toThrow('Odd.');
  });
});
