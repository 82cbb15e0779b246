import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Context, createHandler } from 'integrator-extension-lambda';
import { createApp } from 'integrator-extension-lambda/http';
import { describe, expect, it } from 'vitest';
import { createFolder, runBuilt } from '../cli/command-line.ts';
import { text } from '../core/values.ts';
import { createContext, invoke } from '../lambda/context.ts';
import { keepLines } from '../lines.ts';
import { canaries, createCanaryOptions, findLeaks, systemToken } from './canaries.ts';
import { testLaw } from './fuzz/law.ts';

/** The forms in which authors, or their libraries, write a secret. */
const FORMS: Record<string, (secret: string) => string> = {
  'as it is': (one) => one,
  'in JSON': (one) => JSON.stringify({ body: one }),
  'in JSON within JSON': (one) => JSON.stringify({ body: JSON.stringify({ key: [one] }) }),
  'in a URL': (one) => `https://example.com/?key=${encodeURIComponent(one.toWellFormed())}&page=2`,
  'in a form': (one) => `page=2&${new URLSearchParams({ key: one })}`,
  'in a Basic header': (one) => `Basic ${Buffer.from(`ada:${one}`).toString('base64')}`,
  'in JSON nested three times': (one) => JSON.stringify([JSON.stringify([JSON.stringify({ key: one })])]),
  'in lower-case percent-encoding': (one) =>
    encodeURIComponent(one.toWellFormed()).replace(/%../g, (code) => code.toLowerCase()),
  'in mixed percent-encoding': (one) => {
    let codes = 0;
    return encodeURIComponent(one.toWellFormed()).replace(/%../g, (code) => (codes++ % 2 ? code : code.toLowerCase()));
  },
  'in base64url, somewhere': (one) => Buffer.from(`{"key":"${one}"}`).toString('base64url'),
  'in base64url with padding, somewhere': (one) =>
    Buffer.from(`{"key":"${one}"}`).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  'in hexadecimal': (one) => Buffer.from(one).toString('hex'),
  'in upper-case hexadecimal': (one) => Buffer.from(one).toString('hex').toUpperCase(),
  'in base64, somewhere': (one) => Buffer.from(`{"key":"${one}"}`).toString('base64'),
};

type Options = ReturnType<typeof createCanaryOptions>;
type Done = (error: unknown, response?: unknown) => void;

/** The places of a log that hold an author's text. */
const PLACES: Record<string, (said: string) => (options: Options, done: Done, context: Context) => unknown> = {
  'the message of a line':
    (said) =>
    (_, done, { log }) => {
      log.warn(said);
      done(null, 1);
    },
  'a field of a line':
    (said) =>
    (_, done, { log }) => {
      log.info('asked', { deep: [{ said }], error: new Error(said, { cause: said }) });
      done(null, 1);
    },
  'a thrown error': (said) => () => {
    throw Object.assign(new Error(said, { cause: new Error(said) }), { code: said });
  },
  'a text that is thrown': (said) => () => {
    throw said;
  },
  'a late error': (said) => (_, done) => {
    done(null, 1);
    done(new Error(said));
  },
};

const around = fc.tuple(text, text);

testLaw(
  'a secret of a call is in no line, in any place and form that an author has written',
  fc.asyncProperty(
    around,
    fc.constantFrom('bearerToken', 'encrypted'),
    fc.constantFrom(...Object.entries(FORMS)),
    fc.constantFrom(...Object.entries(PLACES)),
    async ([before, after], which, [, form], [, place]) => {
      const secret = before + canaries[which] + after;
      const { logger, lines } = keepLines();
      const sent = createCanaryOptions(which === 'bearerToken' ? { bearerToken: secret } : { encrypted: secret });
      const handler = createHandler({ diy: { fn: place(form(secret)) }, logger });
      await invoke(handler, sent, createContext({ clientContext: { diy: true, function: 'fn' } }));
      expect(findLeaks(JSON.stringify(lines))).toEqual([]);
      expect(JSON.stringify(lines)).toContain('[redacted]');
    },
  ),
);

describe('settings, license and records', () => {
  const diy = {
    answers: (options: unknown) => options,
    fails: () => Promise.reject(new Error('No such order: 17')),
    answersTooMuch: ({ settings }: Options) => [settings, 'x'.repeat(6_000_000)],
    answersInstance: ({ settings }: Options) => ({ settings, at: new Date() }),
    late: (options: Options, done: Done) => [done(null, options), done(null, options)],
  };

  it.each(Object.keys(diy))('are in no line of a function that %s, unless its author logs them', async (name) => {
    const { logger, lines } = keepLines();
    await invoke(
      createHandler({ diy, logger }),
      createCanaryOptions(),
      createContext({ clientContext: { diy: true, function: name } }),
    );
    expect(lines.length).toBeGreaterThan(0);
    expect(findLeaks(JSON.stringify(lines))).toEqual([]);
  });
});

describe('the tokens of a server', () => {
  const { logger, lines } = keepLines();
  const app = createApp({ diy: { echo: (options: unknown) => options }, systemToken, logger });
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({
    diy: true,
    function: 'echo',
    options: createCanaryOptions(),
    access_token: systemToken,
  });

  it.each<[string, number, RequestInit & { path?: string }]>([
    ['the right token in the header', 200, { headers: { ...json, authorization: `Bearer ${systemToken}` }, body }],
    ['the right token in the body', 200, { headers: json, body }],
    ['a wrong token', 401, { headers: { ...json, authorization: `Bearer ${systemToken}x` }, body }],
    [
      'a secret in another header',
      401,
      { headers: { ...json, 'x-api-key': canaries.header.trim(), authorization: 'none' }, body },
    ],
    ['the right token in the URL', 401, { headers: json, body: '{}', path: `/function?access_token=${systemToken}` }],
    ['a token in a body that is not JSON', 400, { headers: json, body: body.slice(1) }],
  ])('are in no line and no error: %s', async (_, status, { path = '/function', ...init }) => {
    const response = await app.request(path, { method: 'POST', ...init });
    expect(response.status).toBe(status);
    if (status !== 200) expect(findLeaks(await response.text())).toEqual([]);
    expect(findLeaks(JSON.stringify(lines))).toEqual([]);
  });
});

describe('the output of the command line', () => {
  const { folder, write, path } = createFolder();
  write('package.json', '{"type":"module"}');
  const module = write(
    'functions.js',
    `import { define } from 'integrator-extension-lambda';
    export const leaky = define.preMap(({ data, bearerToken, connection }) => {
      console.log('asked with', bearerToken);
      data.length = 0;
      throw new Error('401 for ' + encodeURIComponent(connection.encrypted.password));
    });`,
  );
  const options = { data: [{ id: 1 }], errors: [], ...createCanaryOptions() };
  write('event.json', JSON.stringify({ diy: true, function: 'leaky', options }));

  it('has no secret in the report of check, and no token in its saved events', async () => {
    const args = ['check', module, '--events', path('event.json'), '--runs', '5', '--out', path('saved')];
    for (const more of [[], ['--json']]) {
      const { code, out, err } = await runBuilt([...args, ...more], { cwd: folder });
      expect(code).toBe(1);
      expect(out).toContain('secrets');
      expect(findLeaks(out + err)).toEqual([]);
    }
    const saved = readdirSync(path('saved')).map((name) => readFileSync(join(path('saved'), name), 'utf8'));
    expect(saved.length).toBeGreaterThan(0);
    expect(saved.flatMap(findLeaks)).not.toContain('bearerToken');
  });
});
