import { doRulesCount, isNothing } from '../../filter/do-rules-count.ts';
import { quoteValue } from '../../filter/rule-place.ts';
import type { RulesDocument } from '../../flow/documents.ts';
import { compileTransform1 } from '../../mapper1/transform1.ts';
import type { Scope } from '../../scope/scope.ts';
import type { PlannedOperation } from '../plan.ts';
import type { CompileContext } from './compile-context.ts';
import type { WrittenRules } from './compile-rules.ts';
import { compileScript } from './compile-script.ts';
import type { CallSite } from './create-options.ts';
import { compileSurroundings, findLookups } from './mapping-settings.ts';
import { readings } from './readings.ts';
import { eachRecord } from './record-operation.ts';

/** The rules of a transformation, of one version or the other. */
interface WrittenTransform {
  readonly version?: unknown;
  readonly rules?: unknown;
  readonly rulesTwoDotZero?: unknown;
}

/** Compiles a transformation; undefined where there is none. What cannot be what it says is refused. */
export function compileTransform(
  context: CompileContext,
  site: CallSite,
  { rules: written, scope, stage }: WrittenRules,
): PlannedOperation<unknown> | undefined {
  if (!written) return undefined;
  const { expression, script: reference } = written;
  const isInside = hasRules(expression);
  if (!doRulesCount(written, isInside || hasRules(written), scope)) {
    if (!reference?._scriptId || written.type !== 'script') return undefined;
    const read = (value: unknown) => value;
    const source = 'transformation';
    const script = compileScript(context, site, { reference, scope: scope.at('script'), stage, source, read });
    return script && { stage: context.stages.add(site.step, stage, script.name), apply: script.apply };
  }
  const isBeside = !isInside && hasRules(written);
  if (isBeside && expression) scope.rely(readings.transformBesideExpression);
  const apply = isBeside
    ? compileVersion(context, site, written as WrittenTransform, scope)
    : compileVersion(context, site, expression ?? {}, scope.at('expression'));
  if (apply && !written.type) scope.rely(readings.rulesWithoutType);
  return apply && { stage: context.stages.add(site.step, stage), apply: eachRecord(apply) };
}

/** Documents repeat the rules of an expression beside it. */
function hasRules(written: RulesDocument | WrittenTransform | null | undefined): boolean {
  const { rules, rulesTwoDotZero } = (written ?? {}) as WrittenTransform;
  return !isNothing(rules) || !isNothing(Object(rulesTwoDotZero).mappings);
}

function compileVersion(
  context: CompileContext,
  site: CallSite,
  { version, rules, rulesTwoDotZero }: WrittenTransform,
  scope: Scope,
): ((record: unknown) => unknown) | undefined {
  const has2 = !isNothing(Object(rulesTwoDotZero).mappings);
  const said = String(version ?? (has2 ? 'none' : '1'));
  if (said === '2') {
    if (!isNothing(rules)) scope.at('rules').warn('found rules, which have no effect: the version is 2');
    return has2 ? compileSecond(context, site, rulesTwoDotZero as object, scope.at('rulesTwoDotZero')) : undefined;
  }
  if (said !== '1') {
    const expected = has2 ? '"2", for there are rulesTwoDotZero' : '"1" or "2"';
    scope.at('version').refuse(`found ${version === undefined ? 'none' : quoteValue(version)}, expected ${expected}`);
    return undefined;
  }
  if (has2) scope.at('rulesTwoDotZero').warn('found rulesTwoDotZero, which have no effect: the version is 1');
  return compileTransform1(rules ?? [], scope.at('rules'));
}

function compileSecond(context: CompileContext, site: CallSite, rules: object, scope: Scope) {
  const { lookups } = Object(rules);
  const found = findLookups(context, [{ lookups, scope: scope.at('lookups') }], rules);
  const settings = compileSurroundings(context, site, found);
  return context.libraries.mapper2?.compileTransform2(rules, scope, settings);
}
