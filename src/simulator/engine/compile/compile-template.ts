import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Scope } from '../../scope/scope.ts';
import type { CompileContext } from './compile-context.ts';

/** A template with its place in the document. */
export interface WrittenTemplate {
  readonly template: string | null | undefined;
  readonly scope: Scope;
}

/**
 * Compiles a template that names a record: fields stand in it by their bare names, and below `record`. Undefined where
 * there is no template. The function that it returns throws a `RecordFailure` for a value that a helper does not take.
 */
export function compileTemplate(
  { libraries: { expressions } }: CompileContext,
  { template, scope }: WrittenTemplate,
): ((record: AnyRecord) => string) | undefined {
  if (!template) return undefined;
  if (!template.includes('{{') || !expressions) return () => template;
  const render = expressions.compile(template, scope);
  return (record) => render({ ...(Array.isArray(record) ? { ...record[0], rows: record } : record), record });
}

/** The same for a template without which a record can do: one that cannot be rendered is a warning. */
export function compileName(
  context: CompileContext,
  written: WrittenTemplate,
  what: string,
): ((record: AnyRecord) => string | undefined) | undefined {
  const render = compileTemplate(context, written);
  if (render && !written.template?.includes('{{'))
    written.scope.warn(`found a template without an expression: each record has the same ${what}`);
  return (
    render &&
    ((record) => {
      try {
        return render(record) || undefined;
      } catch (thrown) {
        written.scope.warn(`found a record without a ${what}: ${(thrown as Error).message}`);
        return undefined;
      }
    })
  );
}

/** Compiles the link to a record in the application that it comes from, or goes to. */
export function compileDataURI(context: CompileContext, written: WrittenTemplate) {
  return compileName(context, written, 'link to its data');
}
