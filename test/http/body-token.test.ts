import { createApp, createServer } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepLines } from '../lines.ts';
import { createRefusal, readWire, systemToken } from './exchange.ts';

const START = 64 * 1024;
const envelope = JSON.stringify({ diy: true, function: 'echo', options: { id: 1 } }).slice(1, -1);
const token = `"access_token":"${systemToken}"`;
const answered = { status: 200, body: { id: 1 } };
const unauthorized = createRefusal(401, 'unauthorized', 'Invalid system token.');

/** Opens an app and a server, and sends both the same body without a header for the token. */
async function open(config: Partial<Parameters<typeof createServer>[0]> = {}) {
  const diy = { echo: (options: unknown) => options };
  const all = { diy, systemToken, logger: keepLines().logger, ...config };
  const app = createApp(all);
  const { url, close } = await createServer({ ...all, port: 0, signals: false, drainDelay: 0 });
  onTestFinished(close);
  return async (body: string | (() => ReadableStream), headers: Record<string, string> = {}) => {
    const toRequest = () => ({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : body(),
      duplex: 'half' as const,
    });
    const answer = await readWire(app.request('/function', toRequest()));
    expect(await readWire(fetch(`${url}/function`, toRequest()))).toEqual(answer);
    return answer;
  };
}

/** Makes a JSON body in which the token ends after `end` bytes. */
function placeToken(end: number): string {
  const padding = (length: number) => `{"p":"${'p'.repeat(length)}",${token}`;
  return `${padding(end - padding(0).length)},${envelope}}`;
}

describe('The token in a body', () => {
  it.each([
    ['as the first field', `{${token},${envelope}}`],
    ['as the last field', `{${envelope},${token}}`],
    ['with white space', `\n {\t${token.replace(':', ' :\r\n ')} , ${envelope} }`],
    ['after a byte order mark', `\ufeff{${token},${envelope}}`],
    ['with escapes', `{${token.replace('_', '\\u005f').replace(/"a-/, '"\\u0061-')},${envelope}}`],
    ['after braces in a text', `{"note":"}{[\\"","\\"{":[{"a":["]"]}],${token},${envelope}}`],
    ['after others in nested objects', `{"a":{"access_token":"x"},"b":[{"access_token":"x"}],${token},${envelope}}`],
    ['that ends at 64 KB', placeToken(START)],
    ['in a body of 1 MB', `{${token},"p":"${'p'.repeat(1_000_000)}",${envelope}}`],
  ])('is found %s', async (_, body) => {
    expect(await (await open())(body)).toMatchObject(answered);
  });

  it.each([
    ['nowhere', `{${envelope}}`],
    ['in an empty body', ''],
    ['in a nested object', `{"a":{${token}},${envelope}}`],
    ['in a list', `[{${token}},{${envelope}}]`],
    ['in a text', `{"note":${JSON.stringify(`{${token}}`)},${envelope}}`],
    ['as a value of another name', `{"access_tokens":"${systemToken}",${envelope}}`],
    ['as the name', `{"${systemToken}":"access_token",${envelope}}`],
    ['as a list', `{"access_token":["${systemToken}"],${envelope}}`],
    ['after an invalid escape', `{"\\x":1,${token},${envelope}}`],
    ['that ends a byte after 64 KB', placeToken(START + 1)],
  ])('is not found %s', async (_, body) => {
    expect(await (await open())(body)).toEqual(unauthorized);
  });

  it('is compared before the rest is read: a stranger costs no more than 64 KB', async () => {
    const ask = await open();
    const pulled: number[] = [];
    const pour = () => {
      let chunks = 0;
      return new ReadableStream(
        {
          pull(controller) {
            chunks += 1;
            if (chunks > 1000) controller.error(new Error('was read to the end'));
            else controller.enqueue(new TextEncoder().encode(`${chunks > 1 ? '' : '['}${'{},'.repeat(START / 3)}`));
            pulled.push(chunks);
          },
        },
        { highWaterMark: 0 },
      );
    };
    const app = createApp({ diy: {}, systemToken, logger: keepLines().logger });
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: pour(), duplex: 'half' };
    expect(await readWire(app.request('/function', request as RequestInit))).toEqual(unauthorized);
    expect(Math.max(...pulled)).toBeLessThan(5);
    expect(await ask(`[${'{},'.repeat(1_000_000)}{}]`)).toEqual(unauthorized);
  });

  it('is checked once, before an error of the JSON that follows it', async () => {
    let checks = 0;
    const ask = await open({ systemToken: () => [systemToken, `${++checks}`] });
    expect(await ask(`{${token},oops}`)).toMatchObject({ status: 400 });
    expect(await ask(`{${token},"p":"${'p'.repeat(1_000_000)}",oops}`)).toMatchObject({ status: 400 });
    expect(checks).toBe(4);
  });

  it('counts only without the header', async () => {
    const ask = await open();
    expect(await ask(`{${token},${envelope}}`, { authorization: 'Bearer another' })).toEqual(unauthorized);
  });

  it('may be switched off: no body without a header is read', async () => {
    const ask = await open({ bodyToken: false });
    expect(await ask(`{${token},${envelope}}`)).toEqual(unauthorized);
    expect(await ask(`{${envelope}}`, { authorization: `Bearer ${systemToken}` })).toMatchObject(answered);
    const app = createApp({ diy: {}, systemToken, logger: keepLines().logger, bodyToken: false });
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('was read')) });
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    expect(await readWire(app.request('/function', request as RequestInit))).toEqual(unauthorized);
  });

  it.each([undefined, '65536'])('is no reason to read more than the limit, with a length of %j', async (length) => {
    const ask = await open({ bodyLimit: 1000 });
    const headers: Record<string, string> = length === undefined ? {} : { 'content-length': length };
    const body = `{${token},"p":"${'p'.repeat(65_536)}`.slice(0, 65_536);
    const stream = () => new Blob([body]).stream();
    expect(await ask(length ? body : stream, headers)).toMatchObject({ status: 413 });
  });
});
