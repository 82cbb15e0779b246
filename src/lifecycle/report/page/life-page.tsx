import { useCallback, useRef, useState } from 'preact/hooks';
import { readTarget, useLinks } from '../../../simulator/report/page/app.tsx';
import type { ComparedLife } from '../compared-life.ts';
import { nameEvents } from '../describe-life.ts';
import { BrokenRules } from './broken-rules.tsx';
import { EventView } from './event-view.tsx';
import { Events } from './events.tsx';
import { LifeComparison } from './life-comparison.tsx';
import { AppFacts, LeftOutEvents, LifeReadings, Unreached, Untried } from './life-notes.tsx';
import { LifeSummary } from './life-summary.tsx';

/** What the page looks at: an event, 0 for the account before the first one, and a call in it. */
interface Looked {
  readonly event: number;
  readonly call?: number | undefined;
}

/** The whole page: a life from its end down to each call of its events. */
export function LifePage({ report }: { readonly report: ComparedLife }) {
  const [looked, look] = useState<Looked>(() => ({ event: findFirst(report) }));
  const table = useRef<HTMLDivElement>(null);
  const view = useRef<HTMLElement>(null);
  const go = useCallback(
    (hash: string) => {
      const [what, value] = readTarget(hash);
      if (what === 'events') table.current?.focus();
      const found = findTarget(report, what, Number(value));
      if (!found) return;
      look(found);
      // The event exists once this has rendered.
      requestAnimationFrame(() => {
        const call = found.call === undefined ? null : document.querySelector<HTMLElement>(`#call-${found.call}`);
        (call ?? view.current)?.focus();
      });
    },
    [report],
  );
  useLinks(go);
  const names = nameEvents(report.events);
  return (
    <>
      <a class="skip" href="#events">
        Skip to the events
      </a>
      <LifeSummary report={report} />
      <main>
        <BrokenRules report={report} />
        <LifeComparison report={report} names={names} />
        <Unreached report={report} />
        <Untried report={report} />
        <AppFacts report={report} />
        <LifeReadings report={report} />
        <div class="panes">
          <section class="records" aria-labelledby="events">
            <h2 id="events">The life</h2>
            <LeftOutEvents report={report} />
            <Events
              report={report}
              selected={looked.event}
              focus={table}
              onSelect={(event) => look({ event })}
              onOpen={() => view.current?.focus()}
            />
          </section>
          <EventView
            key={looked.event}
            report={report}
            number={looked.event}
            name={names[looked.event - 1]}
            sought={looked.call}
            focus={view}
            onClose={() => table.current?.focus()}
          />
        </div>
      </main>
    </>
  );
}

/** The event to look at first: one that broke a rule, one that did not succeed, or the first one. */
function findFirst({ broken, events }: ComparedLife): number {
  const faulty = broken.find(({ event }) => event !== undefined)?.event;
  const failed = events.find(({ outcome }) => outcome === 'failed' || outcome === 'interrupted')?.number;
  return faulty ?? failed ?? events[0]?.number ?? 0;
}

function findTarget({ events }: ComparedLife, what: string, number: number): Looked | undefined {
  if (what === 'event' && Number.isInteger(number) && number >= 0 && number <= events.length) return { event: number };
  if (what !== 'call') return undefined;
  const found = events.find(({ calls }) => calls.some((call) => call.number === number));
  return found && { event: found.number, call: number };
}
