import { type Client, formatPath, type RequestSettings } from './client.ts';
import { isPlatformError } from './error.ts';

/** A document of the account: an integration, a flow, an export … Its fields are the platform's. */
export interface Resource {
  /** Its id in the account; absent in a document that is not saved yet. */
  readonly _id?: string;
  /** Its name. */
  readonly name?: string;
  readonly [field: string]: unknown;
}

/** A document that the account has already. */
export interface SavedResource extends Resource {
  /** Its id in the account. */
  readonly _id: string;
}

/** The filters of a list: `{ externalId }`, `{ limit }` and others of the platform. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Reads, creates, changes and deletes the documents of one kind. */
export interface Resources {
  /** All matching documents of all pages; an empty list without any. */
  find(query?: Query, settings?: RequestSettings): Promise<Resource[]>;
  /** The same page by page. */
  pages(query?: Query, settings?: RequestSettings): AsyncGenerator<Resource[], void>;
  /** One document; undefined if it is missing. */
  get(_id: string, settings?: RequestSettings): Promise<Resource | undefined>;
  /** Creates a document, and resolves to it with its `_id`. */
  create(resource: Resource, settings?: RequestSettings): Promise<Resource>;
  /** Replaces the document with the same `_id`: omitted fields are gone. */
  update(resource: SavedResource, settings?: RequestSettings): Promise<Resource>;
  /** Deletes a document; does nothing if it is missing. */
  delete(_id: string, settings?: RequestSettings): Promise<void>;
}

/** Reads the documents of one kind, which functions cannot change. */
export type Reads = Pick<Resources, 'find' | 'pages' | 'get'>;

/** The documents under `/v1/<kind>`. */
export function createResources(client: Client, kind: string): Resources {
  return {
    ...createReads(client, kind),
    create: async (resource, settings) => {
      const { body } = await client.send({ method: 'POST', path: kind, json: resource, form: 'object' }, settings);
      return body as Resource;
    },
    update: async (resource, settings) => {
      const call = { method: 'PUT', path: formatPath(kind, resource._id), json: resource, form: 'object' } as const;
      return (await client.send(call, settings)).body as Resource;
    },
    delete: async (_id, settings) => {
      await undefinedIfMissing(client.send({ method: 'DELETE', path: formatPath(kind, _id) }, settings));
    },
  };
}

/** The documents of a kind that can only be read. */
export function createReads(client: Client, kind: string): Reads {
  async function* pages(query?: Query, settings?: RequestSettings): AsyncGenerator<Resource[], void> {
    let next: string | Query | undefined = query ?? {};
    const seen = new Set<string>();
    while (next !== undefined) {
      const { body, headers } = await client.send({ method: 'GET', path: kind, query: next, form: 'list' }, settings);
      if (body !== undefined) yield body as Resource[];
      const following = nextQueryIn(headers.get('link'));
      // A link to a page that came before would go on for ever.
      next = following === undefined || seen.has(following) ? undefined : following;
      seen.add(String(following));
    }
  }
  return {
    pages,
    find: async (query, settings) => {
      const found: Resource[] = [];
      for await (const page of pages(query, settings)) found.push(...page);
      return found;
    },
    get: async (_id, settings) => {
      const call = { method: 'GET', path: formatPath(kind, _id), form: 'object' } as const;
      const reply = await undefinedIfMissing(client.send(call, settings));
      return reply?.body as Resource | undefined;
    },
  };
}

/** Resolves to undefined if the platform answers that it is missing. */
export async function undefinedIfMissing<T>(reply: Promise<T>): Promise<T | undefined> {
  try {
    return await reply;
  } catch (thrown) {
    if (isPlatformError(thrown) && thrown.status === 404) return undefined;
    throw thrown;
  }
}

function nextQueryIn(link: string | null): string | undefined {
  const [, next] = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '') ?? [];
  return next === undefined ? undefined : toQueryString(next);
}

/** The query of an address from the platform. Only the query: the token goes to no other host. */
export function toQueryString(address: string): string {
  return new URL(address, 'http://any').search;
}
