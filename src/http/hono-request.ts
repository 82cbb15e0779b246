import type { Context } from 'hono';
import { bodyTaken, incompleteBody } from '../shared/failures.ts';
import { HttpFailure } from './answer.ts';
import { checkBody, decodeBody, parseBody } from './body.ts';
import { readBody } from './body-bytes.ts';
import { findBodyToken } from './body-token.ts';
import type { CallRequest } from './call.ts';
import { readHost, toLogFields } from './host.ts';
import type { Authorize } from './token.ts';

/** Converts a request to a call: the host's own, or one that reads through Hono. */
export function toCallRequest(c: Context): CallRequest {
  const host = readHost(c);
  if (host.request) return host.request;
  const request = {
    ...host,
    ids: toLogFields(c.req.method, c.req.path, host.ids),
    header: (name: string) => c.req.header(name),
    async json(limit: number, authorize?: Authorize) {
      checkBody(request, limit);
      return parseBody(decodeBody(await readBytes(c, limit, authorize)));
    },
  };
  return request;
}

async function readBytes({ req }: Context, limit: number, authorize: Authorize | undefined): Promise<Buffer> {
  try {
    // Hono caches a body that a middleware has read: it needs no further counting.
    if (req.raw.bodyUsed || (!authorize && req.header('content-length') !== undefined)) {
      const bytes = Buffer.from(await req.arrayBuffer());
      await authorize?.(findBodyToken(bytes));
      return bytes;
    }
    const bytes = await readBody(req.raw.body?.values({ preventCancel: true }), limit, authorize);
    // A middleware may read it later. Nobody shares this memory, as the types of browsers demand.
    Object.assign(req.bodyCache, { blob: Promise.resolve(new Blob([bytes as Buffer<ArrayBuffer>])) });
    return bytes;
  } catch (cause) {
    if (cause instanceof HttpFailure) throw cause;
    // The stream fails if the caller has hung up or broken the protocol.
    const [status, problem] = cause instanceof TypeError ? [500, bodyTaken()] : [400, incompleteBody()];
    throw new HttpFailure(status, problem, { cause });
  }
}
