import { isArray } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import type { Frame } from './frame.ts';
import type { JsonPathPart } from './json-path.ts';
import type { MappingLevel } from './mapping-level.ts';
import { type OpenedPath, openPath } from './opened-path.ts';
import { readings } from './readings.ts';
import { createReader, createWalk } from './walk.ts';

/** Reads the values that a JSON path finds in the input. */
export interface InputPath {
  /** Whether it may find several values. */
  readonly isMany: boolean;
  /** Reads the value of a path that finds one at most, or the first of several. */
  readonly read: (frame: Frame) => unknown;
  /** Lists all values; a list at the end of the path gives its elements. */
  readonly readAll: (frame: Frame) => readonly unknown[];
}

/** Compiles a JSON path of an entry; a text that is no path is refused, and undefined. */
export function compileInputPath(text: string, scope: Scope, level: MappingLevel): InputPath | undefined {
  const opened = openPath(text, scope, level);
  if (!opened) return undefined;
  const { route } = opened;
  const list = createLister(opened);
  const readAll = opened.endsAtValue ? expandLists(list, scope) : list;
  if (isSingular(route.parts)) return { isMany: false, read: readOne(opened, route.parts), readAll };
  const read = (frame: Frame) => {
    const found = list(frame);
    if (found.length > 1) scope.rely(readings.firstMatch);
    return found[0];
  };
  return { isMany: true, read, readAll };
}

function isSingular(parts: readonly JsonPathPart[]): parts is readonly (string | number)[] {
  return parts.every((part) => typeof part === 'string' || typeof part === 'number');
}

function readOne({ route, note }: OpenedPath, parts: readonly (string | number)[]): InputPath['read'] {
  const read = createReader(parts);
  return (frame) => {
    const value = read(route.start(frame));
    note(frame, value);
    return value;
  };
}

function createLister({ route, note, onObject }: OpenedPath): InputPath['readAll'] {
  const walk = createWalk(route.parts, { onObject });
  return (frame) => {
    const found: unknown[] = [];
    walk(route.start(frame), frame, (value) => void found.push(value), frame.elements);
    note(frame, found[0]);
    return found;
  };
}

function expandLists(list: InputPath['readAll'], scope: Scope): InputPath['readAll'] {
  return (frame) => {
    const found = list(frame);
    if (!found.some(isArray)) return found;
    scope.rely(readings.elementsOfList);
    return found.flat();
  };
}
