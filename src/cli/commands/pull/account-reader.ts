import { type Client, createClient, formatPath } from '../../../platform-api/client.ts';
import { isPlatformError } from '../../../platform-api/error.ts';
import { createLookupCaches, type LookupEntry } from '../../../platform-api/lookup-caches.ts';
import { CliError } from '../../cli-error.ts';
import type { FolderName } from './find-references.ts';
import type { AccountRegion } from './flow-address.ts';

/** A document of the account, as the API answers it. */
export type AccountDocument = Readonly<Record<string, unknown>>;

/** The documents of an account, read only. */
export interface AccountReader {
  /** The place that is asked, in words. */
  readonly place: string;
  /** Reads one document. */
  getDocument(kind: FolderName | 'flows' | 'integrations', id: string): Promise<AccountDocument>;
  /** Reads the exports and imports of a flow at once; none where the platform does not answer that. */
  getSteps(flow: string): Promise<{ readonly exports: AccountDocument[]; readonly imports: AccountDocument[] }>;
  /** Reads all entries of a lookup cache. */
  getLookupData(id: string): Promise<LookupEntry[]>;
  /** Asks for the preview of an export. */
  preview(document: AccountDocument): Promise<AccountDocument>;
}

/** The settings of an account reader. */
export interface AccountSettings {
  readonly token: string;
  readonly region: AccountRegion;
  /** Another base URL than the region's. */
  readonly baseUrl: string | undefined;
}

/**
 * Opens an account for reading: it sends GET requests, and the two POST requests that only read.
 * Its methods throw a CliError that ends the command, and a PlatformError for what is forbidden or missing.
 * @throws CliError `invalid_base_url`
 */
export function openAccount(settings: AccountSettings): AccountReader {
  const { region, baseUrl } = settings;
  const client = open(settings);
  const place = baseUrl === undefined ? `the region ${region}` : new URL(baseUrl).host;
  const ask = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (thrown) {
      throw toEnding(thrown, place, region);
    }
  };
  const get = async (path: string) => toDocument(path, (await ask(client.send({ method: 'GET', path }))).body);
  return {
    place,
    getDocument: (kind, id) => get(formatPath(kind, id)),
    getSteps: async (flow) => {
      try {
        const { exports, imports } = await get(formatPath('flows', flow, 'descendants'));
        return { exports: toDocuments(exports), imports: toDocuments(imports) };
      } catch (thrown) {
        if (thrown instanceof CliError && thrown.code === 'unauthorized') throw thrown;
        return { exports: [], imports: [] };
      }
    },
    getLookupData: async (id) => {
      const entries: LookupEntry[] = [];
      const pages = createLookupCaches(client).getData({ _id: id });
      for (let page = await ask(pages.next()); !page.done; page = await ask(pages.next())) entries.push(...page.value);
      return entries;
    },
    // A preview is not repeated, and its failure is the export's own: 401 may come from the application.
    preview: async (document) => {
      const { body } = await client.send({ method: 'POST', path: 'exports/preview', json: document });
      return Object(body);
    },
  };
}

function open({ token, region, baseUrl }: AccountSettings): Client {
  try {
    return createClient({ options: { bearerToken: token }, region: region === 'us' ? 'na' : 'eu', baseUrl });
  } catch (thrown) {
    const { errors } = thrown as { readonly errors?: readonly { readonly message: string }[] };
    const said = errors?.[0]?.message.replace('baseUrl', 'INTEGRATOR_IO_API');
    throw said === undefined ? thrown : new CliError('invalid_base_url', said, 2);
  }
}

function toEnding(thrown: unknown, place: string, region: AccountRegion): unknown {
  if (!isPlatformError(thrown) || [403, 404].includes(thrown.status ?? 0)) return thrown;
  if (thrown.status !== 401) return new CliError('platform_failed', thrown.message);
  const other = region === 'us' ? 'eu' : 'us';
  return new CliError(
    'unauthorized',
    `${thrown.message} (INTEGRATOR_IO_TOKEN, asked: ${place}). The token may be wrong or expired, or belong to the other region: --region ${other}`,
  );
}

function toDocument(path: string, body: unknown): AccountDocument {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as AccountDocument;
  const found = body === undefined ? 'nothing' : Array.isArray(body) ? 'a list' : `a ${typeof body}`;
  throw new CliError('invalid_answer', `GET /v1/${path}: found ${found}, expected a document`);
}

function toDocuments(list: unknown): AccountDocument[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : [];
}
