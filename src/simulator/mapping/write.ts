import { EACH, type PathPart } from './path.ts';
import { getOwn, setOwn } from './property.ts';

/** The settings of a writer. */
export interface Writing {
  readonly steps: readonly PathPart[];
  /** Whether the value is a list whose elements go into the elements of the list written. */
  readonly spread: boolean;
  /** The path parts that are lists filled by other paths: one value goes into each of their elements. */
  readonly shared: ReadonlySet<number>;
}

/** Makes an empty object, or a list if the path continues within one. */
export function emptyContainer(step: PathPart | undefined): object {
  return typeof step === 'string' ? {} : [];
}

/** Makes a writer of values into an object at a path. It creates missing parents. */
export function createWriter({ steps, spread, shared }: Writing): (target: object, value: unknown) => void {
  const last = steps.length - 1;
  const put = (target: object, at: number, value: unknown): void => {
    const step = steps[at] as PathPart;
    if (step === EACH) each(target as object[], at, value);
    else if (at < last) within(target, step, at, value);
    else if (value !== undefined) setOwn(target, step, value);
  };
  const within = (target: object, step: string | number, at: number, value: unknown): void => {
    let child = getOwn(target, step) as object | undefined;
    if (!child) {
      if (shared.has(at + 1)) return;
      child = emptyContainer(steps[at + 1]);
      setOwn(target, step, child);
    }
    put(child, at + 1, value);
  };
  const each = (list: unknown[], at: number, value: unknown): void => {
    const count = spread ? (value as unknown[]).length : shared.has(at) ? list.length : 1;
    for (let index = 0; index < count; index++) {
      const one = spread ? (value as unknown[])[index] : value;
      if (at === last) list[index] = one ?? null;
      else {
        list[index] ??= emptyContainer(steps[at + 1]);
        put(list[index] as object, at + 1, one);
      }
    }
  };
  return (target, value) => put(target, 0, value);
}
