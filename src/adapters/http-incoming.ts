import type { IncomingMessage } from 'node:http';
import { bodyTaken, incompleteBody } from '../failures.ts';
import { HttpFailure } from './http-answer.ts';
import { checkBody, parseBody, tooLarge } from './http-body.ts';
import type { CallRequest } from './http-call.ts';
import { factsOf, type Host } from './http-host.ts';

/** What a framework may have put on a request that it hands on. */
interface Handed {
  readonly body?: unknown;
  readonly originalUrl?: string;
}

/** The path of a URL as node has it, without a query and without a slash at the end. */
export function pathOf(url = '/'): string {
  const [path = ''] = url.split('?', 1);
  return path.endsWith('/') && path.length > 1 ? path.slice(0, -1) : path;
}

/** A request as node has it. */
export function toCallRequest(incoming: IncomingMessage & Handed, host: Host): CallRequest {
  const header = (name: string) => incoming.headers[name] as string | undefined;
  return {
    ...host,
    ids: factsOf('POST', pathOf(incoming.originalUrl ?? incoming.url), host),
    header,
    async json(limit) {
      checkBody(header, limit);
      return incoming.readableEnded ? fromParser(incoming.body) : parseBody(`${await bytesOf(incoming, limit)}`);
    },
  };
}

/** The body as a parser has left it: parsed, or its bytes or its text. */
function fromParser(body: unknown): unknown {
  if (body === undefined) throw new HttpFailure(500, bodyTaken());
  return typeof body === 'string' || Buffer.isBuffer(body) ? parseBody(`${body}`) : body;
}

function bytesOf(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        // What still comes is dropped.
        chunks.length = 0;
        reject(tooLarge(limit));
      }
    });
    incoming.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming.once('error', (cause) => reject(new HttpFailure(400, incompleteBody(), { cause })));
  });
}
