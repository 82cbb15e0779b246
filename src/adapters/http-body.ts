import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { bodyTaken, incompleteBody, malformedJson, notJson, requestTooLarge } from '../failures.ts';
import { HttpFailure } from './http-answer.ts';
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
  if (Number(length) > limit) throw new HttpFailure(413, requestTooLarge(limit));
  try {
    if (length === undefined && !c.req.raw.bodyUsed) await countBytes(c, limit);
    return await c.req.text();
  } catch (cause) {
    if (cause instanceof HttpFailure) throw cause;
    // Where the stream itself fails the caller has gone, or has broken the protocol.
    const [status, problem] = cause instanceof TypeError ? [500, bodyTaken()] : [400, incompleteBody()];
    throw new HttpFailure(status, problem, { cause });
  }
}

/** Only for bodies that don't say how long they are: it takes as long again as all the rest of a small call. */
async function countBytes(c: Context, limit: number): Promise<void> {
  // The request is copied after counting, and node-server's light request can only be copied by its own kind.
  const Kind = c.req.raw.constructor as typeof Request;
  c.req.raw = new Kind(c.req.raw);
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
