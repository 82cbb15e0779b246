import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Contract } from '../../contracts/contract.ts';
import type { Kind } from '../../contracts/define.ts';
import { contracts } from '../../contracts/registry.ts';
import { toGroup } from '../../core/groups.ts';
import { formatFunctionPath } from '../../core/inventory.ts';
import { suggest } from '../../shared/nearest.ts';
import type { FunctionName } from '../../transport/load-module.ts';
import { FlowError, type FlowProblem } from './error.ts';
import type { Flow } from './schema.ts';

/** A function that a flow names: where it does, and the kind that it must have. */
interface Reference {
  readonly path: string;
  readonly name: string;
  readonly kind: Kind;
}

/**
 * Checks that the files that a flow reads are there.
 * @throws FlowError naming all that are not
 */
export function demandFiles({ extension, export: source, import: destination }: Flow, base: string): void {
  const files = [
    ['extension.module', extension.module],
    ['export.file', source.file],
    ['import.mapping.function', destination.mapping?.function],
  ] as const;
  const problems = files.flatMap(([path, file]): FlowProblem[] => {
    if (file === undefined) return [];
    const found = statSync(resolve(base, file), { throwIfNoEntry: false });
    if (found && !found.isDirectory()) return [];
    return [{ path, message: `${resolve(base, file)}: found ${found ? 'a folder' : 'nothing'}, expected a file` }];
  });
  if (problems.length > 0) throw new FlowError(problems);
}

/**
 * Checks that a module has each function that a flow names, of the right kind and in the layout of its generation.
 * @throws FlowError naming all that it has not
 */
export function demandFunctions(flow: Flow, functions: readonly FunctionName[]): void {
  const isGrouped = flow.extension.generation === '1.0';
  const problems = listReferences(flow).flatMap(({ path, name, kind }): FlowProblem[] => {
    const { type } = contracts[kind] as Contract;
    const expectedType = isGrouped ? type : undefined;
    const found = functions.find((one) => one.name === name && one.type === expectedType);
    const message = found ? describeKind(found, kind) : describeMissing(functions, name, expectedType);
    return message === undefined ? [] : [{ path, message }];
  });
  if (problems.length > 0) throw new FlowError(problems);
}

function listReferences({ connection, export: source, lookup, import: destination }: Flow): Reference[] {
  const hooks = (path: string, named: Readonly<Record<string, string | undefined>> = {}) =>
    Object.entries(named).map(([kind, name]) => ({ path: `${path}.hooks.${kind}`, name, kind: kind as Kind }));
  const all = [
    { path: 'connection.ping', name: connection.ping, kind: 'ping' as const },
    { path: 'export.wrapper', name: source.wrapper, kind: 'export' as const },
    ...hooks('export', source.hooks),
    { path: 'lookup.wrapper', name: lookup?.wrapper, kind: 'export' as const },
    ...hooks('lookup', lookup?.hooks),
    { path: 'import.wrapper', name: destination.wrapper, kind: 'import' as const },
    ...hooks('import', destination.hooks),
  ];
  return all.filter((one): one is Reference => one.name !== undefined);
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
