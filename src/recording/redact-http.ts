import { isSecretLeaf, type SecretNames } from './list-secrets.ts';
import type { HttpExchange } from './recording.ts';
import { replaceLeaves } from './replace-leaves.ts';
import { JSON_FIELDS, MULTIPART_FIELDS, PARAMETERS, replaceFields, XML_ELEMENTS } from './secret-fields.ts';

/** What the redaction of HTTP exchanges needs to know. */
export interface HttpRedaction {
  readonly names: SecretNames;
  /** Whether a field, header or parameter of this name holds a secret. */
  readonly isSecret: (name: string) => boolean;
  /** Replaces the known secrets of a text. */
  readonly replaceText: (text: string) => string;
  /** Takes the first part of a known secret from the end of a text that was cut. */
  readonly trimStart: (text: string) => string;
}

/** Names the secrets of an exchange: in headers, parameters, user information, and fields of its bodies. */
export function nameHttpSecrets(exchange: HttpExchange, names: SecretNames, isSecret: HttpRedaction['isSecret']): void {
  const redaction = {
    names,
    isSecret,
    replaceText: (text: string) => text,
    trimStart: (text: string) => text,
  };
  redactExchange(exchange, redaction);
}

/** Makes an exchange without its secrets. */
export function redactExchange(exchange: HttpExchange, redaction: HttpRedaction): HttpExchange {
  const { replaceText } = redaction;
  // A body that has broken off has no count of what is missing, but the reason.
  const { requestCut, responseCut, error: end } = exchange;
  const isBroken = end !== undefined;
  const request = redactCutBody(readRequestBody(exchange), requestCut, isBroken, redaction);
  const response = redactCutBody(readResponseBody(exchange), responseCut, isBroken, redaction);
  const { url, requestHeaders, responseHeaders, error } = exchange;
  return {
    ...exchange,
    url: replaceText(redactUrl(url, redaction)),
    requestHeaders: redactHeaders(requestHeaders, redaction),
    ...(request.body !== undefined && { requestBody: request.body }),
    ...(request.cut !== undefined && { requestCut: request.cut }),
    ...(responseHeaders && { responseHeaders: redactHeaders(responseHeaders, redaction) }),
    ...(response.body !== undefined && { responseBody: response.body }),
    ...(response.cut !== undefined && { responseCut: response.cut }),
    ...(error !== undefined && { error: replaceText(error) }),
  };
}

function redactUrl(url: string, { names, isSecret }: HttpRedaction): string {
  const replace = (value: string, name = 'password') => names.add(`http.${toKey(name)}`, value);
  const open = url.replace(
    /^(\w+:\/\/[^/?#@:]*:)([^/?#@]+)(?=@)/,
    (_, start: string, password: string) => start + replace(PARAMETERS.decode(password)),
  );
  return replaceFields(open, PARAMETERS, isSecret, replace);
}

/** An address within a header: `location`, `referer`, or `link` with its brackets. */
const ADDRESS = /(?:\w+:\/)?\/[^\s<>"]+/g;

function redactHeaders(
  headers: Readonly<Record<string, string>>,
  redaction: HttpRedaction,
): Readonly<Record<string, string>> {
  const { names, isSecret, replaceText } = redaction;
  const redactOne = (name: string, value: string) => {
    if (!isSecret(name) || !isSecretLeaf(value))
      return replaceText(value.replace(ADDRESS, (url) => redactUrl(url, redaction)));
    const replace = (secret: string) => names.add(`http.${toKey(name)}`, secret);
    if (/cookie$/i.test(name))
      return value.replace(
        /(^|;\s*)(?!\s*(?:path|domain|expires|max-age|samesite|priority)=)([^=;]*=)?([^;]+)/gi,
        redactCookie,
      );
    // The scheme of an authorization is no secret.
    const [, scheme = ''] = (/authorization$/i.test(name) && /^([\w-]+ +)\S/.exec(value)) || [];
    return scheme + replace(value.slice(scheme.length));
    function redactCookie(whole: string, start: string, key: string | undefined, secret: string): string {
      return key === undefined && /^\s*(secure|httponly|partitioned)\s*$/i.test(secret)
        ? whole
        : start + replaceText(key ?? '') + replace(secret);
    }
  };
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [replaceText(name), redactOne(name, value)]),
  );
}

/** A body as it is searched. */
interface ReadBody {
  readonly text: string | undefined;
  readonly isBase64: boolean;
  /** Its value, if it is JSON. */
  readonly json: unknown;
}

function readRequestBody({ requestBody, requestEncoding }: HttpExchange): ReadBody {
  return readBody(requestBody, requestEncoding);
}

function readResponseBody({ responseBody, responseEncoding }: HttpExchange): ReadBody {
  return readBody(responseBody, responseEncoding);
}

function readBody(body: string | undefined, encoding: 'base64' | undefined): ReadBody {
  const isBase64 = encoding === 'base64';
  const text = isBase64 && body !== undefined ? Buffer.from(body, 'base64').toString('latin1') : body;
  return { text, isBase64, json: text === undefined || isBase64 ? undefined : parseObject(text) };
}

/** Redacts a body; of one that is not whole, the first part of a secret at its end is left out, and counted. */
function redactCutBody(read: ReadBody, cut: number | undefined, isBroken: boolean, redaction: HttpRedaction) {
  if (cut === undefined && !isBroken) return { body: redactBody(read, redaction), cut };
  let trimmed = 0;
  const replaceText = (text: string) => {
    const replaced = redaction.replaceText(text);
    const kept = redaction.trimStart(replaced);
    trimmed += Buffer.byteLength(replaced.slice(kept.length), read.isBase64 ? 'latin1' : 'utf8');
    return kept;
  };
  const body = redactBody(read, { ...redaction, replaceText });
  return { body, cut: cut === undefined ? undefined : cut + trimmed };
}

function redactBody({ text, isBase64, json }: ReadBody, redaction: HttpRedaction): string | undefined {
  if (text === undefined) return undefined;
  const { names, isSecret, replaceText } = redaction;
  const replace = (value: string | number, name = 'field') => names.add(`http.${toKey(name)}`, value);
  const replaceParts = (body: string) => replaceFields(body, MULTIPART_FIELDS, isSecret, replace);
  // Placeholders are written in Latin-1, so that the other bytes stay as they are.
  if (isBase64) return Buffer.from(replaceText(replaceParts(text)), 'latin1').toString('base64');
  if (json !== undefined) {
    const replaced = replaceLeaves(json, isSecret, replace);
    return replaceText(replaced === json ? text : JSON.stringify(replaced));
  }
  if (/^[^\s=&]+=\S*$/.test(text)) return replaceText(replaceFields(text, PARAMETERS, isSecret, replace));
  const fields = replaceFields(replaceParts(text), JSON_FIELDS, isSecret, replace);
  return replaceText(replaceFields(fields, XML_ELEMENTS, isSecret, replace));
}

function parseObject(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name that may stand in a placeholder. */
function toKey(name: string): string {
  return /^[\w-]{1,40}$/.test(name) ? name.toLowerCase() : 'field';
}
