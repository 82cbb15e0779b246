import { describe, expect, it } from 'vitest';
import { createRecording, type RecordedCall, SecretLeftError } from '../../src/recording/create-recording.ts';
import { listSecrets, readEnvironmentSecrets } from '../../src/recording/list-secrets.ts';
import type { HttpExchange } from '../../src/recording/recording.ts';
import { restoreSecrets } from '../../src/recording/restore-secrets.ts';
import { createSecretReplacer } from '../../src/recording/secret-replacer.ts';

function record(more: Partial<RecordedCall>, settings = {}) {
  return createRecording({ source: 'dev', address: { function: 'f' }, options: {}, ms: 1, ...more }, settings);
}

function recordExchange(exchange: Partial<HttpExchange>, options: unknown = {}) {
  const http = [{ method: 'POST', url: 'https://shop.example/', requestHeaders: {}, ms: 1, ...exchange }];
  return record({ http, options }).http[0];
}

describe('the secrets of options', () => {
  it('are named after their places, in the order of the options', () => {
    const options = {
      bearerToken: 'token-1',
      connection: {
        encrypted: {
          user: { name: 'shop' },
          keys: ['first-key', 'second-key'],
          pin: 123456,
          no: null,
          on: true,
          empty: '',
        },
      },
      settings: { apiKey: 'key-of-settings', nothing: 'plain' },
      data: [{ password: 'a' }, { password: 'b' }, { password: 'a' }],
    };
    expect(listSecrets(options)).toEqual([
      { name: 'bearerToken', value: 'token-1' },
      { name: 'connection.encrypted.user.name', value: 'shop' },
      { name: 'connection.encrypted.keys[*]', value: 'first-key' },
      { name: 'connection.encrypted.keys[*]:2', value: 'second-key' },
      { name: 'connection.encrypted.pin', value: '123456', isNumber: true },
      { name: 'settings.apiKey', value: 'key-of-settings' },
      { name: 'data[*].password', value: 'a' },
      { name: 'data[*].password:2', value: 'b' },
    ]);
  });

  it('are replaced in their fields whatever their length, and elsewhere from six characters on', () => {
    const options = { connection: { encrypted: { pin: 'x7', key: 'abcdef' } }, note: 'x7 and abcdef' };
    expect(record({ options }).options).toEqual({
      connection: { encrypted: { pin: '«secret:connection.encrypted.pin»', key: '«secret:connection.encrypted.key»' } },
      note: 'x7 and «secret:connection.encrypted.key»',
    });
  });

  it('are not looked for elsewhere if they are common words: a test’s password is often "password"', () => {
    const options = { connection: { encrypted: { password: 'password' } }, note: 'wrong password' };
    expect(record({ options }).options).toEqual({
      connection: { encrypted: { password: '«secret:connection.encrypted.password»' } },
      note: 'wrong password',
    });
  });

  it('name no placeholder: a key that holds one is left out of the name', () => {
    const options = { connection: { encrypted: { 'sk-live-4242': 'sk-live-4242', 'odd key': 'other-secret' } } };
    const text = JSON.stringify(record({ options }).options);
    expect(text).not.toContain('sk-live-4242');
    expect(text).toContain('«secret:connection.encrypted.field:2»');
    expect(text).toContain('«secret:connection.encrypted.field»');
    const named = JSON.stringify(record({ options: { credentials: { 'sk-live-4242': 'sk-live-4242' } } }).options);
    expect(named).not.toContain('sk-live-4242');
    expect(named).toContain('«secret:field»');
  });

  it('are replaced in keys and in numbers', () => {
    const options = { connection: { encrypted: { id: 987654321 } } };
    expect(record({ options, response: { 'id 987654321': 987654321, other: 12345678, list: [5] } }).response).toEqual({
      'id «secret:connection.encrypted.id»': '«secret:connection.encrypted.id»',
      other: 12345678,
      list: [5],
    });
  });

  it('stay placeholders when a recorded call is made again', () => {
    const { options } = record({ options: { bearerToken: 'a-real-token' } });
    expect(record({ options }).options).toEqual(options);
  });

  it('may have names of their own', () => {
    const { options } = record({ options: { Pin: 'abc', note: 'abc' } }, { secretNames: ['pin'] });
    expect(options).toEqual({ Pin: '«secret:Pin»', note: 'abc' });
  });

  it('are not confused with redacted texts of log lines', () => {
    const logs = [{ level: 'info' as const, message: 'token [redacted]', token: '[redacted]' }];
    expect(record({ logs }).logs).toEqual(logs);
  });

  it('are looked for elsewhere up to 200 of those in records, and always replaced in their fields', () => {
    const data = Array.from({ length: 300 }, (_, at) => ({ token: `token-number-${at}.`, at: `${at}` }));
    const { options } = record({ options: { data, note: 'token-number-7. token-number-250.' } });
    expect(JSON.stringify((options as { data: unknown }).data)).not.toContain('token-number');
    expect(options).toMatchObject({ note: '«secret:data[*].token:8» token-number-250.' });
  });

  it('make the whole text redacted where they are too many to be told apart', () => {
    const text = Array.from({ length: 40 }, (_, at) =>
      Buffer.from(`secret ${at} of-the-connection`).toString('base64'),
    ).join(' ');
    const options = {
      connection: {
        encrypted: Object.fromEntries(
          Array.from({ length: 40 }, (_, at) => [`k${at}`, `secret ${at} of-the-connection`]),
        ),
      },
    };
    expect(record({ options, response: text }).response).toBe('[redacted]');
  });
});

it('more secrets than any connection has are refused, because no text could be told from them', () => {
  const encrypted = Object.fromEntries(Array.from({ length: 2_100 }, (_, at) => [`k${at}`, `secret-number-${at}`]));
  expect(() => record({ options: { connection: { encrypted } }, response: 'any text' })).toThrow(SecretLeftError);
});

it('characters that no text should have change nothing', () => {
  expect(record({ options: { bearerToken: 'abcdefgh' }, response: ['\uFDD09\uFDD1', 'abcdefgh'] }).response).toEqual([
    '\uFDD09\uFDD1',
    '«secret:bearerToken»',
  ]);
});

describe('the secrets of requests', () => {
  const options = { connection: { encrypted: { password: 'p4ss+w0rd/x' } } };
  const P = '«secret:connection.encrypted.password»';

  it.each([
    ['a Bearer token', { authorization: 'Bearer p4ss+w0rd/x' }, { authorization: `Bearer ${P}` }],
    [
      'an authorization of others',
      { authorization: 'Basic abcdefgh' },
      { authorization: 'Basic «secret:http.authorization»' },
    ],
    [
      'an authorization without a scheme',
      { authorization: 'abcdefgh' },
      { authorization: '«secret:http.authorization»' },
    ],
    ['a key', { 'x-api-key': 'k' }, { 'x-api-key': '«secret:http.x-api-key»' }],
    ['an empty key', { 'x-api-key': '' }, { 'x-api-key': '' }],
    [
      'cookies',
      { cookie: 'sid=abc; theme=dark' },
      { cookie: 'sid=«secret:http.cookie»; theme=«secret:http.cookie:2»' },
    ],
    [
      'a new cookie',
      { 'set-cookie': 'sid=abc; Path=/; HttpOnly; Max-Age=9' },
      { 'set-cookie': 'sid=«secret:http.set-cookie»; Path=/; HttpOnly; Max-Age=9' },
    ],
    ['a nameless cookie', { cookie: 'abc' }, { cookie: '«secret:http.cookie»' }],
    ['no secret', { accept: '*/*' }, { accept: '*/*' }],
  ])('are replaced in headers: %s', (_, requestHeaders, expected) => {
    expect(recordExchange({ requestHeaders: requestHeaders as never }, options)?.requestHeaders).toEqual(expected);
    expect(recordExchange({ responseHeaders: requestHeaders as never }, options)?.responseHeaders).toEqual(expected);
  });

  it.each([
    [
      'https://shop.example/?api_key=k1&x=p4ss%2Bw0rd%2Fx',
      `https://shop.example/?api_key=«secret:http.api_key»&x=${P}`,
    ],
    ['https://me:p4ss%2Bw0rd%2Fx@shop.example/a', `https://me:${P}@shop.example/a`],
    ['https://me:hidden-one@shop.example/a', 'https://me:«secret:http.password»@shop.example/a'],
    ['https://shop.example/?token=%E0%A4%A', 'https://shop.example/?token=«secret:http.token»'],
    ['https://shop.example/?odd%20token=abc&token=', 'https://shop.example/?odd%20token=«secret:http.field»&token='],
  ])('are replaced in the URL %s', (url, expected) => {
    expect(recordExchange({ url }, options)?.url).toBe(expected);
  });

  it.each([
    ['JSON', '{"client_secret": "c", "n": [1]}', '{"client_secret":"«secret:http.client_secret»","n":[1]}'],
    ['JSON without secrets', '{ "n": [1] }', '{ "n": [1] }'],
    ['JSON that was cut', '{"access_token": "abcd", "n": [', '{"access_token": "«secret:http.access_token»", "n": ['],
    ['a form', 'a=b&client_secret=c%20d', 'a=b&client_secret=«secret:http.client_secret»'],
    [
      'XML',
      '<s:Password kind="x">abc</s:Password><a>b</a>',
      '<s:Password kind="x">«secret:http.password»</s:Password><a>b</a>',
    ],
    [
      'parts of a form',
      '--b\r\nContent-Disposition: form-data; name="client_secret"\r\nX: 1\r\n\r\nc\r\nd\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--b--\r\n',
      '--b\r\nContent-Disposition: form-data; name="client_secret"\r\nX: 1\r\n\r\n«secret:http.client_secret»\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--b--\r\n',
    ],
    ['text', 'pass p4ss+w0rd/x', `pass ${P}`],
  ])('are replaced in bodies: %s', (_, body, expected) => {
    expect(recordExchange({ requestBody: body }, options)?.requestBody).toBe(expected);
    expect(recordExchange({ responseBody: body }, options)?.responseBody).toBe(expected);
  });

  it('are replaced in binary bodies, whose other bytes stay', () => {
    const body = Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from('p4ss+w0rd/x'), Buffer.from([254])]);
    const found = recordExchange({ responseBody: body.toString('base64'), responseEncoding: 'base64' }, options);
    const bytes = Buffer.from(found?.responseBody ?? '', 'base64');
    expect(bytes.toString('latin1')).toBe(`\u0000\u00ff\u0080${P}\u00fe`);
  });

  it('are replaced in the parts of a form with a file', () => {
    const toBody = (secret: string) =>
      Buffer.from(
        `--b\r\nX: form-data; name="token"\r\n\r\n${secret}\r\n--b\r\n\r\n\u00ff\r\n--b--`,
        'latin1',
      ).toString('base64');
    const found = recordExchange({ requestBody: toBody('token-of-the-form'), requestEncoding: 'base64' });
    expect(found?.requestBody).toBe(toBody('«secret:http.token»'));
  });

  it.each([
    [
      'location',
      'https://a.example/cb?code=1&access_token=abc',
      'https://a.example/cb?code=1&access_token=«secret:http.access_token»',
    ],
    ['location', '/cb#access_token=abc', '/cb#access_token=«secret:http.access_token»'],
    [
      'link',
      '<https://a.example/?page=2&api_key=abc>; rel="next"',
      '<https://a.example/?page=2&api_key=«secret:http.api_key»>; rel="next"',
    ],
    ['referer', 'https://me:hidden-one@a.example/', 'https://me:«secret:http.password»@a.example/'],
    ['content-type', 'text/html; charset=utf-8', 'text/html; charset=utf-8'],
  ])('are replaced in addresses within the header %s', (name, value, expected) => {
    expect(recordExchange({ responseHeaders: { [name]: value } })?.responseHeaders?.[name]).toBe(expected);
  });

  it('are found in the rest of the call: a token that a service gave', () => {
    const { response } = record({
      response: 'got fresh-token-77',
      http: [
        {
          method: 'POST',
          url: 'https://shop.example/',
          requestHeaders: {},
          responseBody: '{"access_token":"fresh-token-77"}',
          ms: 1,
        },
      ],
    });
    expect(response).toBe('got «secret:http.access_token»');
  });

  it('are replaced in the errors of requests', () => {
    expect(recordExchange({ error: 'no p4ss+w0rd/x' }, options)?.error).toBe(`no ${P}`);
  });
});

describe('the last scan', () => {
  const secrets = [{ name: 'env.KEY', value: 'the-secret-1' }];
  const { findLeft } = createSecretReplacer(secrets);

  it('names the place of a secret that is left, and never the secret', () => {
    expect(findLeft({ a: [{ b: 'x the-secret-1' }] }, 'options')).toBe('options.a.0.b');
    expect(findLeft({ a: { 'the-secret-1': 1 } }, 'options')).toBe('options.a');
    expect(findLeft({ a: { 'is the-secret-1': 'the-secret-1' } }, 'options')).toBe('options.a.*');
    expect(findLeft('the-secret-1', 'stack')).toBe('stack');
    expect(findLeft(undefined, 'options')).toBeUndefined();
  });

  it('passes placeholders of known secrets alone', () => {
    const own = createSecretReplacer([{ name: 'env.KEY', value: 'env.KEY' }]);
    expect(own.findLeft('«secret:env.KEY»', 'options')).toBeUndefined();
    expect(own.findLeft('«secret:not env.KEY»', 'options')).toBe('options');
  });

  it('refuses a recording in which a secret is left', () => {
    const address = { function: 'f', toJSON: () => ({ function: 'the-secret-1' }) };
    expect(() => record({ address }, { secrets })).toThrow(SecretLeftError);
    expect(() => record({ address }, { secrets })).toThrow(
      /^address.*: found a secret, expected none: nothing was recorded$/,
    );
  });
});

describe('the secrets of the environment', () => {
  it('are named, and refused if they cannot be found in a text', () => {
    expect(readEnvironmentSecrets(['A'], { A: 'abcdefg' })).toEqual([{ name: 'env.A', value: 'abcdefg' }]);
    expect(() => readEnvironmentSecrets(['A'], {})).toThrow(
      'secret A: found no environment variable of this name, expected one',
    );
    expect(() => readEnvironmentSecrets(['A'], { A: 'abc' })).toThrow(
      'secret A: found 3 characters, expected 6 at least: shorter texts occur by chance',
    );
    expect(() => readEnvironmentSecrets(['A'], { A: 'password' })).toThrow(
      'secret A: found a common word, expected a secret',
    );
  });
});

describe('restored secrets', () => {
  it('make the options that were recorded, numbers and keys too', () => {
    const options = {
      bearerToken: 'token-1',
      connection: { encrypted: { pin: 1234567, key: 'the-key' } },
      list: ['x the-key', 7, null],
      'the-key': 1,
    };
    expect(restoreSecrets(record({ options }).options, listSecrets(options))).toEqual(options);
  });

  it('leave placeholders of other secrets', () => {
    expect(restoreSecrets('a «secret:other» b', [])).toBe('a «secret:other» b');
  });
});
