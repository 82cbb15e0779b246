import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecording, type RecordedCall } from '../../src/recording/create-recording.ts';
import { PUBLIC_WORDS } from '../../src/recording/public-words.ts';
import { decodeAll, ENCODINGS } from './encodings.ts';

const secret = fc
  .oneof(
    fc.string({ minLength: 10, maxLength: 60 }),
    fc.string({ minLength: 10, maxLength: 40, unit: 'grapheme' }),
    fc.base64String({ minLength: 24, maxLength: 400 }),
  )
  .filter(
    (text) => text.trim().length >= 10 && !PUBLIC_WORDS.has(text) && !/[«»]/.test(text) && new Set(text).size > 4,
  );

const encoding = fc.constantFrom(...Object.keys(ENCODINGS));

/** Puts a text into one of the places of a call. */
const PLACES: Readonly<Record<string, (text: string) => Partial<RecordedCall>>> = {
  response: (text) => ({ response: [{ data: { note: `before ${text} after` } }] }),
  'a key of the response': (text) => ({ response: { [text]: 1 } }),
  'a message': (text) => ({ problems: [{ code: 'failed', message: `401 for ${text}` }] }),
  'a stack': (text) => ({ problems: [], stack: `Error: ${text}\n    at x (file:///a.js:1:2)` }),
  'a log line': (text) => ({ logs: [{ level: 'info', message: `sent ${text}`, more: [{ text }] }] }),
  'a finding': (text) => ({ findings: [`response.id: found ${text}`] }),
  'a URL': (text) => ({ http: [exchange({ url: `https://shop.example/orders?x=${encodeURIComponent(text)}#a` })] }),
  'a header': (text) => ({ http: [exchange({ requestHeaders: { 'x-note': text } })] }),
  'the authorization': (text) => ({ http: [exchange({ requestHeaders: { authorization: `Basic ${text}` } })] }),
  'a JSON body': (text) => ({ http: [exchange({ requestBody: JSON.stringify({ a: [text] }) })] }),
  'a form': (text) => ({ http: [exchange({ requestBody: new URLSearchParams({ a: 'b', c: text }).toString() })] }),
  'a binary body': (text) => ({
    http: [exchange({ responseBody: Buffer.from(`\u0000${text}`).toString('base64'), responseEncoding: 'base64' })],
  }),
  'an error': (text) => ({ http: [exchange({ error: `refused ${text}` })] }),
};

function exchange(more: object): NonNullable<RecordedCall['http']>[number] {
  return { method: 'POST', url: 'https://shop.example/', requestHeaders: {}, ms: 1, ...more };
}

it('leaves no form of a secret, wherever it stands', () => {
  fc.assert(
    fc.property(
      secret,
      encoding,
      encoding,
      fc.constantFrom(...Object.keys(PLACES)),
      fc.boolean(),
      (text, inner, outer, place, isBearer) => {
        let written: string;
        try {
          written = (ENCODINGS[outer] as (text: string) => string)(
            (ENCODINGS[inner] as (text: string) => string)(text),
          );
        } catch {
          // A lone surrogate has no percent encoding.
          return;
        }
        const options = isBearer ? { bearerToken: text } : { connection: { encrypted: { deep: [{ key: text }] } } };
        const recording = createRecording({
          source: 'dev',
          address: { function: 'f' },
          options,
          ms: 1,
          ...PLACES[place]?.(written),
        });
        const json = JSON.stringify(recording);
        const views = decodeAll(json).flatMap(decodeAll);
        for (const shown of [text, written]) expect(views.filter((view) => view.includes(shown))).toEqual([]);
        expect(json).toContain(isBearer ? '«secret:bearerToken»' : '«secret:connection.encrypted.deep[*].key»');
      },
    ),
    { numRuns: 1000 },
  );
});

it('keeps calls without secrets as they are', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false } as object), fc.jsonValue(), (data, response) => {
      const recording = createRecording(
        { source: 'invoke', address: { function: 'f' }, options: { data }, response, ms: 2 },
        { secrets: [{ name: 'env.KEY', value: 'no-such-text-anywhere' }] },
      );
      expect(recording.options).toEqual({ data });
      expect(recording.response).toEqual(response);
    }),
  );
});

it('hides equal values equally, and different ones differently', () => {
  const email = fc
    .tuple(fc.stringMatching(/^[a-z]{3,12}$/), fc.stringMatching(/^[a-z]{3,9}$/))
    .map(([a, b]) => `${a}@${b}.example`);
  fc.assert(
    fc.property(fc.array(fc.record({ email, note: fc.string() }), { minLength: 1, maxLength: 20 }), (data) => {
      const call = {
        source: 'dev' as const,
        address: { function: 'f' },
        options: { data },
        response: data.map((one) => `to ${one.email}`),
        ms: 1,
      };
      const { options, response } = createRecording(call, { hide: ['options.data[*].email'], hideValues: ['email'] });
      const hidden = (options as { data: { email: string }[] }).data.map((one) => one.email);
      for (const [index, one] of data.entries()) {
        expect(hidden[index]).toMatch(/^«email:\d+»$/);
        expect(hidden.indexOf(hidden[index] as string)).toBe(data.findIndex((other) => other.email === one.email));
        expect((response as string[])[index]).toBe(`to ${hidden[index]}`);
      }
      expect(createRecording(call, { hideValues: ['email'] }).options).toEqual(
        createRecording(call, { hideValues: ['email'] }).options,
      );
    }),
  );
});
