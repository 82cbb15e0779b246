/** The width of a card in pixels. */
export const CARD = 268;

/** The room on both sides of a picture that has several bands: ways turn back there. */
const MARGIN = 44;
/** The room between two bands, and that of each way which leads from one to the next. */
const [SPACE, LANE] = [34, 22];

/** Where the columns of a picture stand: one beside the other, and in a further band below where the room ends. */
export interface Columns {
  /** By column: its left edge, and the number of its band. */
  readonly xs: readonly number[];
  readonly bands: readonly number[];
  readonly width: number;
}

/**
 * Places columns in as many bands as the room demands.
 * @param gaps the room behind each column
 * @param room the width that there is for all
 */
export function placeColumns(gaps: readonly number[], room: number): Columns {
  const single = fillBands(gaps, Number.POSITIVE_INFINITY);
  const width = Math.max(0, ...single.xs) + CARD;
  if (width <= room) return { ...single, width };
  const { xs, bands } = fillBands(gaps, room - 2 * MARGIN);
  const shifted = xs.map((x) => x + MARGIN);
  return { xs: shifted, bands, width: Math.max(...shifted) + CARD + MARGIN };
}

function fillBands(gaps: readonly number[], room: number): Pick<Columns, 'xs' | 'bands'> {
  let [x, band] = [0, 0];
  const bands: number[] = [];
  const xs = gaps.map((gap) => {
    if (x > 0 && x + CARD > room) {
      x = 0;
      band += 1;
    }
    const own = x;
    bands.push(band);
    x += CARD + gap;
    return own;
  });
  return { xs, bands };
}

/** An item of a band: where it stands from top to bottom. */
interface Placed {
  readonly layer: number;
  readonly height: number;
  y: number;
}

/**
 * Moves each band below the one before.
 * @param crossings the number of ways that lead from each band to the next
 * @returns the bottom of each band
 */
export function stackBands(
  items: readonly Placed[],
  bands: readonly number[],
  crossings: ReadonlyMap<number, number>,
): number[] {
  const groups = Map.groupBy(items, ({ layer }) => bands[layer] ?? 0);
  let top = 0;
  const bottoms: number[] = [];
  for (let band = 0; band <= (bands.at(-1) ?? 0); band++) {
    const own = groups.get(band) ?? [];
    const highest = Math.min(...own.map(({ y }) => y));
    for (const item of own) item.y += top - highest;
    const bottom = Math.max(top, ...own.map(({ y, height }) => y + height));
    bottoms.push(bottom);
    top = bottom + SPACE + (crossings.get(band) ?? 0) * LANE;
  }
  return bottoms;
}

/** A way from the end of one band to the beginning of the next. */
export interface Crossing {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  /** The width of the picture, and the bottom of the band that it leaves. */
  readonly width: number;
  readonly bottom: number;
  /** Its place among the ways of this band from the top, and their number. */
  readonly place: number;
  readonly count: number;
}

/** Draws a way around: to the right, down, back to the left, and on. Ways in their order do not cross each other. */
export function drawCrossing(crossing: Crossing): { readonly path: string; readonly x: number; readonly y: number } {
  const { from, to, width, bottom, place, count } = crossing;
  const step = Math.min(14, (MARGIN - 16) / count);
  const right = width - 10 - place * step;
  const left = 10 + (count - 1 - place) * step;
  const y = bottom + SPACE / 2 + (count - 0.5 - place) * LANE;
  const r = 8;
  const path =
    `H${right - r}Q${right} ${from.y} ${right} ${from.y + r}V${y - r}Q${right} ${y} ${right - r} ${y}` +
    `H${left + r}Q${left} ${y} ${left} ${y + r}V${to.y - r}Q${left} ${to.y} ${left + r} ${to.y}H${to.x}`;
  return { path, x: width - MARGIN, y };
}
