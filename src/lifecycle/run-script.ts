import type { LifeRecord } from './build-life-report.ts';
import { holdEvent, holdLife } from './hold-to-rules.ts';
import type { Life } from './life.ts';
import { formatEvent, type LifeEvent } from './life-event.ts';
import type { EventFacts } from './life-facts.ts';
import type { LifeEnding } from './life-report.ts';
import { lifeRules } from './rules/life-rules.ts';
import { runEvent, type TimedEvent } from './run-event.ts';

/** Who is told about a life while it runs, and who may end it. */
interface Around {
  readonly signal?: AbortSignal;
  /** Lives the same script without faults, in an account of its own. */
  readonly rehearse?: () => Promise<readonly EventFacts[]>;
  readonly onEvent?: (progress: { readonly number: number; readonly of: number; readonly title: string }) => void;
}

/** Runs the events of a script in order, up to the first one that fails, and holds each and all of them to the rules. */
export async function runScript(
  life: Life,
  script: readonly LifeEvent[],
  { signal, rehearse, onEvent }: Around,
): Promise<Omit<LifeRecord, 'origin'>> {
  const startedAt = new Date();
  const began = performance.now();
  const now = () => performance.now() - began;
  const start = life.snapshot();
  const events: TimedEvent[] = [];
  const { app, faults, secrets } = life.parts;
  const readFacts = () => {
    const facts: EventFacts[] = events.map((event) => event.facts);
    return { app, faults, secrets, start, makerOf: life.makerOf, events: facts };
  };
  let ending: LifeEnding = 'done';
  let reason: string | undefined;
  for (const [at, event] of script.entries()) {
    if (signal?.aborted) ending = 'interrupted';
    if (ending !== 'done') break;
    onEvent?.({ number: at + 1, of: script.length, title: formatEvent(event) });
    const timed = await runEvent(life, event, now);
    events.push(timed);
    life.broken.push(...holdEvent(lifeRules, timed.facts, readFacts()));
    const { outcome, message } = timed.facts;
    if (outcome !== 'failed' && outcome !== 'interrupted') continue;
    ending = outcome;
    reason = `${formatEvent(event)}: ${message}`;
  }
  const wasAborted = events.some(({ facts }) => facts.calls.some(({ fault }) => fault === 'aborted'));
  const calm = wasAborted && ending !== 'interrupted' ? await rehearse?.() : undefined;
  const broken = [...life.broken, ...holdLife(lifeRules, { ...readFacts(), ending, ...(calm && { calm }) })];
  return { startedAt, ms: now(), start, events, unreached: script.slice(events.length), broken, ending, reason };
}
