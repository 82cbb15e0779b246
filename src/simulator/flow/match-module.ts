import type { Contract } from '../../contracts/contract.ts';
import type { Kind } from '../../contracts/define.ts';
import { contracts } from '../../contracts/registry.ts';
import { toGroup } from '../../core/groups.ts';
import { formatFunctionPath } from '../../core/inventory.ts';
import { suggest } from '../../shared/nearest.ts';
import type { FunctionName } from '../../transport/load-module.ts';
import type { Scope } from '../scope/scope.ts';

/** A function of a stack that a flow names: where it does, and the kind that it must have. */
export interface NamedFunction {
  readonly scope: Scope;
  readonly stack: string;
  readonly name: string;
  readonly kind: Kind;
}

/** Refuses each function that its module lacks, or has of another kind or in another layout. */
export function demandFunction(
  { scope, name, kind }: Omit<NamedFunction, 'scope' | 'stack'> & { readonly scope: Pick<Scope, 'refuse'> },
  functions: readonly FunctionName[],
  generation: string,
): void {
  const { type } = contracts[kind] as Contract;
  const expectedType = generation === '1.0' ? type : undefined;
  const found = functions.find((one) => one.name === name && one.type === expectedType);
  const message = found ? describeKind(found, kind) : describeMissing(functions, name, expectedType);
  if (message !== undefined) scope.refuse(message);
}

function describeKind({ kind: found }: FunctionName, expected: Kind): string | undefined {
  if (found === undefined || found === expected) return undefined;
  return `found a function of the kind ${found}, expected one of the kind ${expected}`;
}

function describeMissing(functions: readonly FunctionName[], name: string, type: string | undefined): string {
  const elsewhere = functions.find((one) => one.name === name);
  if (elsewhere) {
    const place = type === undefined ? "at the top of the module, or generation: '1.0'" : `in ${toGroup(type)}`;
    const generation = elsewhere.type === undefined ? ", or generation: '2.0'" : '';
    return `found ${formatFunctionPath(elsewhere)}, expected the function ${place}${generation}`;
  }
  const names = functions.filter((one) => one.type === type).map((one) => one.name);
  const expected = names.length > 0 ? `one of ${names.join(', ')}` : 'a function of the module, which has none there';
  return `found "${name}", expected ${expected}${suggest(name, names)}`;
}
