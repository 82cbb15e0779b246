import { KIND_WORDS } from '../kind-words.ts';
import type { LifeDocument } from '../life-facts.ts';
import type { AccountKind } from '../life-report.ts';

/** Formats a document for messages by its kind and name: `flow "Orders"`, and by its id if it has no name. */
export function nameDocument(kind: AccountKind, { _id, name }: LifeDocument): string {
  return `${KIND_WORDS[kind]} "${name ?? _id}"`;
}
