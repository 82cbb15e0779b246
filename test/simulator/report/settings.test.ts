import { describe, expect, it } from 'vitest';
import { createMask } from '../../../src/simulator/report/mask-settings.ts';
import { pack } from '../../../src/simulator/report/page/packed.ts';
import { createModules, run } from '../flows.ts';
import { runSample } from './sample-flow.ts';

const HIDDEN = '[redacted]';
const { module } = createModules();

describe('the custom settings in a report', () => {
  it('are those of each document that has some, with its name', async () => {
    const { run: origin } = await runSample('orders');
    expect(origin.settings).toEqual([
      { of: 'integration', name: 'Web shop', settings: { country: 'NL' } },
      { of: 'flow', name: 'Orders to ERP', settings: expect.any(Object) },
    ]);
    expect((await run({ module: module('') })).run.settings).toEqual([]);
  });

  it('are hidden where they are named as secrets are, with all below such a name', () => {
    const mask = createMask([]);
    const settings = {
      shop: { apiKey: 'abc', accessToken: 1, Password: '', clientSecret: { a: { b: 'c' } }, licenseKeys: ['x'] },
      country: 'NL',
      pageSize: 50,
      isOpen: false,
      nothing: null,
    };
    expect(mask(settings)).toEqual({
      shop: { apiKey: HIDDEN, accessToken: HIDDEN, Password: HIDDEN, clientSecret: HIDDEN, licenseKeys: HIDDEN },
      country: 'NL',
      pageSize: 50,
      isOpen: false,
      nothing: null,
    });
  });

  it.each([
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc',
    '-----BEGIN PRIVATE KEY-----\nabc',
    'AKIAIOSFODNN7EXAMPLE',
    'Bearer 0123456789',
    'https://me:letmein@shop.example.com/',
    'https://shop.example.com/?api_key=x',
    'sk_live_0123456789',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1',
  ])('are hidden where they have the form of a secret: %s', (text) => {
    expect(createMask([])({ note: text })).toEqual({ note: HIDDEN });
  });

  it.each(['60b1c0ffee0ddba11ca5e000', 'https://shop.example.com/api/v2/orders-of-the-year', 'Everything as agreed'])(
    'are shown where they are none: %s',
    (text) => {
      expect(createMask([])({ note: text })).toEqual({ note: text });
    },
  );

  it('are hidden where they hold a value that connections hide, however short, long or encoded', () => {
    const mask = createMask(['pw1', '4711', 'canary bird']);
    const settings = {
      same: 'pw1',
      number: 4711,
      within: 'code 4711, please',
      encoded: Buffer.from('the canary bird').toString('base64'),
      escaped: 'canary%20bird',
      'canary bird': 1,
      other: 'pw12',
    };
    const hidden = mask(settings);
    expect(hidden).toEqual({
      ...{ same: HIDDEN, number: HIDDEN, within: HIDDEN, encoded: HIDDEN, escaped: HIDDEN },
      ...{ [HIDDEN]: 1, other: 'pw12' },
    });
  });

  it('are bounded: long texts are cut, and 1,000 values of a document are kept', () => {
    const mask = createMask([]);
    expect(mask({ note: 'x y '.repeat(1000) })).toEqual({ note: expect.stringMatching(/ \[cut: 4000 characters\]$/) });
    const many = mask({ list: Array.from({ length: 5000 }, (_, at) => at) }) as { list: unknown[] };
    expect(many.list.length).toBeLessThanOrEqual(1000);
  });
});

it('a secret of a connection is nowhere in a report and its page, wherever settings, functions and logs repeat it', async () => {
  const secret = 'canary+4711/of the shop';
  const shop = 'canary-shop-name';
  const forms = (text: string) => [
    text,
    encodeURIComponent(text),
    Buffer.from(text).toString('base64'),
    Buffer.from(`x${text}y`).toString('base64'),
    Buffer.from(text).toString('hex'),
    JSON.stringify(JSON.stringify(text)).slice(3, -3),
  ];
  const leaking = module(`export const f = ({ data, settings }) => {
    for (const one of Object.values(settings)) console.log(one);
    console.error(new Error(settings.s0));
    return data.map((one) => ({ data: { ...one, note: settings.s2 } }));
  };
  export const g = (options) => options.postMapData.map(() => ({ statusCode: 200 }));`);
  const settings = Object.fromEntries(forms(secret).map((text, at) => [`s${at}`, text]));
  const report = await run(
    {
      module: leaking,
      settings: { ...settings, shop, nested: { list: [`for ${shop}`] } },
      connection: { encrypted: { apiKey: { env: 'KEY' } }, unencrypted: { shop: { env: 'SHOP' } } },
      import: { wrapper: 'g', hooks: { preMap: 'f' } },
    },
    { env: { KEY: secret, SHOP: shop }, onLog: () => {} },
  );
  for (const text of [JSON.stringify(report), JSON.stringify(pack(report))])
    for (const form of forms(secret)) expect(text).not.toContain(form);
  expect(JSON.stringify(report.run)).not.toContain(shop);
  expect(report.log.length).toBeGreaterThan(0);
  expect(report.run.settings).toMatchObject([{ of: 'simulation', settings: { s0: HIDDEN, shop: HIDDEN } }]);
});
