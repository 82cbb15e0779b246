import type { IncomingMessage } from 'node:http';
import { bodyTaken, incompleteBody } from '../../shared/failures.ts';
import { HttpFailure } from '../answer.ts';
import { checkBody, createTooLargeFailure, decodeBody, parseBody } from '../body.ts';
import type { CallRequest } from '../call.ts';
import { toLogFields } from '../host.ts';

/** The fields that a framework may have put on a request. */
interface ParsedRequest {
  readonly body?: unknown;
  readonly originalUrl?: string;
}

/** Reads the path of a request's URL, without the query and the final slash. */
export function readPath(url = '/'): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return path.endsWith('/') && path.length > 1 ? path.slice(0, -1) : path;
}

/** A call from a request of Node. A class: closures would be made for each request. */
export class IncomingCall implements CallRequest {
  readonly ids: CallRequest['ids'];
  readonly #incoming: IncomingMessage & ParsedRequest;

  constructor(incoming: IncomingMessage & ParsedRequest) {
    this.#incoming = incoming;
    this.ids = toLogFields('POST', readPath(incoming.originalUrl ?? incoming.url), readIds(incoming));
  }

  header(name: string): string | undefined {
    return this.#incoming.headers[name] as string | undefined;
  }

  async json(limit: number): Promise<unknown> {
    checkBody(this, limit);
    const { readableEnded, body } = this.#incoming;
    return readableEnded ? parseLeftBody(body) : parseBody(decodeBody(await readBytes(this.#incoming, limit)));
  }
}

/** Reads the ids of a request that only its socket has. */
export function readIds({ socket }: IncomingMessage): CallRequest['ids'] {
  return { remote: socket.remoteAddress };
}

/** Reads the log fields of a request that does not become a call. */
export function readLogFields(incoming: IncomingMessage): object {
  return toLogFields(String(incoming.method), readPath(incoming.url), readIds(incoming));
}

/** Parses the body that a framework's parser has left: parsed, bytes or text. */
function parseLeftBody(body: unknown): unknown {
  if (body === undefined) throw new HttpFailure(500, bodyTaken());
  if (typeof body === 'string') return parseBody(body);
  return Buffer.isBuffer(body) ? parseBody(decodeBody(body)) : body;
}

/** Chunks are concatenated every 1,024 chunks: a chunk of 1 byte takes 100 bytes of memory. */
const CHUNKS_PER_BUFFER = 1024;

function readBytes(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  let chunks: Buffer[] = [];
  const buffers: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        // Drops the rest of the body.
        chunks.length = buffers.length = 0;
        return reject(createTooLargeFailure(limit));
      }
      if (chunks.push(chunk) < CHUNKS_PER_BUFFER) return;
      buffers.push(Buffer.concat(chunks));
      chunks = [];
    });
    incoming.on('end', () => resolve(size === chunks[0]?.length ? chunks[0] : Buffer.concat([...buffers, ...chunks])));
    incoming.on('error', (cause) => reject(new HttpFailure(400, incompleteBody(), { cause })));
  });
}
