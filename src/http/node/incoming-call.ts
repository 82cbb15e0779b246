import type { IncomingMessage } from 'node:http';
import { bodyTaken, incompleteBody } from '../../shared/failures.ts';
import { HttpFailure } from '../answer.ts';
import { checkBody, createTooLargeFailure, parseBody } from '../body.ts';
import type { CallRequest } from '../call.ts';
import { toLogFields } from '../host.ts';

/** The fields that a framework may have put on a request. */
interface ParsedRequest {
  readonly body?: unknown;
  readonly originalUrl?: string;
}

/** The path of a node URL, without the query and the final slash. */
export function readPath(url = '/'): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return path.endsWith('/') && path.length > 1 ? path.slice(0, -1) : path;
}

/** A call as node represents it. A class: closures would be made anew for each request. */
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
    return readableEnded ? parseLeftBody(body) : parseBody(`${await readBytes(this.#incoming, limit)}`);
  }
}

/** The host's own ids of a request. */
export function readIds({ socket }: IncomingMessage): CallRequest['ids'] {
  return { remote: socket.remoteAddress };
}

/** The body that a parser has left: parsed, bytes or text. */
function parseLeftBody(body: unknown): unknown {
  if (body === undefined) throw new HttpFailure(500, bodyTaken());
  return typeof body === 'string' || Buffer.isBuffer(body) ? parseBody(`${body}`) : body;
}

/** Chunks are concatenated every 1,024 chunks: a chunk of one byte takes a hundred times its size. */
const CHUNKS = 1024;

function readBytes(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  let pieces: Buffer[] = [];
  const joined: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > limit) {
        // Drops the rest of the body.
        pieces.length = joined.length = 0;
        return reject(createTooLargeFailure(limit));
      }
      if (pieces.push(piece) < CHUNKS) return;
      joined.push(Buffer.concat(pieces));
      pieces = [];
    });
    incoming.on('end', () => resolve(size === pieces[0]?.length ? pieces[0] : Buffer.concat([...joined, ...pieces])));
    incoming.on('error', (cause) => reject(new HttpFailure(400, incompleteBody(), { cause })));
  });
}
