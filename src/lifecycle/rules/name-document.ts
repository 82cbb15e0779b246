import type { LifeDocument } from '../life-facts.ts';
import type { AccountKind } from '../life-report.ts';

const ONE: Readonly<Record<AccountKind, string>> = {
  integrations: 'integration',
  flows: 'flow',
  exports: 'export',
  imports: 'import',
  connections: 'connection',
  scripts: 'script',
  stacks: 'stack',
  lookupCaches: 'lookup cache',
  state: 'value of the state',
};

/** Formats a document for messages by its kind and name: `flow "Orders"`, and by its id if it has no name. */
export function nameDocument(kind: AccountKind, { _id, name }: LifeDocument): string {
  return `${ONE[kind]} "${name ?? _id}"`;
}
