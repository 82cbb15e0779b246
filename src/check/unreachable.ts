import { toGroup, toType } from '../core/groups.ts';
import { type FunctionEntry, listMembers } from '../core/inventory.ts';
import { kindOf } from '../core/kind.ts';
import { type AnyFunction, readTag } from '../core/resolve.ts';
import { formatPath } from '../shared/path.ts';
import type { Finding } from './laws.ts';

/** The depth to which nested groups are searched. */
const DEPTH = 4;

/** Finds functions of a module that look callable, but that no call reaches. */
export function findUnreachable(module: object, found: readonly FunctionEntry[]): Finding[] {
  const reached = new Set(found.map(({ type, name }) => formatPath('', type ? [toGroup(type), name] : [name])));
  const findings: Finding[] = [];
  for (const { keys, fn } of listHeld(module, [], new Set())) {
    const why = reached.has(formatPath('', keys)) ? undefined : explain(keys, fn);
    if (why) findings.push({ law: 'reach', where: formatPath('module', keys), ...why });
  }
  return findings;
}

function explain(keys: readonly string[], fn: AnyFunction): Pick<Finding, 'found' | 'expected'> | undefined {
  const [group = ''] = keys;
  if (keys.length === 2 && toType(group) === undefined && group !== '') {
    return {
      found: `a function in "${group}"`,
      expected: `it in "${toGroup(group)}", where the platform looks for it`,
    };
  }
  if (keys.length <= 2 && /Generator/.test(readTag(fn))) {
    return { found: 'a generator, which never answers', expected: 'a function' };
  }
  // Other functions may be the author's own helpers; a function with a kind is meant to be called.
  if (kindOf(fn) === undefined || keys.length <= 1) return undefined;
  return {
    found: `a ${kindOf(fn)} ${keys.length - 1} levels deep`,
    expected: 'it at the top of the module or in a group',
  };
}

interface Held {
  readonly keys: readonly string[];
  readonly fn: AnyFunction;
}

/** Lists every function in a module and in nested objects, with its keys. */
function* listHeld(holder: object, keys: readonly string[], seen: Set<object>): Generator<Held> {
  if (seen.has(holder) || keys.length >= DEPTH) return;
  seen.add(holder);
  for (const { name, value } of listMembers(holder)) {
    if (typeof value === 'function') yield { keys: [...keys, name], fn: value as AnyFunction };
    else if (typeof value === 'object' && value !== null) yield* listHeld(value, [...keys, name], seen);
  }
}
