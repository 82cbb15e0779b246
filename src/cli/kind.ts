import type { Contract } from '../contracts/contract.ts';
import { isKind } from '../contracts/enforce.ts';
import { contracts } from '../contracts/registry.ts';
import { CommandError } from './command.ts';

/** @throws CommandError naming the kinds there are */
export function findContract(kind: string): Contract {
  if (isKind(kind)) return contracts[kind];
  const kinds = Object.keys(contracts).join(', ');
  throw new CommandError('unknown_kind', `found the kind ${kind}, expected one of ${kinds}`, 2);
}
