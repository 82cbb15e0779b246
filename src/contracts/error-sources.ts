import type { Issue } from '../core/kind.ts';

/** A response, or a part of it, that may have errors. */
export interface Erring {
  readonly errors?: readonly { readonly source?: string }[];
}

/** Finds errors without a source, which the documentation demands of hooks. */
export function findMissingSources({ errors = [] }: Erring, path: string): Issue[] {
  const types = { expected: 'string', received: 'undefined' };
  return errors.flatMap(({ source }, index) => {
    if (source !== undefined) return [];
    return [
      {
        path: `${path}.errors[${index}].source`,
        message: 'expected string, received undefined',
        ...types,
        rule: 'source',
      },
    ];
  });
}

/** The advice of hooks that answer record by record. Most records have no errors: no list is made for them. */
export function adviseRecords(response: readonly Erring[]): Issue[] {
  const found: Issue[] = [];
  response.forEach((action, index) => {
    if (action.errors?.length) found.push(...findMissingSources(action, `response[${index}]`));
  });
  return found;
}

export const SOURCE_RULE =
  'Each error must have a `source`; the platform takes one without. `check` and `simulate` report it.';
