import { requestTooLarge } from '../shared/failures.ts';
import { HttpFailure } from './answer.ts';
import { BODY_TOKEN_LIMIT, findBodyToken } from './body-token.ts';
import type { Authorize } from './token.ts';

/** Chunks are concatenated every 1,024 chunks: a chunk of 1 byte takes 100 bytes of memory. */
const CHUNKS_PER_BUFFER = 1024;

/** The bytes of a body as they arrive. */
export class BodyBytes {
  size = 0;
  readonly #limit: number;
  #buffers: Uint8Array[] = [];
  #chunks: Uint8Array[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws HttpFailure 413 above the limit: what has arrived is dropped */
  add(chunk: Uint8Array): void {
    this.size += chunk.length;
    if (this.size > this.#limit) {
      this.#buffers = this.#chunks = [];
      throw createTooLargeFailure(this.#limit);
    }
    if (this.#chunks.push(chunk) < CHUNKS_PER_BUFFER) return;
    this.#buffers.push(Buffer.concat(this.#chunks));
    this.#chunks = [];
  }

  /** Copies the bytes within which a body's token must end: an unknown sender may take no more memory. */
  copyStart(): Buffer {
    const size = Math.min(this.size, BODY_TOKEN_LIMIT);
    return Buffer.concat([...this.#buffers, ...this.#chunks], size);
  }

  concat(): Buffer {
    const [first] = this.#chunks;
    if (Buffer.isBuffer(first) && first.length === this.size) return first;
    return Buffer.concat([...this.#buffers, ...this.#chunks]);
  }
}

/** Creates the 413 of a body with more than `limit` bytes. */
export function createTooLargeFailure(limit: number): HttpFailure {
  return new HttpFailure(413, requestTooLarge(limit));
}

/**
 * Reads a body in chunks.
 * @param authorize checks the token of an unknown sender before more than the start is read
 * @throws HttpFailure 413 above the limit
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = [],
  limit: number,
  authorize: Authorize | undefined,
): Promise<Buffer> {
  const body = new BodyBytes(limit);
  let check = authorize;
  for await (const chunk of chunks) {
    body.add(chunk);
    if (body.size < BODY_TOKEN_LIMIT) continue;
    await check?.(findBodyToken(body.copyStart()));
    check = undefined;
  }
  const bytes = body.concat();
  await check?.(findBodyToken(bytes));
  return bytes;
}
