import pMap from 'p-map';
import { isPlatformError } from '../../../platform-api/error.ts';
import { CliError } from '../../cli-error.ts';
import type { AccountDocument, AccountReader } from './account-reader.ts';
import { type DocumentReference, FOLDERS, type FolderName, findReferences } from './find-references.ts';

/** Something of the account that could not be read. */
export interface Unreadable {
  /** Its path without an ending: `scripts/ID`. */
  readonly document: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** A flow with all documents that it and they name. */
export interface FetchedFlow {
  readonly id: string;
  readonly flow: AccountDocument;
  readonly integration: AccountDocument | undefined;
  /** By kind and id. */
  readonly documents: Readonly<Record<FolderName, ReadonlyMap<string, AccountDocument>>>;
  /** All documents that are named, unreadable ones included. */
  readonly references: readonly DocumentReference[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * Fetches a flow and every document that a run of it may need. The integration is not searched for further ones: what it
 * names belongs to its other flows, too. Forbidden and missing documents are listed.
 * @throws CliError if there is no such flow, or the platform fails
 */
export async function fetchFlow(account: AccountReader, id: string): Promise<FetchedFlow> {
  const flow = await demandFlow(account, id);
  const fetcher = new FlowFetcher(account);
  const integration = await fetcher.fetchIntegration(flow._integrationId);
  const steps = await account.getSteps(id);
  for (const kind of ['exports', 'imports'] as const) for (const step of steps[kind]) fetcher.keepStep(kind, step);
  await fetcher.follow(flow);
  const { documents } = fetcher;
  const unreadable = fetcher.unreadable.sort((a, b) => (a.document < b.document ? -1 : 1));
  return { id, flow, integration, documents, references: [...fetcher.references.values()], unreadable };
}

async function demandFlow(account: AccountReader, id: string): Promise<AccountDocument> {
  try {
    return await account.getDocument('flows', id);
  } catch (thrown) {
    if (!isPlatformError(thrown)) throw thrown;
    const why =
      thrown.status === 403
        ? 'the scope of the token may lack it'
        : 'the id may be wrong, or the flow belong to another account, environment or region';
    throw new CliError('no_flow', `${thrown.message} (asked: ${account.place}): ${why}`);
  }
}

/** The requests at once. */
const CONCURRENCY = 5;

/** Ids become the names of files. */
const isId = (id: string) => /^[\w-]{1,64}$/.test(id);

class FlowFetcher {
  readonly documents = Object.fromEntries(FOLDERS.map((kind) => [kind, new Map()])) as Record<
    FolderName,
    Map<string, AccountDocument>
  >;
  readonly references = new Map<string, DocumentReference>();
  readonly unreadable: Unreadable[] = [];
  readonly #account: AccountReader;

  constructor(account: AccountReader) {
    this.#account = account;
  }

  async fetchIntegration(id: unknown): Promise<AccountDocument | undefined> {
    if (typeof id !== 'string' || id === '') return undefined;
    return this.#fetch('integrations', id);
  }

  /** Keeps an export or import that came with the flow. */
  keepStep(kind: 'exports' | 'imports', step: AccountDocument): void {
    const { _id: id } = step;
    if (typeof id === 'string' && isId(id)) this.documents[kind].set(id, step);
  }

  /** Fetches what a document names, what that names, and so on. */
  async follow(document: AccountDocument): Promise<void> {
    const kept = [...this.documents.exports, ...this.documents.imports].map(([, step]) => step);
    let open = this.#listNew([document, ...kept]);
    while (open.length > 0) {
      const found = await pMap(open, ({ kind, id }) => this.#resolve(kind, id), { concurrency: CONCURRENCY });
      open = this.#listNew(found);
    }
  }

  #listNew(documents: readonly (AccountDocument | undefined)[]): DocumentReference[] {
    return documents.flatMap(findReferences).filter((reference) => {
      const key = `${reference.kind}/${reference.id}`;
      const isNew = !this.references.has(key);
      this.references.set(key, reference);
      return isNew;
    });
  }

  async #resolve(kind: FolderName, id: string): Promise<AccountDocument | undefined> {
    // What came with the flow has been searched.
    if (this.documents[kind].has(id)) return undefined;
    const document = await this.#fetch(kind, id);
    if (document) this.documents[kind].set(id, document);
    return document;
  }

  async #fetch(kind: FolderName | 'integrations', id: string): Promise<AccountDocument | undefined> {
    try {
      if (isId(id)) return await this.#account.getDocument(kind, id);
      const message = 'found an id with other signs than letters, digits, - and _';
      this.unreadable.push({ document: `${kind}/${JSON.stringify(id)}`, status: undefined, message });
    } catch (thrown) {
      if (!isPlatformError(thrown)) throw thrown;
      this.unreadable.push({ document: `${kind}/${id}`, status: thrown.status, message: thrown.message });
    }
    return undefined;
  }
}
