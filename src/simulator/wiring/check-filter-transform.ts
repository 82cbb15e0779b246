import type { RulesDocument } from '../flow/documents.ts';
import { checkFilterRules } from './check-filter-rules.ts';
import { checkMapper1Fields, checkMapper2 } from './check-mappings.ts';
import { checkScriptOnly } from './check-reference.ts';
import { hasRules, isSet } from './is-set.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

type Written = RulesDocument | null | undefined;

/** Checks a filter: its two halves, and the rules that count. */
export function checkFilter(context: WiringContext, filter: Written, place: WiringPlace): void {
  if (!filter || checkHalves(context, filter, place) === 'script') return;
  const { expression, rules } = filter;
  const isInside = isSet(expression?.rules);
  const own = isInside ? place.at('expression', 'rules') : place.at('rules');
  checkFilterRules(isInside ? expression?.rules : rules, own);
}

/** Checks a transformation: its two halves, and the rules that count. */
export function checkTransform(context: WiringContext, transform: Written, place: WiringPlace): void {
  if (!transform || checkHalves(context, transform, place) === 'script') return;
  const { expression, rules } = transform;
  if (expression?.version === '2') {
    const own = place.at('expression', 'rulesTwoDotZero', 'mappings');
    checkMapper2(Object(expression.rulesTwoDotZero).mappings, own);
    return;
  }
  const [written, own] = expression ? [expression.rules, place.at('expression', 'rules')] : [rules, place.at('rules')];
  // Only the first inner list counts.
  checkMapper1Fields(Array.isArray(written) ? written[0] : undefined, own.at(0));
}

/** Checks which half of a filter or a transformation counts, and returns it. */
function checkHalves(context: WiringContext, written: RulesDocument, place: WiringPlace): 'script' | 'rules' {
  const { type, script } = written;
  const id = script?._scriptId;
  if (type === 'script') {
    if (hasRules(written)) place.note('rules-beside-script', 'rules beside the type script', 'only the script');
    if (!id && !script?._stackId)
      place.at('script').note('script-without-id', 'the type script without _scriptId', 'the id of a script');
    checkScriptOnly(context, script, place.at('script'));
    return 'script';
  }
  if (id && (type || hasRules(written)))
    place.note('script-beside-rules', `the script ${id} beside the type ${type ?? '(none)'}`, 'the type script');
  else if (id) place.note('script-without-type', `the script ${id} without a type`, 'the type script');
  return 'rules';
}
