import { brotliDecompressSync, gunzipSync, inflateSync, type ZlibOptions, constants as zlib } from 'node:zlib';

/** The most bytes of a body that are kept: 1 MB. */
export const MAX_BODY = 1024 * 1024;

/** Bytes at the end of a cut body that are left out: a secret may stand across the cut. */
const OVERLAP = 4096;

/** A body as far as it was kept. */
export interface KeptBody {
  /** Text, or base64 if `encoding` says so. */
  readonly text: string;
  readonly encoding?: 'base64';
  /** Bytes that were left out at its end. */
  readonly cut: number;
  /** Whether it was decompressed: its headers describe the bytes that crossed the network. */
  readonly isUnpacked: boolean;
}

/** Collects a body as it comes, up to some bytes. */
export class BodyReader {
  readonly #chunks: Uint8Array[] = [];
  readonly #limit: number;
  #kept = 0;
  #cut = 0;
  #failure: unknown;
  #isWhole = false;

  /** @param limit the most bytes to keep */
  constructor(limit: number = MAX_BODY) {
    this.#limit = limit;
  }

  /** Bytes that are kept in memory. */
  get size(): number {
    return this.#kept;
  }

  /** Why the body broke off; undefined if it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Reads a stream to its end. The rest beyond the limit is counted. Never rejects. */
  async read(stream: ReadableStream<Uint8Array>): Promise<void> {
    try {
      for await (const chunk of stream) this.#add(chunk);
      this.#isWhole = true;
    } catch (thrown) {
      this.#failure = thrown;
    }
  }

  /** Returns what has come so far, decompressed as `content-encoding` says; undefined for no body at all. */
  finish(contentEncoding: string | null): KeptBody | undefined {
    if (this.#kept + this.#cut === 0) return undefined;
    const bytes = Buffer.concat(this.#chunks);
    const unpacked = unpack(bytes, contentEncoding, this.#cut === 0 && this.#isWhole);
    const whole = unpacked ?? bytes;
    const isCut = this.#cut > 0 || whole.length > this.#limit;
    const kept = whole.subarray(0, isCut ? Math.max(0, Math.min(this.#limit, whole.length) - OVERLAP) : undefined);
    const cut = this.#cut + whole.length - kept.length;
    const text = toText(kept);
    const named = text === undefined ? ({ text: kept.toString('base64'), encoding: 'base64' } as const) : { text };
    return { ...named, cut, isUnpacked: unpacked !== undefined };
  }

  #add(chunk: Uint8Array): void {
    const part = chunk.subarray(0, this.#limit - this.#kept);
    this.#kept += part.length;
    this.#cut += chunk.length - part.length;
    // A copy: a part of a buffer keeps the whole buffer in memory.
    if (part.length > 0) this.#chunks.push(Uint8Array.from(part));
  }
}

const UNPACKERS: Readonly<Record<string, (bytes: Buffer, options: ZlibOptions) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Decompresses a body: a secret in it could not be found otherwise. Undefined if it can't be. */
function unpack(bytes: Buffer, contentEncoding: string | null, isWhole: boolean): Buffer | undefined {
  const unpackOne = UNPACKERS[contentEncoding?.trim().toLowerCase() ?? ''];
  if (!unpackOne) return undefined;
  const flush = unpackOne === brotliDecompressSync ? zlib.BROTLI_OPERATION_FLUSH : zlib.Z_SYNC_FLUSH;
  try {
    return unpackOne(bytes, { ...(!isWhole && { finishFlush: flush }), maxOutputLength: 16 * MAX_BODY });
  } catch {
    return undefined;
  }
}

/** Reads UTF-8, whose last character may be cut; undefined for other bytes. */
function toText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
