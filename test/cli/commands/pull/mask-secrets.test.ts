import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../../../src/cli/commands/pull/mask-secrets.ts';

const mask = (document: unknown) => maskSecrets(document).value;

describe('secrets of a document', () => {
  it.each([
    'password',
    'token',
    'refresh_token',
    'bearerToken',
    'systemToken',
    'secretAccessKey',
    'clientSecret',
    'apiKey',
    'x-api-key',
    'privateKey',
    'passphrase',
    'authKey',
    'Authorization',
    'Set-Cookie',
    'tokenId',
    'connectionString',
  ])('are the values of %s', (name) => {
    expect(maskSecrets({ a: { [name]: 'value' } })).toMatchObject({ value: { a: { [name]: '******' } } });
    expect(mask([{ name, value: 'v' }])).toEqual([{ name, value: '******' }]);
    expect(mask({ generate: name, hardCodedValue: 7 })).toEqual({ generate: name, hardCodedValue: '******' });
  });

  it('are hidden with all their parts, and `encrypted` as a whole', () => {
    const { value, places } = maskSecrets({
      wrapper: { encrypted: { user: 'u', pin: 1 } },
      http: { auth: { token: { token: 'x', scopes: ['a', true], location: '' } } },
    });
    expect(value).toEqual({
      wrapper: { encrypted: '******' },
      http: { auth: { token: { token: '******', scopes: ['******', true], location: '' } } },
    });
    expect(places).toEqual(['wrapper.encrypted', 'http.auth.token']);
  });

  it.each([
    [{ encrypted: '******', password: '', token: null }],
    [{ encryptedFields: [{ id: 'apiKey', label: 'API key', required: true }] }],
    [{ name: 'Authorization', value: 'Bearer {{connection.http.encrypted.token}}' }],
    [{ name: 'Refresh the token', description: 'Basic authentication with a bearer token' }],
    [{ relativeURI: '/orders?api_key={{{settings.key}}}&page=1' }],
    [{ baseURI: 'https://{{settings.user}}:{{settings.word}}@shop.example' }],
    [{ type: 'token', tokenURI: 'https://shop.example/token', _id: '5f', extract: 'password', generate: 'password' }],
  ])('are not in %j', (document) => {
    expect(maskSecrets(document)).toEqual({ value: document, places: [] });
  });

  it.each([
    ['https://me:pass@shop.example/x', 'https://******@shop.example/x'],
    ['mongodb+srv://me:p%40ss@db.example', 'mongodb+srv://******@db.example'],
    ['/orders?page=1&access_token=abc&b=2', '/orders?page=1&access_token=******&b=2'],
    ['Bearer eyJhbGciOi.J9', 'Bearer ******'],
    ['curl -H "Authorization: Basic dXNlcjpwYXNz"', 'curl -H "Authorization: Basic ******"'],
    ['{"grant":"x","client_secret": "a\\"b"}', '{"grant":"x","client_secret": "******"}'],
  ])('are found within the text %s', (text, masked) => {
    expect(maskSecrets({ body: [text] })).toEqual({ value: { body: [masked] }, places: ['body[0]'] });
  });

  it('are masked once: a masked document stays as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (value, secret) => {
        const masked = mask({ value, password: `x${secret}` });
        expect(maskSecrets(masked)).toEqual({ value: masked, places: [] });
      }),
    );
  });
});
