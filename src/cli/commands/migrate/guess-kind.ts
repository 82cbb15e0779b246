import type { Contract } from '../../../contracts/contract.ts';
import { contracts } from '../../../contracts/registry.ts';
import { toType } from '../../../core/groups.ts';

/** The kind of a function, and why it is taken to be that. */
export interface Guess {
  readonly kind: string;
  readonly reason: string;
}

/** What a function of a group reads of its options, where that shows its kind; the first that fits counts. */
const SIGNS: readonly (readonly [group: RegExp, read: RegExp, kind: string])[] = [
  [/^(hooks)?$/, /\bpostAggregateData\b/, 'postAggregate'],
  [/^(hooks)?$/, /\bpostResponseMapData\b/, 'postResponseMap'],
  [/^(hooks)?$/, /\bresponseData\b/, 'postSubmit'],
  [/^hooks$/, /\bpostMapData\b/, 'postMap'],
  [/^wrappers$/, /\bpostMapData\b/, 'import'],
  [/^wrappers$/, /\blastPage\b/, 'export'],
  [/^(hooks)?$/, /\b(retryData|newErrorsAndRetryData)\b/, 'preSavePage'],
];

/** Kinds whose names are words of everyday: a name must be that word, perhaps with `Function` behind it. */
const PLAIN = ['step', 'update', 'export', 'import', 'ping', 'utility'];

/** Guesses the kind of a function by its group, its name and what it reads; undefined where nothing is sure. */
export function guessKind(group: string, name: string, source: string): Guess | undefined {
  if (group === 'utilities') return { kind: 'utility', reason: 'its group utilities' };
  const kinds = Object.keys(contracts).filter((kind) => isIn(kind, group));
  const named = kinds.filter((kind) => isNamed(name, kind, group)).sort((one, other) => other.length - one.length);
  const [kind] = named;
  if (kind !== undefined) return { kind, reason: group === '' ? 'its name' : `its group ${group} and its name` };
  const sign = SIGNS.find(([groups, read]) => groups.test(group) && read.test(source));
  return sign && { kind: sign[2], reason: `it reads or answers ${sign[1].exec(source)?.[0]}` };
}

/** Whether functions of a kind stand in a group; all kinds but those of the older generation stand at the top. */
function isIn(kind: string, group: string): boolean {
  const { type, generation } = (contracts as Record<string, Contract>)[kind] as Contract;
  return group === '' ? generation !== '1.0' : type === toType(group);
}

function isNamed(name: string, kind: string, group: string): boolean {
  const word = PLAIN.includes(kind);
  const known = kind.toLowerCase();
  const own = name.toLowerCase().replace(/function$/, '');
  if (!word) return own.includes(known);
  // In wrappers, a name begins with what it does: exportOrders.
  return own === known || (group === 'wrappers' && new RegExp(`^${kind}(?![a-z])`).test(name));
}
