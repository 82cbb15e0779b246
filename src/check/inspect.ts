import type { Contract } from '../contracts/contract.ts';
import { isKind } from '../contracts/enforce.ts';
import { contracts } from '../contracts/registry.ts';
import { type ExtensionConfig, resolveConfig } from '../core/config.ts';
import { GROUPS, toGroup } from '../core/groups.ts';
import { type FunctionEntry, listFunctions } from '../core/inventory.ts';
import { toSource } from '../core/resolve.ts';
import { readProblems } from '../shared/errors.ts';
import { formatPath } from '../shared/path.ts';
import type { Finding } from './laws.ts';
import { readSource } from './read-source.ts';
import { findUnreachable } from './unreachable.ts';

/** Finds the faults of a configuration without calling anything. */
export function inspectConfig(config: ExtensionConfig): Finding[] {
  const { failure } = resolveConfig(config);
  if (!failure) return [];
  const found = Object.keys(config).filter((key) => key === 'diy' || key === 'connectors');
  const expected = readProblems(failure).map(({ message }) => message);
  return [
    { law: 'configuration', where: 'the configuration', found: found.join(' and '), expected: expected.join(' ') },
  ];
}

/** Finds the faults of a module without calling anything. */
export function inspect(module: object): Finding[] {
  const found = [...listFunctions(module)].filter(({ fn }) => !/^class\b/.test(toSource(fn)));
  return [
    ...findMixedLayouts(module, found),
    ...found.flatMap((one) => [...findMisplaced(one), ...findShadowing(one), ...findMissingCallback(one)]),
    ...findMissingPing(found),
    ...findUnreachable(module, found),
  ];
}

/** Formats the place of a function in its module. */
export function formatPlace({ type, name }: Pick<FunctionEntry, 'type' | 'name'>): string {
  return formatPath('module', type ? [toGroup(type), name] : [name]);
}

/** Whether the platform is meant to call a function: inherited methods are mostly for a class's own use. */
function isMeant({ self, name, kind }: FunctionEntry): boolean {
  return kind !== undefined || Object.hasOwn(self, name);
}

function findMixedLayouts(module: object, found: readonly FunctionEntry[]): Finding[] {
  const grouped = found.filter(({ type }) => type && GROUPS.includes(toGroup(type)));
  // Either generation finds a function that stands in both places.
  const both = new Set(grouped.map(({ fn }) => fn));
  const flat = found.filter((one) => !one.type && isMeant(one) && !both.has(one.fn));
  const [first] = flat;
  if (!first || grouped.length === 0 || !Object.keys(module).some((key) => GROUPS.includes(key))) return [];
  const groups = [...new Set(grouped.map(({ type }) => toGroup(String(type))))];
  return [
    {
      law: 'layout',
      where: formatPlace(first),
      found: `a function at the top of a module with groups (${groups.join(', ')})`,
      expected: 'all functions at the top (2.0), or all in groups (1.0): the platform looks in one place only',
    },
  ];
}

function findMisplaced(one: FunctionEntry): Finding[] {
  const { kind, type } = one;
  const where = formatPlace(one);
  if (kind === undefined) return [];
  if (!isKind(kind)) {
    return [{ law: 'kinds', where, found: `define.${kind}`, expected: `one of ${Object.keys(contracts).join(', ')}` }];
  }
  const contract: Contract = contracts[kind];
  const expected = (place: string) => [{ law: 'layout' as const, where, found: `a ${kind}`, expected: place }];
  if (type && contract.type === undefined) return expected('it at the top of the module: its kind is of 2.0 only');
  if (type && contract.type !== type) return expected(`it in ${toGroup(String(contract.type))}`);
  if (!type && contract.generation === '1.0') {
    return expected(`it in ${toGroup(String(contract.type))}: its kind is of 1.0 only`);
  }
  return [];
}

function findShadowing(one: FunctionEntry): Finding[] {
  if (!isMeant(one) || !Object.hasOwn(Object.prototype, one.name)) return [];
  const found = `a function named "${one.name}", which every object has`;
  return [{ law: 'names', where: formatPlace(one), found, expected: 'a name of its own' }];
}

function findMissingCallback(one: FunctionEntry): Finding[] {
  const { fn, kind, type } = one;
  const reading = fn.length < 2 ? undefined : readSource(fn);
  if (!reading || reading.isUsed || reading.answersByPromise || reading.alwaysThrows) return [];
  if (fn.length > 2 && mayAnswer(one, reading.returns)) return [];
  const isCalled = kind !== undefined || (type !== undefined && GROUPS.includes(toGroup(type)));
  if (!isCalled && !/^_?(cb|callback|done|next)$/i.test(reading.callback)) return [];
  const found = `${reading.callback} is declared and never called: there is no answer`;
  return [{ law: 'callback', where: formatPlace(one), found, expected: 'a call of it, or no declaration' }];
}

/** Functions with three parameters answer by their return value too; async ones even with undefined. */
function mayAnswer({ fn }: FunctionEntry, returns: boolean): boolean {
  return returns || /^async\b/.test(toSource(fn));
}

function findMissingPing(found: readonly FunctionEntry[]): Finding[] {
  const wrapper = found.find(({ kind }) => kind === 'export' || kind === 'import');
  if (!wrapper || found.some(({ kind, name }) => kind === 'ping' || (!kind && /ping/i.test(name)))) return [];
  return [
    {
      law: 'ping',
      where: formatPlace(wrapper),
      found: 'no ping beside it',
      expected: 'a function of the kind ping: the platform calls it when the connection is saved and tested',
    },
  ];
}
