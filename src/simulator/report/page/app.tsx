import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import { Breaches } from './breaches.tsx';
import { ComparisonView } from './comparison.tsx';
import { Errors } from './errors.tsx';
import { JourneyView } from './journey.tsx';
import { Log } from './log.tsx';
import { Notes, NotSimulated, Readings, Warnings } from './notes.tsx';
import { Origin } from './origin.tsx';
import type { PackedReport } from './packed.ts';
import { Picture } from './picture.tsx';
import { Records } from './records.tsx';
import { useSelection } from './selection.ts';
import { Summary } from './summary.tsx';
import { Timeline } from './timeline.tsx';

/** The whole page: the run from its end down to one record's journey. */
export function App({ report }: { readonly report: PackedReport }) {
  const selection = useSelection(report);
  const { journeys, shown, selected, recordKey, onFilter, reveal } = selection;
  const steps = useMemo(() => new Map(report.stages.map(({ name, step }) => [name, step])), [report]);
  const table = useRef<HTMLDivElement>(null);
  const journey = useRef<HTMLElement>(null);
  const go = useCallback(
    (hash: string) => {
      const [what, value] = readTarget(hash);
      if (what === 'record') {
        reveal(value);
        // The journey exists once this has rendered.
        requestAnimationFrame(() => journey.current?.focus());
      }
      if (what === 'stage') onFilter({ heldBackAt: value });
      if (what === 'page') onFilter({ page: Number(value) });
      if (what === 'stage' || what === 'page' || what === 'records') table.current?.focus();
    },
    [onFilter, reveal],
  );
  useLinks(go);

  return (
    <>
      <a class="skip" href="#records">
        Skip to the records
      </a>
      <Summary report={report} />
      <main>
        <Breaches report={report} />
        <ComparisonView report={report} />
        <Warnings report={report} />
        <Notes report={report} />
        <Picture report={report} />
        <Timeline report={report} shown={selection.filter.page} />
        <Errors errors={report.errors} all={report.totals.errors} />
        <Origin report={report} />
        <NotSimulated report={report} />
        <Readings report={report} />
        <Log report={report} />
        <div class="panes">
          <Records
            {...selection}
            stages={[...steps.keys()]}
            stepOf={(stage) => steps.get(stage)}
            focus={table}
            exported={report.totals.exported}
            onOpen={() => journey.current?.focus()}
          />
          <JourneyView
            report={report}
            journey={journeys.find((one) => one.key === selected)}
            sought={selected}
            recordKey={recordKey}
            isFiltered={shown.length < journeys.length}
            focus={journey}
            onClose={() => table.current?.focus()}
          />
        </div>
      </main>
    </>
  );
}

/** Follows links within the page, and the link that opened it. */
export function useLinks(go: (hash: string) => void): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      const hash = link?.getAttribute('href');
      if (!hash || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.replaceState(null, '', hash);
      go(hash);
    };
    const arrive = () => go(location.hash);
    if (location.hash) arrive();
    document.addEventListener('click', follow);
    window.addEventListener('hashchange', arrive);
    return () => {
      document.removeEventListener('click', follow);
      window.removeEventListener('hashchange', arrive);
    };
  }, [go]);
}

/** Splits `#record=0%3A3` into what it names and its value. */
export function readTarget(hash: string): [what: string, value: string] {
  const [what = '', value = ''] = hash.slice(1).split('=');
  try {
    return [what, decodeURIComponent(value)];
  } catch {
    return [what, value];
  }
}
