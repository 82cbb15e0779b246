import type { Scope } from '../../scope/scope.ts';
import type { PlannedGenerator, PlannedStep } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';
import { compileName, type WrittenTemplate } from './compile-template.ts';
import { readings } from './readings.ts';

/** Characters of a trace key: the current documentation's limit, and that of an older page. */
const LIMIT = 512;
const OLDER_LIMIT = 128;

/** Compiles the template of a record's trace key. A record for which it cannot be rendered has none. */
export function compileTraceKey(context: CompileContext, written: WrittenTemplate): PlannedGenerator['readTraceKey'] {
  const read = compileName(context, written, 'trace key');
  return read && ((record) => cut(read(record), written.scope));
}

/** The parts of a step that decide whether its children have trace keys. */
interface SplitDocument {
  readonly oneToMany?: boolean | null | undefined;
  readonly traceKeyTemplate?: string | null | undefined;
  readonly file?: { readonly type?: string | null | undefined } | null | undefined;
}

/** Compiles the trace key of the children of a one-to-many step: the key of their parent, and their own. */
export function compileChildKey(
  context: CompileContext,
  { oneToMany, traceKeyTemplate: template, file }: SplitDocument,
  scope: Scope,
): PlannedStep['readChildKey'] {
  const own = scope.at('traceKeyTemplate');
  if (!template) return undefined;
  if (!oneToMany) {
    own.warn('found the template of trace keys of children, which has no effect without oneToMany');
    return undefined;
  }
  if (file?.type === 'csv') {
    own.warn('found the template of trace keys of children, which the platform does not use where it writes CSV files');
    return undefined;
  }
  const read = compileName(context, { template, scope: own }, 'trace key');
  return (
    read &&
    ((parentKey, child) => {
      own.rely(readings.childKeys);
      const childKey = read(child);
      return parentKey && childKey && cut(`${parentKey} - ${childKey}`, own);
    })
  );
}

function cut(key: string | undefined, scope: Scope): string | undefined {
  if (key === undefined || key.length <= OLDER_LIMIT) return key;
  scope.rely(readings.longTraceKey);
  return key.slice(0, LIMIT);
}
