import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runHere } from '../../cli/command-line.ts';
import { edit, ORDERS, REGIONS, readAccount, startAccount, TOKEN } from '../../cli/commands/pull/account.ts';
import { createPulling } from './pulling.ts';

const { path, read, contents, pull } = createPulling();

describe('secrets', () => {
  const secrets = {
    encrypted: 'sec-encrypted-41',
    password: 'sec-password-42',
    header: 'sec-header-43',
    stack: 'sec-stack-44',
    system: 'sec-system-45',
    configured: 'sec-configured-46',
    mocked: 'sec-mocked-47',
    url: 'sec-url-48',
  };

  const withSecrets = () => {
    const account = readAccount();
    return {
      ...account,
      connections: [
        {
          _id: '9000000000000000000000a1',
          name: 'Shop',
          type: 'wrapper',
          wrapper: {
            _stackId: '5000000000000000000000a1',
            pingFunction: 'pingShop',
            encrypted: { apiKey: secrets.encrypted },
          },
        },
        {
          _id: '9000000000000000000000b2',
          name: 'Warehouse',
          type: 'http',
          http: {
            baseURI: `https://api:${secrets.url}@warehouse.example`,
            auth: { type: 'basic', basic: { username: 'me', password: secrets.password } },
            headers: [
              { name: 'X-Api-Key', value: secrets.header },
              { name: 'Authorization', value: 'Bearer {{connection.http.encrypted.apiKey}}' },
            ],
          },
        },
      ],
      stacks: [
        {
          _id: '5000000000000000000000a1',
          name: 'orders',
          type: 'lambda',
          lambda: { functionName: 'orders', awsRegion: 'eu-west-1', secretAccessKey: secrets.stack },
          server: { systemToken: secrets.system },
        },
      ],
      integrations: [{ _id: 'a00000000000000000000001', settings: { apiToken: secrets.configured } }],
      exports: (account.exports ?? []).map((one) => ({
        ...one,
        mockOutput: { page_of_records: [{ record: { cookie: secrets.mocked, id: 1 } }] },
      })),
    };
  };

  it('are in no written file and in no output, and their places are named', async () => {
    await startAccount(withSecrets());
    const { code, out, err } = await runHere(['pull', ORDERS, path(), '--lookup-data']);
    expect(code).toBe(0);
    const all = [out, err, ...Object.values(contents())].join('\n');
    for (const secret of [...Object.values(secrets), TOKEN]) expect(all).not.toContain(secret);
    expect(JSON.parse(read('connections/9000000000000000000000a1.json')).wrapper.encrypted).toBe('******');
    const { http } = JSON.parse(read('connections/9000000000000000000000b2.json'));
    expect(http).toEqual({
      baseURI: 'https://******@warehouse.example',
      auth: { type: 'basic', basic: { username: 'me', password: '******' } },
      headers: [
        { name: 'X-Api-Key', value: '******' },
        { name: 'Authorization', value: 'Bearer {{connection.http.encrypted.apiKey}}' },
      ],
    });
    expect(out).toContain(
      'secrets are stars in stacks/5000000000000000000000a1.json: lambda.secretAccessKey, server.systemToken',
    );
    expect(out).toContain('secrets are stars in integration.json: settings.apiToken');
  });

  it('are stars in differences, too', async () => {
    const fake = await startAccount(withSecrets());
    await pull(ORDERS);
    edit(fake.integrations, 'a00000000000000000000001', { name: 'Shops', settings: { apiToken: 'sec-later-49' } });
    const { out } = await runHere(['pull', ORDERS, path()]);
    expect(out).toContain('+  "name": "Shops",');
    expect(out).not.toContain('sec-later-49');
  });

  it('that somebody wrote over the stars are in no difference, and on disk no more', async () => {
    await startAccount(withSecrets());
    await pull(ORDERS);
    const file = 'connections/9000000000000000000000b2.json';
    const kept = read(file);
    for (const [what, broken] of [
      ['JSON', kept],
      ['no JSON', `${kept}<<<<<<< mine\n`],
    ] as const) {
      const mine = broken
        .replace('"password": "******"', '"password": "sec-mine-52"')
        .replace('"value": "******"', '"value": "Bearer sec-mine-53"')
        .replace('"Warehouse"', '"My warehouse"');
      writeFileSync(path(file), mine);
      const { code, out, err } = await runHere(['pull', ORDERS, path()]);
      expect([what, code, err]).toEqual([what, 0, '']);
      expect(out).toContain('-  "name": "My warehouse",\n+  "name": "Warehouse",');
      expect(out).not.toContain('sec-mine');
      expect(read(file)).toBe(kept);
    }
    writeFileSync(path(file), kept.replace('"password": "******"', '"password": "sec-mine-54"'));
    const { states, files } = await pull(ORDERS);
    expect(states[file]).toBe('changed');
    expect(files.find((one: { file: string }) => one.file === file)).toEqual({ file, state: 'changed' });
  });

  const SCRIPT = 'c00000000000000000000001';
  const withScript = (content: string) => {
    const account = readAccount();
    const scripts = (account.scripts ?? []).map((one) => (one._id === SCRIPT ? { ...one, content } : one));
    return { ...account, scripts };
  };

  it('in the text of a script are warned of with their line, and the text stays as it is', async () => {
    const content = `function addTotal (o) {\n  const apiKey = 'sec-script-50'\n  return o.data\n}\n`;
    const fake = await startAccount(withScript(content));
    const first = await pull(REGIONS);
    const warning = `scripts/${SCRIPT}.js:2: apiKey looks like a secret, and is written as it is: see that it does not get into Git`;
    expect(first).toMatchObject({
      code: 0,
      scriptSecrets: [{ file: `scripts/${SCRIPT}.js`, line: 2, name: 'apiKey' }],
    });
    expect(first.err).toContain(warning);
    expect(read(`scripts/${SCRIPT}.js`)).toBe(content);
    edit(fake.scripts, SCRIPT, { content: content.replace('50', '51') });
    const { err, out } = await runHere(['pull', REGIONS, path()]);
    expect(err).toContain(warning);
    expect(out).toContain("+  const apiKey = '******'");
    expect(out + err).not.toMatch(/sec-script/);
    expect(read(`scripts/${SCRIPT}.js`)).toContain('sec-script-51');
  });

  it('are no warning where scripts have none', async () => {
    await startAccount();
    expect(await pull(REGIONS)).toMatchObject({ code: 0, scriptSecrets: [], err: '' });
  });
});
