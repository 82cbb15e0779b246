/** A way in which functions and services write a text. */
export type Encoding = (text: string) => string;

/** The encodings that secrets are found in. */
export const ENCODINGS: Readonly<Record<string, Encoding>> = {
  plain: (text) => text,
  percent: encodeURIComponent,
  'percent of all': (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json of all': (text) =>
    Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  html: (text) => text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'base64 in lines of a mail': (text) =>
    Buffer.from(`${'user '.repeat(11)}${text}`)
      .toString('base64')
      .replaceAll(/.{76}/g, '$&\r\n'),
  'base64 with a user': (text) => Buffer.from(`somebody:${text}`).toString('base64'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
};

/** Lists what a text looks like once each encoding is undone. */
export function decodeAll(text: string): string[] {
  const words = text.match(/[\w+/=-]{6,}/g) ?? [];
  const decoded = words.flatMap((word) => [
    Buffer.from(word, 'base64').toString(),
    Buffer.from(word, 'hex').toString(),
  ]);
  return [text, unescapeAll(text), ...decoded];
}

function unescapeAll(text: string): string {
  const bytes = text.replaceAll(/(?:%[\da-f]{2})+/gi, (all) => Buffer.from(all.replaceAll('%', ''), 'hex').toString());
  const units = bytes.replaceAll(/\\u([\da-f]{4})/gi, (_, unit) => String.fromCharCode(Number.parseInt(unit, 16)));
  return units.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replaceAll(/\\(["\\])/g, '$1');
}
