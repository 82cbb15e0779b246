import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import { openHttpCapture } from '../../src/recording/capture-http.ts';
import type { HttpExchange } from '../../src/recording/recording.ts';
import { replayHttp } from '../../src/recording/replay-http.ts';

const base = 'https://shop.example.com';

const exchange = (more: Partial<HttpExchange>): HttpExchange => ({
  method: 'GET',
  url: `${base}/orders`,
  requestHeaders: {},
  status: 200,
  responseHeaders: {},
  ms: 1,
  ...more,
});

/** Runs a function whose requests are answered from a recording. */
async function replay<T>(
  http: readonly HttpExchange[],
  call: () => Promise<T>,
  ignore: readonly string[] = [],
): Promise<T> {
  const capture = openHttpCapture();
  try {
    return (await capture.run(call, replayHttp(http, ignore))).result;
  } finally {
    capture.close();
  }
}

/** What a rejected fetch was caused by. */
const causeOf = (url: string, init?: RequestInit) =>
  fetch(url, init).then(
    () => 'answered',
    ({ cause }) => (cause as Error).message,
  );

describe('a recorded answer', () => {
  it('comes with its status, headers and body, to fetch and to node:http', async () => {
    const http = [
      exchange({
        status: 418,
        responseHeaders: {
          'x-a': 'b',
          'set-cookie': 'a=1\nb=2',
          'content-length': '99',
          'transfer-encoding': 'chunked',
        },
        responseBody: 'tea',
      }),
      exchange({ responseBody: '/wD+', responseEncoding: 'base64' }),
      exchange({ status: 204 }),
    ];
    await replay(http, async () => {
      const first = await fetch(`${base}/orders`);
      expect([first.status, first.headers.get('x-a'), first.headers.getSetCookie(), await first.text()]).toEqual([
        418,
        'b',
        ['a=1', 'b=2'],
        'tea',
      ]);
      const bytes = await new Promise((resolve) => {
        request('https://shop.example.com/orders', (response) => response.on('data', resolve)).end();
      });
      expect(bytes).toEqual(Buffer.of(0xff, 0, 0xfe));
      expect((await fetch(`${base}/orders`)).status).toBe(204);
    });
  });

  it('is that of an equal request: the order of fields of JSON does not count, the order of equal requests does', async () => {
    const post = (requestBody: string, responseBody: string) => exchange({ method: 'POST', requestBody, responseBody });
    const http = [post('{"a":1,"b":{"c":2}}', 'first'), post('{"b":{"c":2},"a":1}', 'second'), post('text', 'third')];
    const send = async (body: string) => (await fetch(`${base}/orders`, { method: 'POST', body })).text();
    await replay(http, async () => {
      expect(await send('text')).toBe('third');
      expect(await send('{"b":{"c":2},"a":1}')).toBe('first');
      expect(await send('{"a":1,"b":{"c":2}}')).toBe('second');
    });
  });

  it('is found where the function sends placeholders, or a secret that its options do not have', async () => {
    const http = [
      exchange({ url: `${base}/orders?key=«secret:connection.encrypted.key»` }),
      exchange({ method: 'POST', requestBody: 'client=«secret:http.client»&a=b' }),
      exchange({ method: 'POST', requestBody: '{"token":"«secret:http.token»"}' }),
      exchange({ method: 'POST', requestBody: '{"token":"«secret:bearerToken»"}' }),
      exchange({ method: 'POST', requestBody: `{"a":"${'«secret:x»'.repeat(21)}"}` }),
    ];
    const post = (body: string) => causeOf(`${base}/orders`, { method: 'POST', body });
    await replay(http, async () => {
      expect(await causeOf(`${base}/orders?key=${encodeURIComponent('«secret:connection.encrypted.key»')}`)).toBe(
        'answered',
      );
      expect(await post('client=%C2%ABsecret%3Ahttp.client%C2%BB&a=b')).toBe('answered');
      expect(await post('{"token":"real"}')).toBe('answered');
      expect(await post('{"token":"«secret:connection.encrypted.key»"}')).toContain('not in the recording');
      expect(await post('%C2%AB%E4%C2%BB')).toContain('not in the recording');
      expect(await post(`{"a":"${'y'.repeat(21)}"}`)).toContain('not in the recording');
    });
  });
});

describe('a request without a recorded answer', () => {
  it('fails, and names the nearest one with the first difference', async () => {
    const http = [exchange({ method: 'POST', requestBody: '{"qty":1}' }), exchange({ url: `${base}/customers/5` })];
    await replay(http, async () => {
      expect(await causeOf(`${base}/customers/6`)).toBe(
        `GET ${base}/customers/6: not in the recording; the nearest is http[1] GET ${base}/customers/5; url was "${base}/customers/5", now "${base}/customers/6"`,
      );
      expect(await causeOf(`${base}/orders`, { method: 'POST', body: '{"qty":2}' })).toContain('body.qty was 1, now 2');
      expect(await causeOf(`${base}/customers/5`)).toBe('answered');
      expect(await causeOf(`${base}/customers/5`)).toContain('not in the recording so often; the nearest is http[1]');
    });
    await replay([], async () =>
      expect(await causeOf(base)).toBe(`GET ${base}/: not in the recording, which has no requests`),
    );
    const hosted = [exchange({ url: 'https://«secret:env.HOST»/' })];
    await replay(hosted, async () => expect(await causeOf(base)).toBe('answered'));
  });

  it('is found if only ignored places differ', async () => {
    const http = [exchange({ method: 'POST', requestBody: '{"nonce":"a","qty":1}' })];
    const send = () => causeOf(`${base}/orders`, { method: 'POST', body: '{"nonce":"b","qty":1}' });
    await replay(http, async () => expect(await send()).toBe('answered'), ['http[*].body.nonce']);
    await replay(http, async () => expect(await send()).toContain('body.nonce was "a", now "b"'));
  });
});

describe('a recorded error', () => {
  it('is thrown as the client got it', async () => {
    const http = [
      exchange({ status: undefined as never, error: 'connect ECONNREFUSED 127.0.0.1:9' }),
      exchange({ status: undefined as never, error: 'socket hang up (ECONNRESET)' }),
      exchange({ status: undefined as never }),
    ].map(({ status: _, ...rest }) => rest as HttpExchange);
    await replay(http, async () => {
      await expect(fetch(`${base}/orders`)).rejects.toMatchObject({
        cause: { code: 'ECONNREFUSED', syscall: 'connect', message: 'connect ECONNREFUSED 127.0.0.1:9' },
      });
      const failed = new Promise((_, reject) => request('https://shop.example.com/orders').on('error', reject).end());
      await expect(failed).rejects.toMatchObject({ code: 'ECONNRESET', message: 'socket hang up' });
      expect(await causeOf(`${base}/orders`)).toBe('no answer was recorded');
    });
  });

  it('breaks a body off where it broke off', async () => {
    const http = [exchange({ responseBody: 'first', error: 'terminated' }), exchange({ error: 'terminated' })];
    await replay(http, async () => {
      await expect(fetch(`${base}/orders`).then((answer) => answer.text())).rejects.toThrow();
      await expect(fetch(`${base}/orders`).then((answer) => answer.text())).rejects.toThrow();
    });
  });

  it('leaves a request open that the function gave up: it does so again', async () => {
    const { status: _, ...silent } = exchange({ error: 'aborted by the function' });
    const http = [silent, exchange({ responseBody: 'first', error: 'the call ended before the answer did' })];
    await replay(http, async () => {
      await expect(fetch(`${base}/orders`, { signal: AbortSignal.timeout(10) })).rejects.toMatchObject({
        name: 'TimeoutError',
      });
      const begun = await fetch(`${base}/orders`);
      const read = await begun.body?.getReader().read();
      expect(`${Buffer.from(read?.value ?? [])}`).toBe('first');
    });
  });

  it('is none of the function where the answer was too long to be recorded', async () => {
    await replay([exchange({ responseBody: 'a', responseCut: 5 })], async () =>
      expect(await causeOf(`${base}/orders`)).toBe(`GET ${base}/orders: its answer was too long to be recorded whole`),
    );
    const cut = [exchange({ method: 'POST', requestBody: 'a', requestCut: 5 })];
    await replay(cut, async () =>
      expect(await causeOf(`${base}/orders`, { method: 'POST', body: 'a' })).toContain('cut was 5, now undefined'),
    );
  });
});
