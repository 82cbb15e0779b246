/** Milliseconds of one case, by the name of the handler. */
export interface Case {
  readonly title: string;
  readonly milliseconds: Readonly<Record<string, number>>;
}

const WIDTH = 720;
const LABEL = 150;
const BAR = 430;
const LINE = 20;
const GROUP = 3 * LINE + 40;

const NAMES = { ours: 'this package', bare: 'bare handler', original: 'the original' } as const;

const STYLE = `<style>
  text { fill: #24292f; font: 12px system-ui, sans-serif }
  .title { font-weight: 600 }
  .ours { fill: #1a7f5a } .bare { fill: #8c959f } .original { fill: #bf6b21 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .ours { fill: #3fb88a } .bare { fill: #768390 } .original { fill: #e09b5a }
  }
</style>`;

/**
 * Draws the milliseconds of ours, bare and original side by side: a group of three bars for each case. Bars are
 * comparable within their group; each group has a scale of its own. The background is transparent.
 */
export function drawChart(cases: readonly Case[]): string {
  const height = cases.length * GROUP + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Milliseconds of a call by this package, a bare handler and the original">`,
    STYLE,
    ...cases.map(drawCase),
    '</svg>\n',
  ].join('\n');
}

function drawCase({ title, milliseconds }: Case, index: number): string {
  const top = index * GROUP + 20;
  const largest = Math.max(...Object.values(milliseconds));
  const bars = Object.entries(NAMES).map(([name, label], row) => {
    const y = top + 10 + row * LINE;
    const ms = milliseconds[name] ?? 0;
    const width = Math.max(2, (BAR * ms) / largest);
    return [
      `<text x="${LABEL - 8}" y="${y + 12}" text-anchor="end">${label}</text>`,
      `<rect class="${name}" x="${LABEL}" y="${y + 1}" width="${width.toFixed(1)}" height="14" rx="2"/>`,
      `<text x="${(LABEL + width + 8).toFixed(1)}" y="${y + 12}">${ms.toPrecision(3)} ms</text>`,
    ].join('');
  });
  return `<text class="title" x="${LABEL}" y="${top}">${title}</text>\n${bars.join('\n')}`;
}
