import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageReport } from '../types.ts';
import { formatCount, formatDuration } from '../words.ts';
import { addUpTime, Bars, Durations, Legend, PageNumbers, type Shaded } from './bars.tsx';
import { Lines } from './lines.tsx';
import { indexLog, type LogIndex } from './log-index.ts';
import type { PackedReport } from './packed.ts';

interface Props {
  readonly report: PackedReport;
  /** The page whose records are shown, if it is one. */
  readonly shown: number | undefined;
}

/** The duration of each page by stage: a bar per page, one of them selected. */
export function Timeline({ report, shown }: Props) {
  const { pages } = report;
  const leftOut = report.leftOut.pages;
  const shade = createShade(report);
  const [index, setIndex] = useState(() => findSlowest(pages));
  const log = useMemo(() => indexLog(report.log, new Map(report.stages.map((stage) => [stage.name, stage]))), [report]);
  useEffect(() => {
    const at = pages.findIndex((one) => one.page === shown);
    if (at >= 0) setIndex((before) => (pages[before]?.page === shown ? before : at));
  }, [shown]);
  const page = pages[Math.min(index, pages.length - 1)];
  if (!page) return null;
  const last = pages.length - 1;
  const move = (event: KeyboardEvent) => {
    const to = destination(event.key, index, last);
    if (to === undefined) return;
    event.preventDefault();
    setIndex(Math.max(0, Math.min(last, to)));
  };
  const point = (event: MouseEvent & { readonly currentTarget: HTMLElement }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setIndex(Math.max(0, Math.min(last, Math.floor(((event.clientX - left) / width) * pages.length))));
  };
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">The pages</h2>
      <p class="dim">Milliseconds of each page, by stage.</p>
      <div class="chart">
        <Durations pages={pages} />
        <div
          class="timeline"
          role="slider"
          tabIndex={0}
          aria-label="Page to look at"
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={index}
          aria-valuetext={formatTitle(page)}
          onKeyDown={move}
          onClick={point}
        >
          <Bars pages={pages} index={index} shade={shade} />
        </div>
        <PageNumbers pages={pages} />
      </div>
      <Legend pages={pages} shade={shade} />
      {leftOut > 0 && <p class="dim">{formatCount(leftOut, 'more page')} left out of this sample.</p>}
      <PageView key={index} page={page} shade={shade} log={log} />
    </section>
  );
}

interface PageProps extends Shaded {
  readonly page: PageReport;
  readonly log: LogIndex;
}

function PageView({ page, shade, log }: PageProps) {
  const { stages, records, bytes } = page;
  const begin = Math.min(...stages.map(({ from }) => from));
  const length = Math.max(...stages.map(({ to }) => to)) - begin || 1;
  const names = stages.map(({ name }) => name);
  const attempt = page.retried ? 2 : 1;
  const findLines = (stage: string) => log.find({ stage, page: page.page, attempt }, new Set(names));
  return (
    <div class="page">
      <p>
        <b>{formatTitle(page)}</b> {page.retried && <span class="badge">↻ a second time</span>}{' '}
        <span class="dim">{(bytes / 1024).toFixed(1)} KB</span>{' '}
        <a href={`#page=${page.page}`}>Show {records === 1 ? 'its record' : `its ${records} records`}</a>
      </p>
      <ol>
        {stages.map(({ name, from, to }, index) => (
          <li key={index}>
            <span>{name}</span>
            <span class="track">
              <i
                style={{
                  ...shade(name),
                  left: `${((from - begin) / length) * 100}%`,
                  width: `${((to - from) / length) * 100}%`,
                }}
              />
            </span>
            <span class="number">{formatDuration(to - from)}</span>
            {names.indexOf(name) === index && <Lines lines={findLines(name)} />}
          </li>
        ))}
      </ol>
    </div>
  );
}

function formatTitle({ page, records, errors, failed, retried, ...timed }: PageReport): string {
  const said = [
    `Page ${page}: ${formatCount(records, 'record')}`,
    formatCount(errors, 'error'),
    formatDuration(addUpTime(timed)),
  ];
  if (failed) said.push('failed');
  if (retried) said.push('a second time');
  return said.join(', ');
}

function findSlowest(pages: readonly PageReport[]): number {
  return pages.reduce((slowest, page, at) => (addUpTime(page) > addUpTime(pages[slowest] ?? page) ? at : slowest), 0);
}

function createShade({ stages }: PackedReport): Shaded['shade'] {
  const places = new Map(stages.map(({ name }, at) => [name, at]));
  return (name) => ({ '--stage': String(places.get(name)) });
}

function destination(key: string, index: number, last: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
  const leaps: Readonly<Record<string, number>> = { PageDown: -10, PageUp: 10, Home: -index, End: last - index };
  const by = steps[key] ?? leaps[key];
  return by === undefined ? undefined : index + by;
}
