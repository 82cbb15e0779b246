import { type ApiCall, type Client, formatPath, type RequestSettings } from './client.ts';
import { PlatformError } from './error.ts';
import { createResources, type Resources, toQueryString } from './resources.ts';

/** A value of a lookup cache, with its key. */
export interface LookupEntry<V = unknown> {
  /** The key: unique in its cache. */
  readonly key: string;
  /** The value: JSON data. */
  readonly value: V;
}

/** The selection of entries: by keys, by a prefix of keys, or all of them. */
export interface LookupQuery {
  /** The id of the lookup cache. */
  readonly _id: string;
  /** The keys to look up. */
  readonly keys?: Iterable<string>;
  /** The prefix of the keys to look up. */
  readonly startsWith?: string;
  /** Starts after this key. */
  readonly startAfterKey?: string;
}

/** The lookup caches of the account, and their entries. */
export interface LookupCaches extends Resources {
  /** Yields the selected entries page by page: at most 1,000 or 5 MB each. Missing keys are left out. */
  getData<V = unknown>(query: LookupQuery, settings?: RequestSettings): AsyncGenerator<LookupEntry<V>[], void>;
  /**
   * Writes new and existing entries, in as many requests as needed.
   * @throws PlatformError `platform_entry_too_large`, before that entry's request
   */
  upsert(
    request: {
      /** The id of the lookup cache. */
      readonly _id: string;
      /** The entries to write. */
      readonly data: Iterable<LookupEntry>;
    },
    settings?: RequestSettings,
  ): Promise<void>;
  /** Deletes the entries of these keys, in as many requests as needed. */
  deleteData(
    request: {
      /** The id of the lookup cache. */
      readonly _id: string;
      /** The keys of the entries to delete. */
      readonly keys: Iterable<string>;
    },
    settings?: RequestSettings,
  ): Promise<void>;
  /** Deletes all entries; the cache stays. */
  purge(_id: string, settings?: RequestSettings): Promise<void>;
}

/** A page of the API. */
interface Page<V> {
  readonly data?: LookupEntry<V>[];
  readonly nextPageURL?: string;
}

/** The most bytes and entries of one request. */
const MOST_ENTRIES = 1000;
const MOST_BYTES = 5_000_000;

export function createLookupCaches(client: Client): LookupCaches {
  async function* readPages<V>(path: string, body: string, after: string | undefined, settings?: RequestSettings) {
    let query: string | undefined = after === undefined ? '' : `?${new URLSearchParams({ startAfterKey: after })}`;
    while (query !== undefined) {
      const call: ApiCall = { method: 'POST', path, body, query, idempotent: true, form: 'page' };
      const page: Page<V> = Object((await client.send(call, settings)).body);
      yield page.data ?? [];
      query = page.nextPageURL && toQueryString(page.nextPageURL);
    }
  }
  return {
    ...createResources(client, 'lookupcaches'),
    getData: async function* ({ _id, keys, startsWith, startAfterKey }, settings) {
      const path = formatPath('lookupcaches', _id, 'getData');
      const bodies = keys ? splitIntoBatches('keys', keys) : [JSON.stringify({ startsWith })];
      for (const body of bodies) yield* readPages(path, body, startAfterKey, settings);
    },
    upsert: async ({ _id, data }, settings) => {
      for (const body of splitIntoBatches('data', data)) {
        const call = { method: 'POST', path: formatPath('lookupcaches', _id, 'data'), body, idempotent: true };
        await client.send(call, settings);
      }
    },
    deleteData: async ({ _id, keys }, settings) => {
      for (const body of splitIntoBatches('keys', keys)) {
        await client.send({ method: 'DELETE', path: formatPath('lookupcaches', _id, 'data'), body }, settings);
      }
    },
    purge: async (_id, settings) => {
      await client.send({ method: 'DELETE', path: formatPath('lookupcaches', _id, 'data', 'purge') }, settings);
    },
  };
}

/** Yields request bodies, each as full as allowed; items are serialised once. */
function* splitIntoBatches(field: 'keys' | 'data', items: Iterable<string | LookupEntry>): Generator<string> {
  const createBody = (written: readonly string[]) => `{"${field}":[${written.join(',')}]}`;
  let batch: string[] = [];
  let bytes = 0;
  for (const item of items) {
    const written = JSON.stringify(item);
    const size = Buffer.byteLength(written) + 1;
    if (size > MOST_BYTES - ENVELOPE) throw tooLarge(item, size);
    if (batch.length === MOST_ENTRIES || bytes + size > MOST_BYTES - ENVELOPE) {
      yield createBody(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(written);
    bytes += size;
  }
  if (batch.length > 0) yield createBody(batch);
}

/** The bytes around the items. */
const ENVELOPE = '{"data":[]}'.length;

function tooLarge(item: string | LookupEntry, size: number): PlatformError {
  const key = typeof item === 'string' ? item : item.key;
  const message = `found ${size} bytes, expected at most ${MOST_BYTES} in a request.`;
  return new PlatformError(`lookupCaches, key ${key.slice(0, 100)}`, [{ code: 'platform_entry_too_large', message }]);
}
