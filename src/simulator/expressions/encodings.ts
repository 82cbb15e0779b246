import { Buffer } from 'node:buffer';
import { parse, stringify } from '../../shared/intrinsics.ts';
import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

const ENCODINGS = [
  'utf8',
  'utf-8',
  'ascii',
  'hex',
  'base64',
  'binary',
  'latin1',
  'ucs2',
  'ucs-2',
  'utf16le',
  'utf-16le',
] as const;

function text(write: (text: string, host: HelperHost) => unknown): Helper {
  return inline(
    [1, 1],
    (host) =>
      ([value]) =>
        write(host.text(value), host),
  );
}

function readEncoding(host: HelperHost, value: unknown): BufferEncoding {
  return value === undefined || value === '' ? 'utf8' : host.choose(value, ENCODINGS);
}

function recode(write: (text: string, encoding: BufferEncoding) => string): Helper {
  return inline(
    [1, 2],
    (host) =>
      ([value, encoding]) =>
        write(host.text(value), readEncoding(host, encoding)),
    { check: (host, [, encoding]) => void readEncoding(host, encoding) },
  );
}

const jsonSerialize = inline(
  [1, 1],
  () =>
    ([value]) =>
      stringify(value),
);

/** The helpers that encode and decode, as the platform documents them. */
export const encodings = {
  jsonParse: inline([1, 1], (host) => ([value]) => {
    try {
      return parse(host.text(value)) as unknown;
    } catch {
      throw host.failure('a text in JSON', value);
    }
  }),
  jsonSerialize,
  jsonStringify: jsonSerialize,
  jsonEncode: inline([1, 1], () => ([value]) => {
    if (typeof value === 'string') return stringify(value).slice(1, -1);
    return typeof value === 'object' && value !== null ? '[object Object]' : value;
  }),
  base64Encode: recode((value, encoding) => Buffer.from(value, encoding).toString('base64')),
  base64Decode: recode((value, encoding) => Buffer.from(value, 'base64').toString(encoding)),
  encodeURI: text((value, host) => {
    const encoded = encodeURIComponent(value);
    if (encoded !== encodeURI(value)) host.rely(readings.uriComponent);
    return encoded;
  }),
  decodeURI: text((value, host) => {
    const decoded = decode(host, value, decodeURIComponent);
    if (decoded !== decode(host, value, decodeURI)) host.rely(readings.uriComponent);
    return decoded;
  }),
  htmlEncode: text((value, host) => {
    if (value.includes("'")) host.rely(readings.quoteEntity);
    return value.replaceAll(/[<>&'"]/g, (character) => entities.get(character) as string);
  }),
  htmlDecode: text((value, host) => {
    return value.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z][a-z0-9]*));/gi, (entity, hexadecimal, decimal, name) => {
      if (name === undefined) return String.fromCodePoint(Number(hexadecimal ? `0x${hexadecimal}` : decimal));
      const character = characters.get(name);
      if (character === undefined) throw host.failure(`one of ${[...characters.keys()].join(', ')}`, entity);
      return character;
    });
  }),
  stripProtocol: text((value) => value.replace(/^[a-z][a-z0-9+.-]*:(?=\/\/)/i, '')),
  stripQuerystring: text((value) => value.split('?', 1)[0]),
} as const satisfies Record<string, Helper>;

const entities = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const characters = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

function decode(host: HelperHost, value: string, read: (text: string) => string): string {
  try {
    return read(value);
  } catch {
    throw host.failure('a text with valid percent codes', value);
  }
}
