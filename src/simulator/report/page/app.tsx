import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Breaches } from './breaches.tsx';
import { Errors } from './errors.tsx';
import { createFilter, type Filter, sortRecords } from './filter.ts';
import { JourneyView } from './journey.tsx';
import { Notes, Readings, Warnings } from './notes.tsx';
import type { PackedReport } from './packed.ts';
import { Picture } from './picture.tsx';
import { Records } from './records.tsx';
import { Summary } from './summary.tsx';
import { Timeline } from './timeline.tsx';

/** The whole page: the run from its end down to one record's journey. */
export function App({ report }: { readonly report: PackedReport }) {
  const journeys = useMemo(() => sortRecords(report.journey), [report]);
  const filtered = useMemo(() => createFilter(journeys), [journeys]);
  const [filter, setFilter] = useState<Filter>({});
  const [key, setKey] = useState<string | undefined>(journeys[0]?.key);
  const table = useRef<HTMLDivElement>(null);
  const journey = useRef<HTMLElement>(null);
  const shown = useMemo(() => filtered(filter), [filtered, filter]);

  const go = useCallback(
    (hash: string) => {
      const [what, value] = readTarget(hash);
      if (what === 'record') {
        setKey(value);
        setFilter((before) => (filtered(before).some((one) => one.key === value) ? before : {}));
        // The journey exists once this has rendered.
        requestAnimationFrame(() => journey.current?.focus());
      }
      if (what === 'stage') setFilter({ heldBackAt: value });
      if (what === 'page') setFilter({ page: Number(value) });
      if (what === 'stage' || what === 'page' || what === 'records') table.current?.focus();
    },
    [filtered],
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
        <Warnings report={report} />
        <Notes report={report} />
        <Picture report={report} />
        <Timeline report={report} />
        <Readings report={report} />
        <Errors errors={report.errors} all={report.totals.errors} />
        <div class="panes">
          <Records
            {...{ journeys, shown, filter, selected: key, focus: table }}
            stages={report.stages.map(({ name }) => name)}
            exported={report.totals.exported}
            onFilter={setFilter}
            onSelect={setKey}
            onOpen={() => journey.current?.focus()}
          />
          <JourneyView
            report={report}
            journey={journeys.find((one) => one.key === key)}
            sought={key}
            focus={journey}
            onClose={() => table.current?.focus()}
          />
        </div>
      </main>
    </>
  );
}

/** Follows links within the page, and the link that opened it. */
function useLinks(go: (hash: string) => void): void {
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

function readTarget(hash: string): [what: string, value: string] {
  const [what = '', value = ''] = hash.slice(1).split('=');
  try {
    return [what, decodeURIComponent(value)];
  } catch {
    return [what, value];
  }
}
