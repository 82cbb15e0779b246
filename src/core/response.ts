import { ExtensionError, problem } from '../errors.ts';
import { boundOf, isJson, type Walk } from './bound.ts';
import { exactly } from './exact.ts';
import { findFlaw, findNonFinite, hasFlaw } from './flaw.ts';

/** The most bytes a response may have when the caller names no limit (wire: 5 MB pages). */
export const DEFAULT_LIMIT = 5 * 1024 * 1024;

/** What was found out about a response that can be delivered. */
export interface Delivery {
  /** Never less than the bytes of its JSON in UTF-8. */
  readonly bytes: number;
  /** Where NaN and Infinity stand, which JSON turns into null: the first few paths. */
  readonly nonFinite?: readonly string[];
}

/** The limit a caller asks for, if it is one at all, within what the transport can carry. */
export function limitOf(maxResponseSize: unknown, capacity = Number.POSITIVE_INFINITY): number {
  const asked = typeof maxResponseSize === 'number' && Number.isFinite(maxResponseSize) && maxResponseSize > 0;
  return Math.min(asked ? maxResponseSize : DEFAULT_LIMIT, capacity);
}

/**
 * Checks that a response is plain JSON data of at most `limit` bytes. Most responses are decided by one walk that adds
 * up an upper bound; only what may be too large is measured more closely, and only what stays in doubt is serialised.
 * @throws ExtensionError; its details say where the response was refused and what was found there.
 */
export function deliverable(response: unknown, limit: number): Delivery {
  const walk: Walk = { limit, nonFinite: false, endless: false, deferred: [] };
  const bytes = measure(response, walk);
  if (Number.isNaN(bytes)) throw notSerializable(response);
  if (bytes > limit) throw tooLarge(limit, bytes);
  return walk.nonFinite ? { bytes, nonFinite: findNonFinite(response) } : { bytes };
}

/** The bytes of a response, an upper bound of them where that is within the limit, or NaN if it is no JSON data. */
function measure(response: unknown, walk: Walk): number {
  const { limit } = walk;
  try {
    if (isPrototypePolluted()) return hasFlaw(response) ? Number.NaN : serialisedBytes(response);
    const bound = boundOf(response, walk);
    if (bound <= limit || Number.isNaN(bound)) return bound;
    if (walk.deferred.length > 0) return measureDeep(response, walk);
    if (walk.endless) return bound;
    if (Number.isFinite(bound)) {
      const { least, most } = exactly(response, bound, limit);
      if (most <= limit) return most;
      if (least > limit) return least;
    }
    return serialisedBytes(response);
  } catch {
    // A getter or a proxy of the author's threw, or JSON.stringify found a cycle or too many levels.
    return Number.NaN;
  }
}

/** What lies deeper than the first walk goes: serialising finds the cycles, so that what is left can be walked to its end. */
function measureDeep(response: unknown, walk: Walk): number {
  const bytes = serialisedBytes(response);
  for (let part = walk.deferred.pop(); part !== undefined; part = walk.deferred.pop()) {
    if (!isJson(part, walk)) return Number.NaN;
  }
  return bytes;
}

/** Whether someone has given every object an enumerable property: the fast walks would take it for data. */
function isPrototypePolluted(): boolean {
  for (const _ in Object.prototype) return true;
  return false;
}

function serialisedBytes(response: unknown): number {
  return Buffer.byteLength(JSON.stringify(response) ?? '');
}

function notSerializable(response: unknown): ExtensionError {
  return new ExtensionError(problem('EXTENSION_RESPONSE_IS_NOT_SERIALIZABLE'), {
    details: { refused: findFlaw(response) },
  });
}

function tooLarge(limit: number, bytes: number): ExtensionError {
  const refused = {
    path: 'response',
    found: Number.isFinite(bytes) ? `${bytes} bytes` : 'an array longer than the limit',
  };
  return new ExtensionError(problem('EXTENSION_RESPONSE_SIZE_EXCEEDED', limit), { details: { refused } });
}
