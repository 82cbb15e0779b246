import diff from 'microdiff';
import { formatPath } from '../shared/path.ts';
import type { AccountSnapshot, LifeDocument } from './life-facts.ts';
import {
  type AccountKind,
  type AccountTree,
  accountKinds,
  type DocumentChange,
  type DocumentMaker,
  type FieldChange,
} from './life-report.ts';

/** The most differences of one document. */
const MOST = 100;

/** Lists the documents that were made, changed or deleted between two snapshots. Nothing is redacted. */
export function listDocumentChanges(
  before: AccountSnapshot,
  after: AccountSnapshot,
  by: (kind: AccountKind, _id: string) => DocumentMaker,
): DocumentChange[] {
  return accountKinds.flatMap((kind) => {
    const ids = new Set([...before[kind].keys(), ...after[kind].keys()]);
    return [...ids].flatMap((_id): DocumentChange[] => {
      const [old, present] = [before[kind].get(_id), after[kind].get(_id)];
      const of = { kind, _id, by: by(kind, _id), ...readName(present ?? old) };
      if (old && present) {
        const differences = old === present ? [] : listDifferences(old, present);
        return differences.length > 0 ? [{ what: 'changed', ...of, differences }] : [];
      }
      return [present ? { what: 'made', ...of, document: present } : { what: 'deleted', ...of, document: old }];
    });
  });
}

/** Lists the differences between two states of a document. */
export function listDifferences(before: LifeDocument, after: LifeDocument): FieldChange[] {
  return diff(before as Record<string, unknown>, after as Record<string, unknown>, { cyclesFix: false })
    .slice(0, MOST)
    .map((one) => ({
      path: formatPath('', one.path).replace(/^\./, ''),
      ...(one.type !== 'CREATE' && { before: one.oldValue }),
      ...(one.type !== 'REMOVE' && { after: one.value }),
    }));
}

/** Draws the tree of an account: its documents by kind, without their content. */
export function drawTree(
  snapshot: AccountSnapshot,
  makerOf: (kind: AccountKind, _id: string) => DocumentMaker,
): AccountTree {
  const drawn = accountKinds.flatMap((kind) => {
    const documents = Array.from(snapshot[kind], ([_id, document]) => {
      const owner = document._integrationId ?? document._parentId;
      const own = typeof owner === 'string' ? { _integrationId: owner } : {};
      return { _id, ...readName(document), by: makerOf(kind, _id), ...own };
    });
    return documents.length > 0 ? [[kind, documents] as const] : [];
  });
  return Object.fromEntries(drawn);
}

function readName(document: LifeDocument | undefined): { readonly name?: string } {
  return typeof document?.name === 'string' ? { name: document.name } : {};
}
