import type { PageReport, StageName } from '../types.ts';
import { formatDuration } from '../words.ts';

const [WIDTH, HEIGHT] = [1000, 100];

/** How stages are coloured: each has a colour of its own. */
export interface Shaded {
  readonly shade: (name: StageName) => Record<string, string>;
}

interface Props extends Shaded {
  readonly pages: readonly PageReport[];
  /** The index of the page that is looked at. */
  readonly index: number;
}

/** The duration of a page: the sum of its stages. */
export function addUpTime({ stages }: Pick<PageReport, 'stages'>): number {
  return stages.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** One path for all bars of a stage: the number of elements does not grow with the pages. */
export function Bars({ pages, index, shade }: Props) {
  const width = WIDTH / pages.length;
  const bar = width > 4 ? width - 1 : width;
  const highest = Math.max(...pages.map(addUpTime), 0.001);
  const paths = new Map<StageName, string>();
  for (const [at, { stages }] of pages.entries()) {
    let y = HEIGHT;
    for (const { name, from, to } of stages) {
      const height = ((to - from) / highest) * HEIGHT;
      y -= height;
      paths.set(name, `${paths.get(name) ?? ''}M${at * width} ${y}h${bar}v${height}h-${bar}z`);
    }
  }
  const markAt = (y: number, isMarked: (page: PageReport) => boolean) =>
    pages.map((page, at) => (isMarked(page) ? `M${at * width} ${y}h${bar}v5h-${bar}z` : '')).join('');
  return (
    <svg viewBox={`0 0 ${WIDTH} 118`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="chosen" x={index * width} width={Math.max(width, 3)} height="118" />
      {[0, HEIGHT / 2, HEIGHT].map((y) => (
        <path key={y} class="axis" d={`M0 ${y}H${WIDTH}`} />
      ))}
      {[...paths].map(([name, d]) => (
        <path key={name} class="share" style={shade(name)} d={d} />
      ))}
      <path class="faulty" d={markAt(104, isFaulty)} />
      <path class="again" d={markAt(112, ({ retried }) => retried)} />
    </svg>
  );
}

function isFaulty({ errors, failed }: PageReport): boolean {
  return failed || errors > 0;
}

/** The numbers beside the bars: durations. */
export function Durations({ pages }: Pick<Props, 'pages'>) {
  const highest = Math.max(...pages.map(addUpTime), 0.001);
  return (
    <ol class="durations" aria-hidden="true">
      {[highest, highest / 2, 0].map((ms) => (
        <li key={ms}>{ms === 0 ? '0' : formatDuration(ms)}</li>
      ))}
    </ol>
  );
}

/** The most page numbers below the bars. */
const TICKS = 8;

/** The numbers below the bars: pages, each at its bar. */
export function PageNumbers({ pages }: Pick<Props, 'pages'>) {
  const step = Math.ceil(pages.length / TICKS);
  const ticks = [...pages.keys()].filter((at) => at % step === 0);
  return (
    <ol class="ticks" aria-hidden="true">
      {ticks.map((at) => (
        <li key={at} style={{ left: `${((at + 0.5) / pages.length) * 100}%` }}>
          {pages[at]?.page}
        </li>
      ))}
    </ol>
  );
}

/** The meaning of colours and marks. */
export function Legend({ pages, shade }: Pick<Props, 'pages' | 'shade'>) {
  const names = new Set(pages.flatMap(({ stages }) => stages.map(({ name }) => name)));
  return (
    <ul class="legend">
      {[...names].map((name) => (
        <li key={name}>
          <i class="swatch share" style={shade(name)} /> {name}
        </li>
      ))}
      {pages.some(isFaulty) && (
        <li>
          <i class="swatch faulty" /> with errors
        </li>
      )}
      {pages.some(({ retried }) => retried) && (
        <li>
          <i class="swatch again" /> a second time
        </li>
      )}
    </ul>
  );
}
