import { isPlatformError } from '../../../platform-api/error.ts';
import type { AccountDocument, AccountReader } from './account-reader.ts';
import type { FetchedFlow, Unreadable } from './fetch-flow.ts';
import { maskSecrets, maskText } from './mask-secrets.ts';
import { tidy } from './render-files.ts';

/** The previews of a flow's exports. */
export interface SampledExports {
  /** The text of each file, by its path in the folder: a line for each record. */
  readonly files: ReadonlyMap<string, string>;
  /** Exports that have no records, or that are never asked, in sentences. */
  readonly notes: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

/** Whether the functions of a stack stand behind an export or import. */
export function isWrapper({ adaptorType, wrapper }: AccountDocument): boolean {
  return /^Wrapper/.test(String(adaptorType)) || Boolean(Object(wrapper).function);
}

/** Lists the ids of the exports that a flow begins with. */
export function listGenerators({ flow }: FetchedFlow): string[] {
  const { pageGenerators, _exportId } = flow;
  const written: unknown[] = Array.isArray(pageGenerators) ? pageGenerators : [];
  return [...written.map((one) => Object(one)._exportId), _exportId].filter((id) => typeof id === 'string');
}

/** Asks for a page of each export that begins the flow and is no wrapper, one after the other. */
export async function sampleExports(
  account: AccountReader,
  fetched: FetchedFlow,
  limit: number,
): Promise<SampledExports> {
  const files = new Map<string, string>();
  const notes: string[] = [];
  const unreadable: Unreadable[] = [];
  const generators = new Set(listGenerators(fetched));
  for (const [id, document] of [...fetched.documents.exports].filter(([, one]) => !isWrapper(one))) {
    const place = `exports/${id}`;
    if (!generators.has(id)) {
      notes.push(`${place}: found a lookup, which is asked with a record; it has no sample`);
      continue;
    }
    const { records, status, message } = await preview(account, document, limit);
    if (message !== undefined) unreadable.push({ document: `${place} (preview)`, status, message });
    else if (records.length === 0) notes.push(`${place}: its preview has no records; it has no sample`);
    else files.set(`samples/${id}.ndjson`, records.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }
  return { files, notes, unreadable };
}

interface Preview {
  readonly records: readonly unknown[];
  readonly status?: number | undefined;
  readonly message?: string;
}

async function preview(account: AccountReader, document: AccountDocument, limit: number): Promise<Preview> {
  try {
    const { data, stages } = await account.preview(toPreview(document, limit));
    const records = Array.isArray(data) ? data.slice(0, limit) : [];
    const [error] = (Array.isArray(stages) ? stages : []).flatMap((stage) => Object(stage).errors ?? []);
    if (records.length > 0 || error === undefined) return { records: maskSecrets(records).value };
    const { code = 'preview_failed', message = 'The platform gave no reason.' } = Object(error);
    return { records: [], message: maskText(`${code}: ${message}`) };
  } catch (thrown) {
    if (!isPlatformError(thrown)) throw thrown;
    return { records: [], status: thrown.status, message: maskText(thrown.message) };
  }
}

/** The time before which a delta export finds records: a year ago. */
const YEAR = 365 * 24 * 3600 * 1000;

/**
 * Makes the export that is previewed. It has neither transformation nor filter, hooks and groups: the simulator applies
 * those itself. It is a test export, which marks nothing; a delta export stays one, and finds the records of a year.
 */
function toPreview(document: AccountDocument, limit: number): AccountDocument {
  const { transform, filter, inputFilter, hooks, groupByFields, mockOutput, file, ...own } = tidy(document);
  const { groupByFields: groups, groupEmptyValues, ...layout } = Object(file);
  const test = { limit };
  const whole = { ...own, ...(file ? { file: layout } : {}), test };
  if (document.type !== 'delta') return { ...whole, type: 'test' };
  const now = Date.now();
  const postData = {
    lastExportDateTime: new Date(now - YEAR).toISOString(),
    currentExportDateTime: new Date(now).toISOString(),
  };
  return { ...whole, postData };
}
