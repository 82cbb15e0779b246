/** The kinds of documents that stand in folders beside the flow. */
export const FOLDERS = ['exports', 'imports', 'connections', 'scripts', 'stacks', 'lookupcaches'] as const;

export type FolderName = (typeof FOLDERS)[number];

/** A document that another one names by its id. */
export interface DocumentReference {
  readonly kind: FolderName;
  readonly id: string;
}

/** Data that the platform captured from runs and previews: it names no documents, and may be customers' data. */
export const CAPTURED: ReadonlySet<string> = new Set(['rawData', 'sampleData', 'sampleResponseData']);

const KINDS: ReadonlyMap<string, FolderName> = new Map([
  ['_exportId', 'exports'],
  ['_importId', 'imports'],
  ['_connectionId', 'connections'],
  ['_scriptId', 'scripts'],
  ['_stackId', 'stacks'],
  ['_lookupCacheId', 'lookupcaches'],
]);

/** The exports of flows that run next belong to those flows. */
const SKIPPED: ReadonlySet<string> = new Set([...CAPTURED, 'mockOutput', 'mockResponse', '_runNextExportIds']);

/** Finds the ids of other documents in a document, at any depth except in captured data. Each is listed once. */
export function findReferences(document: unknown): DocumentReference[] {
  const found = new Map<string, DocumentReference>();
  const open: unknown[] = [document];
  for (const value of open) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, part] of Object.entries(value)) {
      const kind = KINDS.get(key);
      if (kind && typeof part === 'string' && part !== '') found.set(`${kind}/${part}`, { kind, id: part });
      else if (!SKIPPED.has(key)) open.push(part);
    }
  }
  return [...found.values()];
}
