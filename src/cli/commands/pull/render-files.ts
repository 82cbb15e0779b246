import type { LookupEntry } from '../../../platform-api/lookup-caches.ts';
import type { AccountDocument } from './account-reader.ts';
import type { FetchedFlow } from './fetch-flow.ts';
import { CAPTURED, FOLDERS } from './find-references.ts';
import { findScriptSecrets, type ScriptSecret } from './find-script-secrets.ts';
import { maskSecrets } from './mask-secrets.ts';

/** The files of a pulled flow, and what was done to their documents. */
export interface RenderedFiles {
  /** The text of each file, by its path in the folder. */
  readonly files: ReadonlyMap<string, string>;
  /** The fields that are stars now, by file. */
  readonly masked: ReadonlyMap<string, readonly string[]>;
  /** The files that keep mock data. */
  readonly mocks: readonly string[];
  /** The texts of scripts that look like secrets: they are written as they are. */
  readonly scriptSecrets: readonly (ScriptSecret & { readonly file: string })[];
}

/**
 * Fields that change although nobody edits the document: they would make each pull differ. `offline` changes with the
 * application behind a connection, the sizes with the data of a lookup cache.
 */
const VOLATILE: ReadonlySet<string> = new Set([
  'lastModified',
  'lastExecutedAt',
  'resolvedAt',
  'numInstances',
  'offline',
  'size',
  'sizeInMB',
]);

/**
 * Renders the documents of a flow as files: sorted keys, without secrets, captured data and fields that change by
 * themselves. The text of a script is a file of its own.
 * @param lookupData the entries of lookup caches, by id
 */
export function renderFiles(
  { flow, integration, documents }: FetchedFlow,
  lookupData: ReadonlyMap<string, readonly LookupEntry[]>,
): RenderedFiles {
  const files = new Map<string, string>();
  const masked = new Map<string, readonly string[]>();
  const mocks: string[] = [];
  const scriptSecrets: RenderedFiles['scriptSecrets'][number][] = [];
  const add = (file: string, value: unknown) => {
    const { value: safe, places } = maskSecrets(value);
    files.set(file, formatJson(safe));
    if (places.length > 0) masked.set(file, places);
    if (holdsMocks(safe)) mocks.push(file);
  };
  add('flow.json', tidy(flow));
  if (integration) add('integration.json', tidy(integration));
  for (const kind of FOLDERS) {
    for (const [id, document] of [...documents[kind]].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const { content, ...own } = document;
      add(`${kind}/${id}.json`, tidy(kind === 'scripts' ? own : document));
      if (kind !== 'scripts' || typeof content !== 'string') continue;
      const file = `scripts/${id}.js`;
      files.set(file, content);
      scriptSecrets.push(...findScriptSecrets(content).map((secret) => ({ file, ...secret })));
    }
  }
  for (const [id, entries] of lookupData) add(`lookupcaches/${id}.data.json`, entries);
  return { files, masked, mocks, scriptSecrets };
}

/** Leaves out what would make a second pull differ, captured data, and the platform's own notes. */
export function tidy(document: AccountDocument): AccountDocument {
  const kept = Object.entries(document).filter(
    ([key]) => !VOLATILE.has(key) && !CAPTURED.has(key) && !key.startsWith('__'),
  );
  return Object.fromEntries(kept);
}

function holdsMocks(value: unknown): boolean {
  const { mockOutput, mockResponse } = Object(value);
  return Boolean(mockOutput ?? mockResponse);
}

/** Formats JSON with sorted keys: an edit is a small difference. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), undefined, 2)}\n`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}
