import type { EndedLifeFacts, EventFacts, LifeFacts, LifeRule, RuleFinding } from './life-facts.ts';
import type { BrokenRule } from './life-report.ts';

/** Holds the event that has just ended to all rules. */
export function holdEvent(rules: readonly LifeRule[], event: EventFacts, facts: LifeFacts): BrokenRule[] {
  return rules.flatMap((rule) =>
    Array.from(rule.afterEvent?.(event, facts) ?? [], (found) => toBroken(rule, { event: event.number, ...found })),
  );
}

/** Holds the whole life to all rules. */
export function holdLife(rules: readonly LifeRule[], facts: EndedLifeFacts): BrokenRule[] {
  return rules.flatMap((rule) => Array.from(rule.atEnd?.(facts) ?? [], (found) => toBroken(rule, found)));
}

function toBroken({ id, says }: LifeRule, found: RuleFinding): BrokenRule {
  return { rule: id, says, ...found };
}
