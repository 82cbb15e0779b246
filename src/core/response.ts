import { ExtensionError } from '../shared/errors.ts';
import { notSerializable, tooLarge } from '../shared/failures.ts';
import { isFiniteNumber, isNotANumber, stringify } from '../shared/intrinsics.ts';
import { PAGE_LIMIT } from '../shared/limits.ts';
import { formatPath } from '../shared/path.ts';
import { measureExactly, scanSize } from './json-size.ts';

/** The facts about a response that can be delivered. */
export interface Delivery {
  /** An upper bound of the bytes of its JSON in UTF-8. */
  readonly bytes: number;
  /** The place of the first NaN or Infinity, which JSON turns into null. */
  readonly becomesNull?: string | undefined;
}

/** Resolves the caller's limit, if it is valid, to at most what the transport can carry. */
export function resolveLimit(maxResponseSize: unknown, capacity = Infinity): number {
  return Math.min(isFiniteNumber(maxResponseSize) && maxResponseSize > 0 ? maxResponseSize : PAGE_LIMIT, capacity);
}

/**
 * Checks that a response is plain JSON data of at most `limit` bytes. One scan that sums up an upper bound decides most
 * responses. Only larger bounds are measured more closely, and only doubtful ones are serialised. A lower bound above
 * the limit ends the scan.
 * @throws ExtensionError whose `refused` has the place and the type of the flaw
 */
export function checkDelivery(response: unknown, limit: number): Delivery {
  const { bound, tooMany, nonFinite, found, keys } = scanSize(response, limit);
  const bytes = response === undefined ? 0 : tooMany || measure(response, bound, limit);
  if (isNotANumber(bytes)) {
    const path = formatPlace(found === 'a cycle' ? cutCycle(response, keys) : keys);
    throw new ExtensionError(notSerializable(), { refused: { path, found } });
  }
  if (bytes > limit) {
    const size = `${tooMany ? 'at least ' : ''}${bytes} bytes`;
    throw new ExtensionError(tooLarge(limit), { refused: { path: 'response', found: size } });
  }
  return nonFinite ? { bytes, becomesNull: findNonFinite(response) } : { bytes };
}

/** The bytes of a response: an upper bound within the limit, or exact; NaN if it is not JSON data. */
function measure(response: unknown, bound: number, limit: number): number {
  try {
    const bytes = bound > limit && bound < Infinity ? measureExactly(response, bound, limit) : bound;
    return bytes > limit ? Buffer.byteLength(stringify(response)) : bytes;
  } catch {
    // There are more levels than JSON can have.
    return NaN;
  }
}

/** Finds the place of the first NaN or Infinity; undefined if there is none. */
export function findNonFinite(response: unknown): string | undefined {
  const { nonFinite, keys } = scanSize(response, Infinity, true);
  return nonFinite ? formatPlace(keys) : undefined;
}

/** Formats the place of a flaw. It has at most 99 keys: a line must stay readable. */
function formatPlace(keys: readonly PropertyKey[]): string {
  return formatPath('response', keys.slice(0, 99));
}

/** Cuts the keys that lead to a cycle where its first object comes again: the scan has followed it for 64 levels. */
function cutCycle(response: unknown, keys: readonly PropertyKey[]): readonly PropertyKey[] {
  const seen = new Set();
  let value = response;
  while (!seen.has(value)) {
    seen.add(value);
    value = (value as Record<PropertyKey, unknown>)[keys[seen.size - 1] as PropertyKey];
  }
  return keys.slice(0, seen.size);
}
