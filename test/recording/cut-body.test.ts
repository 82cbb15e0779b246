import { describe, expect, it } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.ts';
import type { HttpExchange } from '../../src/recording/recording.ts';
import { decodeAll, ENCODINGS, type Encoding } from './encodings.ts';

const SECRET = 'Qz7&"jälä/k9~Xw+3 Vb';
const BROKEN = { error: 'other side closed' };

/** Records a call with a secret whose function has got this body. Returns the exchange as it is written. */
function recordExchange(responseBody: string, more: Partial<HttpExchange>, secret = SECRET): HttpExchange | undefined {
  const options = { connection: { encrypted: { key: secret } } };
  const http = [{ method: 'GET', url: 'https://shop.example/', requestHeaders: {}, responseBody, ms: 1, ...more }];
  return createRecording({ source: 'dev', address: { function: 'f' }, options, ms: 1, http }, {}).http[0];
}

/** Returns the body as it is written. */
function recordBody(...given: Parameters<typeof recordExchange>): string | undefined {
  return recordExchange(...given)?.responseBody;
}

describe('a body that ends within a secret', () => {
  it.each(Object.entries<Encoding>(ENCODINGS))('has no part of it: %s', (_, encode) => {
    const written = encode(SECRET);
    for (let length = 1; length < written.length; length++) {
      const body = `The key of the shop: ${written.slice(0, length)}`;
      const recorded = String(recordBody(body, BROKEN));
      // The rest of an encoded secret may be padding alone: then it has come whole.
      expect(body.startsWith(recorded.replace(/«secret:[^»]+»=*$/, '')), recorded).toBe(true);
      expect(decodeAll(recorded).filter((text) => text.includes(SECRET.slice(0, 3)))).toEqual([]);
    }
  });

  it('keeps what stands before it, and in bytes too', () => {
    expect(recordBody('{"note":"ok","key":"Qz7', BROKEN)).toBe('{"note":"ok","key":"');
    expect(recordBody('<a>first</a> Qz7', { responseCut: 100 })).toBe('<a>first</a> ');
    const bytes = Buffer.from([255, 254, ...Buffer.from('!Qz7')]).toString('base64');
    const written = recordBody(bytes, { ...BROKEN, responseEncoding: 'base64' });
    expect(Buffer.from(String(written), 'base64')).toEqual(Buffer.from([255, 254, 33]));
  });

  it('counts what is left out at its end', () => {
    expect(recordExchange('<a>first</a> Qz7', { responseCut: 100 })?.responseCut).toBe(103);
    expect(recordExchange('ä: Qz7&"jä', { responseCut: 100 })).toMatchObject({ responseBody: 'ä: ', responseCut: 108 });
    expect(recordExchange('no secret', { responseCut: 100 })?.responseCut).toBe(100);
    const bytes = Buffer.from([255, ...Buffer.from('Qz7')]).toString('base64');
    expect(recordExchange(bytes, { responseCut: 1, responseEncoding: 'base64' })?.responseCut).toBe(4);
    expect(recordExchange('', { requestBody: 'of Qz7', requestCut: 5, ...BROKEN })?.requestCut).toBe(8);
    const http = [{ method: 'GET', url: 'https://a.b/', requestHeaders: {}, responseBody: 'x', responseCut: 1, ms: 1 }];
    const open = { source: 'dev', address: { function: 'f' }, options: {}, ms: 1, http } as const;
    expect(createRecording(open, {}).http[0]?.responseCut).toBe(1);
    // What has broken off has no count: nobody knows how much was to come.
    expect(recordExchange('of Qz7', BROKEN)).not.toHaveProperty('responseCut');
  });

  it('has no line of a longer one, and no part of its next line', () => {
    const lines = ['-----BEGIN KEY-----', 'k1'.repeat(32), 'm2'.repeat(32), '-----END KEY-----'];
    const body = `Found: ${lines.slice(0, 2).join('\n')}\n${'m2'.repeat(10)}`;
    expect(recordBody(body, BROKEN, lines.join('\n'))).not.toMatch(/k1|m2/);
  });

  it.each([['a'], ['z'], ['%'], ['&#'], ['a b'], ['Qz7&Qz7']])(
    'is searched in a moment, whatever it is full of: %s',
    (part) => {
      const body = `${part.repeat(300_000)}!`;
      expect(recordBody(body, BROKEN)).toBe(body);
    },
  );

  it('stays as it is if it came whole, and so does a request beside an answer that was cut', () => {
    expect(recordBody('quota of Qz', {})).toBe('quota of Qz');
    const options = { connection: { encrypted: { key: SECRET } } };
    const http = [
      { method: 'POST', url: 'https://a.b/', requestHeaders: {}, requestBody: 'about Qz', responseCut: 5, ms: 1 },
    ];
    const recording = createRecording({ source: 'dev', address: { function: 'f' }, options, ms: 1, http }, {});
    expect(recording.http[0]?.requestBody).toBe('about Qz');
  });
});
