import type { Scope } from '../scope/scope.ts';
import type { Frame } from './frame.ts';
import { isJsonPath, type JsonPathPart, parseJsonPath } from './json-path.ts';
import type { MappingLevel } from './mapping-level.ts';
import { readings } from './readings.ts';
import { findRoute, type PathRoute } from './route.ts';

/** A parsed JSON path at its place among the entries. */
export interface OpenedPath {
  readonly parts: readonly JsonPathPart[];
  readonly route: PathRoute;
  /** Whether it ends at a name or an index: a list there gives its elements to an array. */
  readonly endsAtValue: boolean;
  /** Notes what the path found in a record; undefined is nothing. */
  readonly note: (frame: Frame, value: unknown) => void;
  /** Tells that `[*]` met an object, at the position among the route's parts. */
  readonly onObject: (at: number) => void;
}

/** Parses a path and finds where it starts; a text that is no path is refused, and undefined. */
export function openPath(text: string, scope: Scope, level: MappingLevel): OpenedPath | undefined {
  const parts = parsePath(text, scope);
  if (!parts) return undefined;
  level.paths.add(text);
  const route = findRoute(parts, level.foci);
  return {
    parts,
    route,
    endsAtValue: ['string', 'number', 'undefined'].includes(typeof parts.at(-1)),
    note: watchPath(text, scope),
    onObject: (at) => warnOfObject(text, route, at, scope),
  };
}

function parsePath(text: string, scope: Scope): JsonPathPart[] | undefined {
  try {
    if (isJsonPath(text)) return parseJsonPath(text);
    scope.refuse(`found ${JSON.stringify(text)}, expected a JSON path such as $.customer or $.lines[*]`);
  } catch (thrown) {
    scope.refuse((thrown as Error).message);
  }
  return undefined;
}

function watchPath(text: string, scope: Scope): OpenedPath['note'] {
  const watch = scope.watch(text);
  return (frame, value) => {
    if (watch.isFound) return;
    // A composite is built for the one record that the warning shows.
    watch.note(value === undefined && watch.sample === undefined ? frame.composite() : undefined, value);
  };
}

function warnOfObject(text: string, { startsAtElement, names }: PathRoute, at: number, scope: Scope): void {
  if (at > 0 || !startsAtElement) {
    scope.rely(readings.wildcardOnObject);
    return;
  }
  const place = ['$', ...names].join('.');
  scope.warn(`found ${text}, where ${place} is one element of the list, expected a path without [*] after ${place}`);
}
