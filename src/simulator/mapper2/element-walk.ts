import { isArray } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import { type Focus, Frame } from './frame.ts';
import type { MappingLevel } from './mapping-level.ts';
import { openPath } from './opened-path.ts';
import { readings } from './readings.ts';
import type { PathRoute } from './route.ts';
import { createWalk } from './walk.ts';

/** Goes through the elements that a helper's path finds. */
export interface ElementWalk {
  /** The level of the helper's mappings. */
  readonly level: MappingLevel;
  /** Calls a function for each element, with a frame in which the element stands for its list. */
  readonly forEach: (frame: Frame, visit: (inner: Frame, element: unknown) => void) => void;
}

/**
 * Compiles the path of a helper with mappings. Each list on the path is replaced by the element at hand, as in the
 * platform's composite objects. A path whose lists are not certain is refused.
 */
export function compileElementWalk(text: string, scope: Scope, level: MappingLevel): ElementWalk | undefined {
  const opened = openPath(text, scope, level);
  if (!opened) return undefined;
  const { route, note, onObject, endsAtValue } = opened;
  const placed = placeFoci(route, level);
  if (!placed) {
    scope.refuse(`found ${text}, expected a path of names, indexes, [*], and slices and filters of lists`);
    return undefined;
  }
  const { foci, slots, last } = placed;
  const walk = createWalk(route.parts, { slots, onObject });
  const forEach: ElementWalk['forEach'] = (frame, visit) => {
    const inner = new Frame(frame.input, foci, frame);
    let first: unknown;
    const take = (element: unknown) => {
      first ??= element;
      inner.elements[last] = element;
      visit(inner, element);
    };
    const takeAll = (value: unknown) => {
      if (!endsAtValue || !isArray(value)) return take(value);
      scope.rely(readings.elementsOfList);
      value.forEach(take);
    };
    walk(route.start(frame), frame, takeAll, inner.elements);
    note(frame, first);
  };
  return { level: { ...level, foci, slots: last + 1 }, forEach };
}

/** Finds the places that elements take on a helper's path; undefined if a part of it leads to no certain place. */
function placeFoci({ names: start, parts }: PathRoute, level: MappingLevel) {
  const slots = new Map<number, number>();
  const names = [...start];
  let { foci, slots: next } = level;
  for (const [at, part] of parts.entries()) {
    if (typeof part === 'string') {
      names.push(part);
      continue;
    }
    if (typeof part === 'object' && !part.takesElements) return undefined;
    slots.set(at, next);
    foci = addFocus(foci, { names: [...names], slot: next });
    next += 1;
  }
  return { foci: addFocus(foci, { names, slot: next }), slots, last: next };
}

/** Adds a focus; those at its place and below it no longer count. */
function addFocus(foci: readonly Focus[], added: Focus): readonly Focus[] {
  const others = foci.filter(({ names }) => added.names.some((name, at) => names[at] !== name));
  return [...others, added].sort((one, other) => one.names.length - other.names.length);
}
