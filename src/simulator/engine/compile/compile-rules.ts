import { compileFilter, isScriptFilter } from '../../filter/filter.ts';
import type { RulesDocument } from '../../flow/documents.ts';
import type { FailureSource } from '../../scope/record-failure.ts';
import type { Scope } from '../../scope/scope.ts';
import type { PlannedOperation } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';
import { compileScript } from './compile-script.ts';
import { type CallSite, gatherSettings } from './create-options.ts';
import { readings } from './readings.ts';
import { eachRecord } from './record-operation.ts';
import type { StageKind } from './stage-list.ts';

/** A filter or a transformation as a document has it. */
export interface WrittenRules {
  readonly rules: RulesDocument | null | undefined;
  readonly scope: Scope;
  readonly stage: StageKind;
}

/** Compiles a filter; undefined where everything passes. */
export function compileRecordFilter(
  context: CompileContext,
  site: CallSite,
  { rules, scope, stage, source }: WrittenRules & { readonly source: Extract<FailureSource, `${string}_filter`> },
): PlannedOperation<boolean> | undefined {
  const filter = rules ?? undefined;
  const settings = gatherSettings(context, site) as Record<string, unknown>;
  const passes = compileFilter(filter as never, scope, { source, settings });
  if (isScriptFilter(filter as never)) {
    const read = (value: unknown) => readBoolean(scope, value);
    const script = compileScript(context, site, {
      reference: filter?.script,
      scope: scope.at('script'),
      stage,
      source,
      read,
    });
    return script && { stage: context.stages.add(site.step, stage, script.name), apply: script.apply };
  }
  if (passes && !filter?.type) scope.rely(readings.rulesWithoutType);
  return passes && { stage: context.stages.add(site.step, stage), apply: eachRecord(passes) };
}

/** The platform expects true or false; of anything else the truth of JavaScript counts. */
function readBoolean(scope: Scope, value: unknown): boolean {
  if (typeof value !== 'boolean')
    scope.warn(
      `the script answered with ${JSON.stringify(value)}, expected true or false; its truth in JavaScript counts`,
    );
  return Boolean(value);
}
