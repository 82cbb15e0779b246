import { suggest } from '../../../shared/nearest.ts';
import type { ExportDocument } from '../../flow/documents.ts';
import type { Scope } from '../../scope/scope.ts';
import { isSet } from '../../wiring/is-set.ts';

/** The types whose records a run asks for, and those whose records something else sends. */
const [ASKED, SENT] = [
  ['all', 'delta', 'once', 'test'],
  ['webhook', 'distributed', 'simple', 'blob', 'stream', 'tranlinedelta'],
];

/** The part of a document that each type needs, with what stands in it. */
const NEEDED = {
  delta: ['delta', 'it, such as { "dateField": "updatedAt" }; without a field, { "lagOffset": 60000 }'],
  once: ['once.booleanField', 'the field that marks exported records'],
  test: ['test.limit', 'a number of records from 1 to 100; 1 is taken'],
} as const;

const LARGEST_TEST = 100;

/** Checks the type of an export that begins a flow, and the parts that go with types. */
export function checkExportType(document: ExportDocument, scope: Scope): void {
  const { type, wrapper } = document;
  // A wrapper takes fewer types: those it is asked for.
  if (!wrapper?.function) checkKnown(type, scope);
  if (type && SENT.includes(type) && !wrapper?.function) {
    const message = `found ${type}: its records are those of simulation.yaml or of mockOutput, and nothing waits for others`;
    scope.at('type').omit(message);
  }
  for (const [one, [path, expected]] of Object.entries(NEEDED)) {
    const keys = path.split('.');
    const value = keys.reduce<unknown>((inner, key) => Object(inner)[key], document);
    if (one === type && !isSet(value)) {
      scope.at(...keys).warn(`found none beside the type ${type}, expected ${expected}`);
    } else if (one !== type && one !== 'test' && isSet(document[one])) {
      // The limit of a test stays when its export goes into production.
      scope
        .at(one)
        .warn(`found ${one} beside the type ${type || 'all'}, where it has no effect; expected the type ${one}`);
    }
  }
  const { limit } = document.test ?? {};
  if (limit && limit > LARGEST_TEST)
    scope.at('test', 'limit').refuse(`found ${limit}, expected a number from 1 to ${LARGEST_TEST}`);
}

/** Refuses a type that the platform does not have. */
export function checkKnown(type: string | null | undefined, scope: Scope): void {
  const types = [...ASKED, ...SENT];
  if (!type || types.includes(type)) return;
  scope.at('type').refuse(`found ${type}, expected one of ${types.join(', ')}${suggest(type, types)}`);
}
