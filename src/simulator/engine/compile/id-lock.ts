import type { AnyRecord } from '../../../contracts/author-types.ts';
import { RecordFailure } from '../../scope/record-failure.ts';
import type { PlannedImport } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';
import { compileTemplate, type WrittenTemplate } from './compile-template.ts';
import type { CallSite } from './create-options.ts';
import { eachRecord } from './record-operation.ts';

/** Compiles the template of the lock that an import takes for each record: rendering it may fail the record. */
export function compileIdLock(
  context: CompileContext,
  { step }: CallSite,
  written: WrittenTemplate,
): PlannedImport['lock'] {
  const render = compileTemplate(context, written);
  if (!render) return undefined;
  if (!written.template?.includes('{{'))
    written.scope.warn('found a template without an expression: all records have the same lock');
  written.scope.omit(
    'found a lock; no record waits for another here: those of this run with the same lock, and other flows',
  );
  return { stage: step, apply: eachRecord((record) => renderLock(render, record as AnyRecord)) };
}

function renderLock(render: (record: AnyRecord) => string, record: AnyRecord): string {
  try {
    return render(record);
  } catch (thrown) {
    const { code, message } = thrown as RecordFailure;
    throw new RecordFailure('internal', code, `idLockTemplate: ${message}`);
  }
}
