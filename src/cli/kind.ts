import type { Contract } from '../contracts/contract.ts';
import { isKind } from '../contracts/enforce.ts';
import { contracts } from '../contracts/registry.ts';
import { suggest } from '../shared/nearest.ts';
import { CliError } from './cli-error.ts';

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

const WRITING: readonly unknown[] = ['import', 'utility'];

/** Whether functions of a kind write, or may do anything at all. */
export function isWriting(kind: string | undefined): boolean {
  return WRITING.includes(kind);
}
