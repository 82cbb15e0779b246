import { describe, expect, it } from 'vitest';
import { findScriptSecrets, maskScriptSecrets } from '../../../../src/cli/commands/pull/find-script-secrets.ts';

const JWT = `eyJ${'hbGciOiJIUzI1'}.eyJ${'zdWIiOiIxMjM0'}.c2lnbmF0dXJl`;
const AWS_KEY = `AKIA${'IOSFODNN7EXAMPLE'}`;

describe('a text of a script looks like a secret', () => {
  it.each([
    ["const apiKey = 'k3y-41'", 'apiKey'],
    ['var clientSecret="s3cr3t-42"', 'clientSecret'],
    ['options.token = `t0ken-43`', 'token'],
    ["headers['x-api-key'] = 'k3y-44'", 'x-api-key'],
    ["{ password: 'it\\'s-45' }", 'password'],
    ["{ 'Authorization': 'Basic dXNlcjpwYXNz' }", 'Authorization'],
    ["const token =\n  'on-the-next-line'", 'token'],
    ["const token = options.settings.token || 'fall-back'", 'token'],
    ["const token = settings?.token ?? 'fall-back'", 'token'],
    ["request.set('X-Auth-Key', 'k3y-46')", 'X-Auth-Key'],
    ["[{ name: 'x-api-key', value: 'k3y-47' }]", 'x-api-key'],
    [`send('${JWT}')`, 'a JWT'],
    [`// ${AWS_KEY}`, 'an AWS access key'],
    ["key('-----BEGIN RSA PRIVATE KEY-----\\n')", 'a private key'],
    ["call({ header: 'Bearer a1b2c3d4e5' })", 'a credential of an Authorization header'],
    ["get('https://me:p4ss@shop.example/orders')", 'a password in a URL'],
  ])('%s', (script, name) => {
    expect(findScriptSecrets(script).map((one) => one.name)).toEqual([name]);
  });

  it.each([
    "const token = ''",
    "const apiKey = 'none'",
    'const token = settings.token',
    "const token = get('token')",
    "const password = '******'",
    "const apiKey = 'connection.settings.apiKey'",
    "const passwordField = 'user_password'",
    "{ password: 'The password of the shop' }",
    `const authorization = \`Bearer \${options.settings.token}\``,
    "{ Authorization: 'Bearer {{token}}' }",
    "if (token === 'a-known-one') stop()",
    "const orderNumber = 'A-12345678'",
    "request.set('Content-Type', 'application/json')",
    `get(\`https://\${user}:\${password}@shop.example\`)`,
    "log('basic authentication is used')",
  ])('%s does not', (script) => {
    expect(findScriptSecrets(script)).toEqual([]);
  });

  it('at its line, once, where it stands', () => {
    const script = [
      '// tokens',
      "const token = 'first-1'",
      '',
      `const apiKey = '${JWT}'`,
      "set('token', 'third-3')",
    ].join('\r\n');
    expect(findScriptSecrets(script)).toEqual([
      { line: 2, name: 'token' },
      { line: 4, name: 'apiKey' },
      { line: 5, name: 'token' },
    ]);
    const masked = maskScriptSecrets(script);
    expect(masked.split('\r\n')).toEqual([
      '// tokens',
      "const token = '******'",
      '',
      "const apiKey = '******'",
      "set('token', '******')",
    ]);
  });

  it('also in a long text that is none, which takes no long time', () => {
    const long = `${'a'.repeat(200_000)} ${'x = '.repeat(50_000)} ${"'token', ".repeat(50_000)}`;
    expect(findScriptSecrets(`${long}\nconst token = 'behind-it'`)).toEqual([{ line: 2, name: 'token' }]);
  });
});
