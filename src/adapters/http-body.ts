import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { bodyTaken, incompleteBody, malformedJson, notJson, requestTooLarge } from '../failures.ts';
import { HttpFailure } from './http-failure.ts';
import { hostOf } from './http-host.ts';

const JSON_TYPE = /^\s*application\/([^\s;]+\+)?json\s*(;|$)/i;
const OTHER_CHARSET = /;\s*charset\s*=\s*"?(?!utf-?8\b)/i;

/**
 * The JSON of a request's body.
 * @param limit the most bytes that it may have
 * @throws HttpFailure 400, 413 or 415; 500 where something in front of the app has left nothing of the body
 */
export async function readJson(c: Context, limit: number): Promise<unknown> {
  const { read } = hostOf(c);
  checkType(c.req.header('content-type'), c.req.header('content-encoding'));
  if (read) return fromRead(read.body);
  return parse(await readText(c, limit));
}

function checkType(type = '', encoding = 'identity'): void {
  if (JSON_TYPE.test(type) && !OTHER_CHARSET.test(type) && /^identity$/i.test(encoding)) return;
  throw new HttpFailure(415, notJson());
}

/** What parsers in front of the app leave behind: the parsed body, or its bytes or text. */
function fromRead(body: unknown): unknown {
  if (body === undefined) throw new HttpFailure(500, bodyTaken());
  return typeof body === 'string' || body instanceof Uint8Array ? parse(Buffer.from(body).toString()) : body;
}

async function readText(c: Context, limit: number): Promise<string> {
  const length = c.req.header('content-length');
  if (length === undefined) await countBytes(c, limit);
  else if (Number(length) > limit) throw new HttpFailure(413, requestTooLarge(limit));
  try {
    return await c.req.text();
  } catch (cause) {
    // Where the stream itself fails the caller has gone, or has broken the protocol.
    throw cause instanceof TypeError
      ? new HttpFailure(500, bodyTaken(), { cause })
      : new HttpFailure(400, incompleteBody(), { cause });
  }
}

/** Only for bodies that don't say how long they are: it takes as long again as all the rest of a small call. */
async function countBytes(c: Context, limit: number): Promise<void> {
  // A copy is made of the request after counting, and the light request of node-server can only be copied by its own
  // kind. One whose body has been read already is left to fail when it is read.
  const Kind = c.req.raw.constructor as typeof Request;
  if (!c.req.raw.bodyUsed) c.req.raw = new Kind(c.req.raw);
  const refuse = () => {
    throw new HttpFailure(413, requestTooLarge(limit));
  };
  await bodyLimit({ maxSize: limit, onError: refuse })(c, async () => {});
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may hold the token.
    throw new HttpFailure(400, malformedJson());
  }
}
