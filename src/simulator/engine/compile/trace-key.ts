import type { Scope } from '../../scope/scope.ts';
import type { PlannedGenerator } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';

/**
 * Compiles the template of a record's trace key: fields stand in it by their bare names, and below `record`. A record
 * for which it cannot be rendered has none.
 */
export function compileTraceKey(
  { libraries: { expressions } }: CompileContext,
  template: string | null | undefined,
  scope: Scope,
): PlannedGenerator['readTraceKey'] {
  if (!template) return undefined;
  if (!template.includes('{{') || !expressions) return () => template;
  const render = expressions.compile(template, scope);
  return (record) => {
    try {
      return Array.isArray(record) ? render({ ...record[0], rows: record, record }) : render({ ...record, record });
    } catch (thrown) {
      scope.warn(`found a record without a trace key: ${(thrown as Error).message}`);
      return undefined;
    }
  };
}
