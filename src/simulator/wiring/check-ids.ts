import { CAPTURED } from './captured.ts';
import { isSet } from './is-set.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

const RULES = String.raw`(?:filter|inputFilter|transform|responseTransform)\.script`;
/** References of which other rules say what they do, and those that are no part of a run. */
const EVERYWHERE = String.raw`preSave|settingsForm\.init|hooks\.[^.]+|${RULES}`;
const STEP = String.raw`(?:pageGenerators|(?:routers\.\d+\.branches\.\d+\.)?pageProcessors)\.\d+\.(?:hooks\.[^.]+|${RULES})`;

/** Where the documents of each kind name scripts and stacks. */
const KNOWN = {
  flow: new RegExp(
    String.raw`^(?:preSave|settingsForm\.init|routers\.\d+\.(?:script|branches\.\d+\.inputFilter\.script)|${STEP})$`,
  ),
  exports: new RegExp(`^(?:wrapper|${EVERYWHERE})$`),
  imports: new RegExp(`^(?:wrapper|${EVERYWHERE})$`),
};

/** What holds values of the user, or what NetSuite calls: none of it names a function here. */
const SKIPPED: ReadonlySet<string> = new Set([
  ...CAPTURED,
  ...['configuration', 'settings', 'aiDescription', 'overrides', 'overridesHelper'],
  ...['netsuite', 'netsuite_da', 'distributed'],
]);

/** Finds ids of scripts and stacks at places where the platform calls nothing. */
export function checkIds({ folder, placeOf }: WiringContext): void {
  if (folder.isShort) return;
  checkInside(folder.flow, [], placeOf('flow'), KNOWN.flow);
  for (const kind of ['exports', 'imports'] as const)
    for (const [id, document] of Object.entries(folder[kind]))
      checkInside(document, [], placeOf(kind, id), KNOWN[kind]);
}

function checkInside(value: unknown, keys: readonly string[], document: WiringPlace, known: RegExp): void {
  if (typeof value !== 'object' || value === null || known.test(keys.join('.'))) return;
  for (const [key, inner] of Object.entries(value)) {
    if (SKIPPED.has(key) || key.startsWith('__')) continue;
    const path = [...keys, key];
    if ((key === '_scriptId' || key === '_stackId') && isSet(inner)) {
      const found = `the ${key === '_stackId' ? 'stack' : 'script'} ${inner}`;
      document
        .at(...path.map(toKey))
        .note('id-without-effect', found, 'it in a hook, a filter, a transformation or a router');
    } else {
      checkInside(inner, path, document, known);
    }
  }
}

/** An index of a list is a number in a path. */
function toKey(key: string): PropertyKey {
  return /^\d+$/.test(key) ? Number(key) : key;
}
