import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { bodyTaken, incompleteBody } from '../shared/failures.ts';
import { HttpFailure } from './answer.ts';
import { checkBody, createTooLargeFailure, decodeBody, parseBody } from './body.ts';
import type { CallRequest } from './call.ts';
import { readHost, toLogFields } from './host.ts';

/** Converts a request to a call: the host's own, or one that reads through Hono. */
export function toCallRequest(c: Context): CallRequest {
  const host = readHost(c);
  if (host.request) return host.request;
  const request = {
    ...host,
    ids: toLogFields(c.req.method, c.req.path, host.ids),
    header: (name: string) => c.req.header(name),
    async json(limit: number) {
      checkBody(request, limit);
      return parseBody(decodeBody(await readBytes(c, limit)));
    },
  };
  return request;
}

async function readBytes(c: Context, limit: number): Promise<Buffer> {
  try {
    // Hono caches a body that a middleware has read: it needs no further counting.
    if (c.req.header('content-length') === undefined && !c.req.raw.bodyUsed) await countBytes(c, limit);
    return Buffer.from(await c.req.arrayBuffer());
  } catch (cause) {
    if (cause instanceof HttpFailure) throw cause;
    // The stream fails if the caller has hung up or broken the protocol.
    const [status, problem] = cause instanceof TypeError ? [500, bodyTaken()] : [400, incompleteBody()];
    throw new HttpFailure(status, problem, { cause });
  }
}

/**
 * Counts the bytes of a body without a declared length: counting doubles the time of a small call.
 * @throws HttpFailure 413
 */
async function countBytes(c: Context, limit: number): Promise<void> {
  // The counter makes a copy of the request: node-server's light request can only be copied by its own class.
  const RequestClass = c.req.raw.constructor as typeof Request;
  c.req.raw = new RequestClass(c.req.raw);
  const onError = () => {
    throw createTooLargeFailure(limit);
  };
  await bodyLimit({ maxSize: limit, onError })(c, async () => {});
}
