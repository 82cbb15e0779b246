import { isMoreBetter, type Verdict } from './budget.ts';

const WIDTH = 860;
const LABEL = 300;
const BAR = 400;
const LINE = 22;

const MET = '#2e7d5b';
const MISSED = '#b3472f';

/**
 * Draws how far inside its budget every figure is: a bar that ends at the line uses all of it. Lengths are logarithmic,
 * because ratios are.
 */
export function drawChart(verdicts: readonly Verdict[]): string {
  const judged = verdicts.filter(({ must }) => must !== undefined);
  const height = 60 + judged.length * LINE;
  const text = (x: number, y: number, said: string, more = '') =>
    `<text x="${x}" y="${y}"${more}>${said.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;
  const limit = LABEL + BAR * 0.75;
  const bars = judged.map(({ row, at, value, must = 1, met }, index) => {
    const y = 44 + index * LINE;
    const worse = Math.log2(used(row, value, must));
    const width = Math.min(BAR, Math.max(4, BAR * 0.75 * (1 + worse / 4)));
    const percent = `${Math.round(100 * used(row, value, must))} %`;
    return [
      text(LABEL - 8, y + 13, `${row}: ${at}`, ' text-anchor="end"'),
      `<rect x="${LABEL}" y="${y + 2}" width="${width.toFixed(1)}" height="14" rx="2" fill="${met ? MET : MISSED}"/>`,
      text(LABEL + BAR + 12, y + 13, percent),
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Share of its budget that each figure uses" font-family="system-ui, sans-serif" font-size="11" fill="#333">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(
      LABEL,
      20,
      'Share of its budget that each figure uses (shorter is better; the line is all of it)',
      ' font-size="12"',
    ),
    ...bars,
    `<line x1="${limit}" y1="36" x2="${limit}" y2="${height - 12}" stroke="#333" stroke-dasharray="3 3"/>`,
    '</svg>\n',
  ].join('\n');
}

/** 1 where a figure is just as it has to be, less where it is better. */
function used(row: string, value: number, must: number): number {
  return Math.max(0.001, isMoreBetter(row) ? must / value : value / must);
}
