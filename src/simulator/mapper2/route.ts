import type { Focus, Frame } from './frame.ts';
import type { JsonPathPart } from './json-path.ts';

/** Where the reading of a path starts, and the parts that are left from there. */
export interface PathRoute {
  readonly start: (frame: Frame) => unknown;
  /** The names that lead from the root to the start. */
  readonly names: readonly string[];
  readonly parts: readonly JsonPathPart[];
  /** Whether it starts at the element of a list that a helper goes through. */
  readonly startsAtElement: boolean;
}

/**
 * Finds the element nearest to the end of a path, so that reading need not copy the input. A path that may meet
 * elements further down starts at the composite of the whole input.
 */
export function findRoute(parts: readonly JsonPathPart[], foci: readonly Focus[]): PathRoute {
  const nearest = foci.findLast(({ names }) => names.every((name, at) => parts[at] === name));
  const names = nearest?.names ?? [];
  const rest = parts.slice(names.length);
  const meetsMore = foci.some((focus) => focus !== nearest && meets(focus, names, rest));
  if (meetsMore) {
    return { start: (frame) => frame.composite(), names: [], parts, startsAtElement: false };
  }
  if (!nearest) return { start: (frame) => frame.input, names, parts, startsAtElement: false };
  const { slot } = nearest;
  return { start: (frame) => frame.elements[slot], names, parts: rest, startsAtElement: true };
}

/** Whether what is read below some names may hold the place of another element. */
function meets(focus: Focus, names: readonly string[], rest: readonly JsonPathPart[]): boolean {
  if (focus.names.length <= names.length || names.some((name, at) => focus.names[at] !== name)) return false;
  const below = focus.names.slice(names.length);
  const end = rest.findIndex((part, at) => part !== below[at]);
  // The path ends above the place, or leaves by a wildcard that may lead there.
  return end === -1 || typeof rest[end] !== 'string';
}
