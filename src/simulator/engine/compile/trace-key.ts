import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Scope } from '../../scope/scope.ts';
import type { CompileContext } from './compile-context.ts';

/** Compiles the template of a record's trace key: fields stand in it by their bare names, and below `record`. */
export function compileTraceKey(
  { libraries: { expressions } }: CompileContext,
  template: string | null | undefined,
  scope: Scope,
): ((record: AnyRecord) => string) | undefined {
  if (!template) return undefined;
  if (!template.includes('{{') || !expressions) return () => template;
  const render = expressions.compile(template, scope);
  return (record) =>
    Array.isArray(record) ? render({ ...record[0], rows: record, record }) : render({ ...record, record });
}
