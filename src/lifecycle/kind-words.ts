import type { AccountKind } from './life-report.ts';

/** The word for one document of each kind. */
export const KIND_WORDS: { readonly [kind in AccountKind]: string } = {
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
