import { createFieldReader, type FieldPathError, parseFieldPath } from '../filter/field-path.ts';
import type { Scope } from '../scope/scope.ts';

/**
 * Makes the reader of a field by which records are sorted or grouped, and watches whether any record has it. A path
 * that is none is refused.
 */
export function watchField(path: string, scope: Scope): (record: unknown) => unknown {
  try {
    const read = createFieldReader(parseFieldPath(path));
    const watch = scope.watch(path);
    return (record) => {
      const value = read(record);
      watch.note(record, value);
      return value;
    };
  } catch (thrown) {
    scope.refuse((thrown as FieldPathError).message);
    return () => undefined;
  }
}
