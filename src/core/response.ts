import { ExtensionError } from '../shared/errors.ts';
import { notSerializable, tooLarge } from '../shared/failures.ts';
import { isFiniteNumber, isNotANumber, stringify } from '../shared/intrinsics.ts';
import { PAGE_LIMIT } from '../shared/limits.ts';
import { findFlaw, findNonFinite } from './json-flaws.ts';
import { computeUpperBound, createSizeScan, measureExactly, type SizeScan } from './json-size.ts';

/** The facts about a response that can be delivered. */
export interface Delivery {
  /** An upper bound of the bytes of its JSON in UTF-8. */
  readonly bytes: number;
  /** The place of the first NaN or Infinity, which JSON turns into null. */
  readonly becomesNull?: string | undefined;
}

/** Resolves the caller's limit, if it is valid, to at most what the transport can carry. */
export function resolveLimit(maxResponseSize: unknown, capacity = Infinity): number {
  const asked = maxResponseSize as number;
  return Math.min(isFiniteNumber(asked) && asked > 0 ? asked : PAGE_LIMIT, capacity);
}

/**
 * Checks that a response is plain JSON data of at most `limit` bytes. One scan that sums up an upper bound decides most
 * responses. Only larger bounds are measured more closely, and only doubtful ones are serialised.
 * @throws ExtensionError whose `refused` has the place and the type of the flaw
 */
export function checkDelivery(response: unknown, limit: number): Delivery {
  const scan = createSizeScan(response, limit);
  const bytes = measure(response, scan);
  if (isNotANumber(bytes)) throw new ExtensionError(notSerializable(), { refused: findFlaw(scan.invalid, scan.keys) });
  if (bytes > limit)
    throw new ExtensionError(tooLarge(limit), { refused: { path: 'response', found: `${bytes} bytes` } });
  return scan.nonFinite ? { bytes, becomesNull: findNonFinite(response) } : { bytes };
}

/** The bytes of a response: exact or an upper bound within the limit; NaN if it is not JSON data. */
function measure(response: unknown, scan: SizeScan): number {
  if (response === undefined) return 0;
  try {
    const bound = computeUpperBound(response, 0, scan);
    if (bound === Infinity) {
      if (findFlaw(response)) return NaN;
      if (scan.stoppedAt > 1) return scan.stoppedAt;
    }
    const bytes = bound > scan.limit && bound < Infinity ? measureExactly(response, bound, scan.limit) : bound;
    return bytes > scan.limit ? Buffer.byteLength(stringify(response)) : bytes;
  } catch {
    // A getter or a proxy threw, or there are more levels than JSON can have.
    return NaN;
  }
}
