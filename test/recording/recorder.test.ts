import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHandler, define, type LogLine } from 'integrator-extension-lambda';
import { type Recorder, type RecorderSettings, type Recording, recorder } from 'integrator-extension-lambda/recording';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLambdaContext } from '../../src/lambda/exchange.ts';

const TOKEN = 'token-of-this-one-call';

const functions = {
  greet: define.preMap(({ data }) => data.map((one) => ({ data: one }))),
  async asks({ url, bearerToken }: { url: string; bearerToken: string }) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${bearerToken}` } });
    return answer.json();
  },
  fails({ bearerToken }: { bearerToken: string }) {
    throw Object.assign(new Error(`401 for ${bearerToken}`), { code: 'refused' });
  },
  changes(options: { data: number[] }) {
    options.data.push(4);
    return options.data;
  },
  answersTooMuch: () => ['x'.repeat(100)],
  nothing: () => undefined,
};

/** Makes a handler with a recorder, and a function that calls it as the platform does. */
function setUp(settings: Partial<RecorderSettings> = {}, isLogging = true) {
  const recordings: Recording[] = [];
  const lines: LogLine[] = [];
  const take = (line: LogLine) => void lines.push(line);
  const logger = { debug: take, info: take, warn: take, error: take };
  const record: Recorder = recorder({ sink: (one) => void recordings.push(one), logger, ...settings });
  const handler = createHandler({ diy: functions, logger: isLogging ? record.logger : logger }).use(record);
  const call = (name: string, options: object = {}, more: object = {}) =>
    handler(
      { bearerToken: TOKEN, ...options },
      createLambdaContext({ diy: true, function: name, ...more }, () => 5_000),
    );
  const told = (message: string) => lines.filter((line) => line.message === message);
  return { recordings, lines, told, record, call, handler };
}

describe('a recorded call of a deployed handler', () => {
  it('has its address, options, response, kind, log lines, time and sizes', async () => {
    const { call, record, recordings } = setUp();
    const data = [{ sku: 'BK-01' }];
    await call('greet', { data });
    await record.flush();
    expect(recordings).toEqual([
      {
        version: 1,
        id: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-[\da-f]{4}$/),
        when: expect.stringMatching(/Z$/),
        source: 'deployed',
        build: '$LATEST',
        address: { function: 'greet', diy: true },
        kind: 'preMap',
        options: { bearerToken: '«secret:bearerToken»', data },
        response: [{ data: { sku: 'BK-01' } }],
        logs: [expect.objectContaining({ level: 'info', message: 'call answered', function: 'greet' })],
        findings: [],
        ms: expect.any(Number),
        bytes: { options: expect.any(Number), response: 26 },
        http: [],
      },
    ]);
  });

  it('has the problems of a failed call, and its stack, without the secret', async () => {
    const { call, record, recordings } = setUp();
    await expect(call('fails')).rejects.toContain(TOKEN);
    await record.flush();
    expect(recordings[0]).toMatchObject({ problems: [{ code: 'refused', message: '401 for «secret:bearerToken»' }] });
    expect(recordings[0]?.stack).toContain('401 for «secret:bearerToken»\n');
    expect(recordings[0]).not.toHaveProperty('response');
    expect(JSON.stringify(recordings)).not.toContain(TOKEN);
  });

  it('has the problem of a response that the handler refuses afterwards', async () => {
    const { call, record, recordings } = setUp();
    await expect(call('answersTooMuch', {}, { maxResponseSize: 50 })).rejects.toContain('response_size_exceeded');
    await record.flush();
    expect(recordings[0]?.problems).toEqual([
      { message: expect.stringContaining('50 bytes'), code: 'response_size_exceeded' },
    ]);
  });

  it('has the options as they were sent, whatever the function does to them', async () => {
    const { call, record, recordings } = setUp();
    expect(await call('changes', { data: [1, 2, 3] })).toEqual([1, 2, 3, 4]);
    await record.flush();
    expect(recordings[0]?.options).toMatchObject({ data: [1, 2, 3] });
  });

  it('has null for a function that answers nothing', async () => {
    const { call, record, recordings } = setUp();
    await call('nothing');
    await record.flush();
    expect(recordings[0]?.response).toBeNull();
  });

  it('has neither lines nor kind if the handler has another logger', async () => {
    const { call, record, recordings, lines } = setUp({}, false);
    await call('greet', { data: [] });
    await record.flush();
    expect(recordings[0]).toMatchObject({ logs: [], response: [] });
    expect(recordings[0]).not.toHaveProperty('kind');
    expect(lines.map(({ message }) => message)).toEqual(['call answered']);
  });

  it('has an address of the right types, whatever was sent', async () => {
    const { handler, record, recordings } = setUp();
    const context = createLambdaContext(
      { function: 3, _connectorId: 'c', type: 'hook', maxResponseSize: 9 },
      () => 5_000,
    );
    await expect(handler(undefined, { ...context, functionVersion: undefined as never })).rejects.toContain('errors');
    await record.flush();
    expect(recordings[0]).toMatchObject({
      build: '$LATEST',
      address: { function: '', type: 'hook', _connectorId: 'c', maxResponseSize: 9 },
      problems: expect.arrayContaining([expect.anything()]),
    });
  });

  it('has no options if none were sent', async () => {
    const { handler, record, recordings } = setUp();
    const context = { ...createLambdaContext({}, () => 5_000), clientContext: undefined };
    await expect(handler({ function: 'nothing', diy: true }, context as never)).rejects.toContain('options');
    await record.flush();
    expect(recordings[0]).toMatchObject({ address: { function: 'nothing' }, bytes: { options: 0 } });
    expect(recordings[0]?.options).toBeUndefined();
  });

  it('has the requests of its function, without the secrets of their headers', async () => {
    const server = createServer((_, answer) => answer.setHeader('content-type', 'application/json').end('{"ok":true}'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
    const { call, record, recordings } = setUp({ http: true });
    await record.ready;
    expect(await call('asks', { url })).toEqual({ ok: true });
    await call('nothing');
    await record.flush();
    const [exchange] = recordings[0]?.http ?? [];
    expect(exchange).toMatchObject({ method: 'GET', url, status: 200, responseBody: '{"ok":true}' });
    expect(exchange?.requestHeaders.authorization).toBe('Bearer «secret:bearerToken»');
    expect(recordings[1]?.http).toEqual([]);
  });

  it('says that its requests are missing if it came before the recorder was ready', async () => {
    const { call, record, recordings } = setUp({ http: true });
    await call('nothing');
    await record.flush();
    expect(recordings[0]?.logs.at(-1)?.message).toContain('before the recorder was ready');
  });
});

describe('a recorder', () => {
  it('keeps failed calls only, if it is told so', async () => {
    const { call, record, recordings } = setUp({ when: 'failures' });
    await call('nothing');
    await call('fails').catch(() => {});
    await record.flush();
    expect(recordings.map(({ address }) => address.function)).toEqual(['fails']);
  });

  it('keeps the calls that a function chooses, after their secrets are gone', async () => {
    const seen: string[] = [];
    const when = (recording: Recording) => {
      seen.push(JSON.stringify(recording));
      return recording.address.function === 'nothing';
    };
    const { call, record, recordings } = setUp({ when });
    await call('nothing');
    await call('fails').catch(() => {});
    await record.flush();
    expect(recordings.map(({ address }) => address.function)).toEqual(['nothing']);
    expect(seen.join()).not.toContain(TOKEN);
  });

  it('records a share of the calls, and nothing of the others', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValueOnce(0.2).mockReturnValueOnce(0.1).mockReturnValue(0.9);
    onTestFinished(() => random.mockRestore());
    const { call, record, recordings } = setUp({ sample: 0.2 });
    for (const name of ['changes', 'nothing', 'greet']) await call(name, { data: [] });
    await expect(call('fails')).rejects.toContain('refused');
    await record.flush();
    expect(recordings.map(({ address }) => address.function)).toEqual(['nothing']);
  });

  it('answers a call before its recording is made, and does not wait for the sink', async () => {
    const events: string[] = [];
    let release = () => {};
    const sink = async () => {
      events.push('sink');
      await new Promise<void>((done) => {
        release = done;
      });
      events.push('saved');
    };
    const { call, record } = setUp({ sink });
    await call('nothing');
    events.push('answered');
    await vi.waitUntil(() => events.includes('sink'));
    release();
    await record.flush();
    expect(events).toEqual(['answered', 'sink', 'saved']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no bucket');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('no bucket');
      },
    ],
  ])('fails no call if its sink %s, and logs why', async (_, sink) => {
    const { call, record, told } = setUp({ sink });
    expect(await call('nothing')).toBeNull();
    await record.flush();
    expect(told('call not recorded')).toEqual([{ message: 'call not recorded', why: 'no bucket' }]);
  });

  it('fails no call whose event cannot be read, and logs why', async () => {
    const { record, told } = setUp();
    record.before({
      event: {
        toJSON: () => {
          throw new Error('unreadable');
        },
      },
      context: { clientContext: { function: 'f' } },
    });
    record.after({});
    expect(told('call not recorded')[0]?.why).toContain('unreadable');
  });

  it('says on the console why requests are not recorded, and records the rest', async () => {
    vi.doMock('../../src/recording/capture-http.ts', () => ({
      openHttpCapture: () => {
        throw new Error('no such file');
      },
    }));
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => {
      vi.doUnmock('../../src/recording/capture-http.ts');
      said.mockRestore();
    });
    const recordings: Recording[] = [];
    const record = recorder({ sink: (one) => void recordings.push(one), http: true });
    await record.ready;
    expect(said.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
      { message: 'requests are not recorded', why: expect.stringContaining('no such file') },
    ]);
    const handler = createHandler({ diy: functions, logger: record.logger }).use(record);
    const address = { diy: true, function: 'nothing' };
    await handler(
      {},
      createLambdaContext(address, () => 5_000),
    );
    await record.flush();
    expect(recordings).toMatchObject([{ response: null, http: [] }]);
  });

  it('drops recordings above the bytes that may be pending, and counts them in a log line', async () => {
    let release = () => {};
    const waiting = new Promise<void>((done) => {
      release = done;
    });
    const { call, record, told } = setUp({ sink: () => waiting, pendingBytes: 3_000 });
    for (let index = 0; index < 8; index++) await call('changes', { data: ['x'.repeat(1_000)] });
    const first = { message: 'recordings dropped', dropped: 1, limit: 3_000 };
    await vi.waitUntil(() => told('recordings dropped').length > 0);
    expect(told('recordings dropped')).toEqual([first]);
    release();
    await record.flush();
    expect(told('recordings dropped')).toEqual([first, { ...first, dropped: expect.any(Number) }]);
    const saved = 8 - 1 - Number(told('recordings dropped')[1]?.dropped);
    expect(saved).toBeGreaterThan(0);
    expect(saved).toBeLessThan(3);
  });

  it('drops a recording whose response is too large to be pending', async () => {
    const { call, record, recordings, told } = setUp({ pendingBytes: 150 });
    await call('answersTooMuch');
    await record.flush();
    expect(recordings).toEqual([]);
    expect(told('recordings dropped')).toHaveLength(1);
  });

  it('holds the lines of few calls that another middleware answered early', async () => {
    const { handler, record, recordings } = setUp();
    let isEarly = true;
    handler.before(() => (isEarly ? 'early' : undefined));
    const call = () =>
      handler(
        {},
        createLambdaContext({ diy: true, function: 'nothing' }, () => 5_000),
      );
    for (let index = 0; index < 60; index++) expect(await call()).toBe('early');
    isEarly = false;
    await call();
    await record.flush();
    expect(recordings.map(({ logs }) => logs.length)).toEqual([1]);
  });

  it('replaces secrets of the environment, and hides personal values', async () => {
    vi.stubEnv('SHOP_KEY', 'sk_live_4242');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { call, record, recordings } = setUp({
      environmentSecrets: ['SHOP_KEY'],
      secretNames: ['pin'],
      hide: ['options.data[*].name'],
      hideValues: ['email'],
    });
    await call('greet', { data: [{ key: 'sk_live_4242', pin: '17', name: 'Ada', to: 'ada@example.com' }] });
    await record.flush();
    const record1 = { key: '«secret:env.SHOP_KEY»', pin: '«secret:data[*].pin»', name: '«name:1»', to: '«email:1»' };
    expect(recordings[0]?.options).toMatchObject({ data: [record1] });
    expect(recordings[0]?.response).toEqual([{ data: { ...record1, pin: '«secret:data[*].pin»' } }]);
  });

  it.each([
    [{ sample: 2 }, 'recorder: sample: found 2, expected a share from 0 to 1'],
    [{ environmentSecrets: ['NO_SUCH'] }, 'secret NO_SUCH: found no environment variable of this name, expected one'],
    [
      { hide: ['data[*].x'] },
      'hidden path data[*].x: found `data` at its start, expected such as options.data[*].email',
    ],
    [{ hideValues: ['mail'] as never }, 'hidden values: found mail, expected one of email, phone, iban, card'],
  ])('refuses %j', (settings, message) => {
    expect(() => recorder({ sink: () => {}, ...settings })).toThrow(message);
  });
});
