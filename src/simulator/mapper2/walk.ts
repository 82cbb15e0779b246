import { hasOwn, isArray } from '../../shared/intrinsics.ts';
import type { Frame } from './frame.ts';
import { EACH, type JsonPathPart, type Selection } from './json-path.ts';

/** Visits each value that a path finds below a value. */
export type PathWalk = (value: unknown, frame: Frame, visit: (found: unknown) => void, elements: unknown[]) => void;

/** How a walk goes through lists. */
export interface WalkSettings {
  /** The position among the elements that is set at each part of the path. */
  readonly slots?: ReadonlyMap<number, number>;
  /** Called where `[*]` meets an object, with the position of the part. */
  readonly onObject: (at: number) => void;
}

/** Makes the walk along the parts of a path. A part that does not fit its value finds nothing. */
export function createWalk(parts: readonly JsonPathPart[], settings: WalkSettings): PathWalk {
  return parts.reduceRight<PathWalk>(
    (next, part, at) => createPart(part, at, next, settings),
    (value, _, visit) => visit(value),
  );
}

function createPart(part: JsonPathPart, at: number, next: PathWalk, { slots, onObject }: WalkSettings): PathWalk {
  const slot = slots?.get(at);
  const go: PathWalk = (value, frame, visit, elements) => {
    if (slot !== undefined) elements[slot] = value;
    next(value, frame, visit, elements);
  };
  if (typeof part === 'string') {
    return (value, frame, visit, elements) => {
      const found = readField(value, part);
      if (found !== undefined) next(found, frame, visit, elements);
    };
  }
  if (typeof part === 'number') {
    return (value, frame, visit, elements) => {
      const found = readElement(value, part);
      if (found !== undefined) go(found, frame, visit, elements);
    };
  }
  if (part === EACH) return eachWalk(go, () => onObject(at));
  return selectionWalk(part, go);
}

function eachWalk(go: PathWalk, onObject: () => void): PathWalk {
  return (value, frame, visit, elements) => {
    if (isArray(value)) {
      for (const element of value) go(element, frame, visit, elements);
    } else if (typeof value === 'object' && value !== null) {
      onObject();
      for (const inner of Object.values(value)) go(inner, frame, visit, elements);
    }
  };
}

function selectionWalk({ select }: Selection, go: PathWalk): PathWalk {
  return (value, frame, visit, elements) => {
    for (const found of select(value, () => frame.composite())) go(found, frame, visit, elements);
  };
}

/** Makes the reader of a path that finds one value at most. */
export function createReader(parts: readonly (string | number)[]): (value: unknown) => unknown {
  return (start) => {
    let value = start;
    for (const part of parts) value = typeof part === 'string' ? readField(value, part) : readElement(value, part);
    return value;
  };
}

/** The value of an object's own field; undefined for a list, and without one. */
export function readField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || isArray(value) || !hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function readElement(value: unknown, index: number): unknown {
  return isArray(value) ? value.at(index) : undefined;
}
