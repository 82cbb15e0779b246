import type { IncomingMessage } from 'node:http';
import { bodyTaken, incompleteBody } from '../../shared/failures.ts';
import { HttpFailure } from '../answer.ts';
import { checkBody, decodeBody, parseBody } from '../body.ts';
import { BodyBytes, readBody } from '../body-bytes.ts';
import type { CallRequest } from '../call.ts';
import { toLogFields } from '../host.ts';
import type { Authorize } from '../token.ts';

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

  async json(limit: number, authorize?: Authorize): Promise<unknown> {
    checkBody(this, limit);
    const { readableEnded, body } = this.#incoming;
    if (!readableEnded) return parseBody(decodeBody(await this.#read(limit, authorize)));
    const parsed = parseLeftBody(body);
    await authorize?.(Object(parsed).access_token);
    return parsed;
  }

  async #read(limit: number, authorize: Authorize | undefined): Promise<Buffer> {
    try {
      return await readBytes(this.#incoming, limit, authorize);
    } catch (cause) {
      throw cause instanceof HttpFailure ? cause : new HttpFailure(400, incompleteBody(), { cause });
    }
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

function readBytes(incoming: IncomingMessage, limit: number, authorize: Authorize | undefined): Promise<Buffer> {
  if (authorize) return readBody(incoming.iterator({ destroyOnReturn: false }), limit, authorize);
  const body = new BodyBytes(limit);
  // Not an iterator: that would take longer for each chunk.
  return new Promise((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      try {
        body.add(chunk);
      } catch (tooLarge) {
        reject(tooLarge);
      }
    });
    incoming.on('end', () => resolve(body.concat()));
    incoming.on('error', reject);
  });
}
