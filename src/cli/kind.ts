import type { Contract } from '../contracts/contract.ts';
import { isKind } from '../contracts/enforce.ts';
import { contracts } from '../contracts/registry.ts';
import { suggest } from '../shared/nearest.ts';
import { CliError } from './cli-error.ts';
import { formatColumns } from './format-columns.ts';

/** @throws CliError naming the kinds */
export function findContract(kind: string): Contract {
  if (isKind(kind)) return contracts[kind];
  const kinds = Object.keys(contracts);
  throw new CliError(
    'unknown_kind',
    `found the kind "${kind}", expected one of ${kinds.join(', ')}${suggest(kind, kinds)}`,
    2,
  );
}

/**
 * Makes the error that ends a command in which a kind is missing. It lists the kinds, each with what it is for.
 * @param more what else is expected: `, or --from with a recording`
 */
export function lackOfKind(more = ''): CliError {
  const rows = Object.entries<Contract>(contracts).map(([kind, { summary }]) => [`  ${kind}`, summary]);
  return new CliError('no_kind', [`found no kind; expected one${more}`, ...formatColumns(rows)].join('\n'), 2);
}

/**
 * Refuses a kind for a function that `define` has given another one.
 * @throws CliError naming both
 */
export function refuseOtherKind(name: string, own: string | undefined, kind: string | undefined): void {
  if (own === undefined || kind === undefined || own === kind) return;
  throw new CliError('other_kind', `"${name}": found the kind "${kind}", expected "${own}", which it has already`, 2);
}

const WRITING: readonly unknown[] = ['import', 'utility'];

/** Whether functions of a kind write, or may do anything at all. */
export function isWriting(kind: string | undefined): boolean {
  return WRITING.includes(kind);
}
