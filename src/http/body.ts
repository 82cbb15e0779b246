import { isUtf8 } from 'node:buffer';
import { malformedJson, notJson } from '../shared/failures.ts';
import { parse } from '../shared/intrinsics.ts';
import { HttpFailure } from './answer.ts';
import { createTooLargeFailure } from './body-bytes.ts';
import type { CallRequest } from './call.ts';

const JSON_MEDIA_TYPE = /^\s*application\/([^\s;]+\+)?json\s*(;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=(?!\s*"?utf-?8\b)/i;

/**
 * Checks a body by its headers, before any of it is read.
 * @throws HttpFailure 413 or 415
 */
export function checkBody(request: Pick<CallRequest, 'header'>, limit: number): void {
  const type = request.header('content-type') ?? '';
  const encoding = request.header('content-encoding');
  if (!isJson(type) || (encoding && !/^identity$/i.test(encoding))) throw new HttpFailure(415, notJson());
  if (Number(request.header('content-length')) > limit) throw createTooLargeFailure(limit);
}

function isJson(type: string): boolean {
  return type === 'application/json' || (JSON_MEDIA_TYPE.test(type) && !OTHER_CHARSET.test(type));
}

/**
 * Decodes the bytes of a body.
 * @throws HttpFailure 400 for bytes that are no UTF-8: a decoder would put other characters in their place
 */
export function decodeBody(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  throw new HttpFailure(400, malformedJson());
}

/**
 * Parses the JSON of a body.
 * @throws HttpFailure 400
 */
export function parseBody(text: string): unknown {
  try {
    return parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  } catch {
    // The parser's message quotes the body, which may hold the token.
    throw new HttpFailure(400, malformedJson());
  }
}

const BYTE_ORDER_MARK = 0xfeff;
