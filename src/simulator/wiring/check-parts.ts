import { hasEffect, isSet } from './is-set.ts';
import type { WiringPlace } from './wiring-place.ts';

/** Transformations and mappings that the platform reads elsewhere, by what they stand on, and where that is. */
const FOREIGN = {
  pageGenerators: {
    responseMapping: 'it on a step: the export begins the flow',
    transform: 'it on the export',
    mappings: 'a transform on the export',
  },
  pageProcessors: {
    transform: 'it on an export, or responseTransform on an import',
    responseTransform: 'it on the import',
    mapping: 'it on the import',
    mappings: 'it on the export or import',
  },
  exports: { responseTransform: 'transform', mapping: 'mappings, on a lookup' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** Finds transformations and mappings that the platform does not read there. */
export function checkParts(
  written: Readonly<Record<string, unknown>>,
  kind: keyof typeof FOREIGN,
  place: WiringPlace,
): void {
  for (const [key, expected] of Object.entries(FOREIGN[kind])) {
    const part = written[key];
    const isThere = /transform/i.test(key) ? hasEffect(part) : isSet(part);
    if (isThere) place.at(key).note('part-of-another-document', `the part ${key} here`, expected);
  }
}
