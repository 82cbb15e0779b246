import budget from './budget.json' with { type: 'json' };
import type { Figures } from './measure.ts';

/** A figure with its "must" and its goal. */
export interface Verdict {
  readonly row: string;
  readonly at: string;
  readonly value: number;
  readonly must?: number;
  readonly reach?: number;
  /** Whether the figure meets its "must"; undefined if it has none. */
  readonly met?: boolean;
}

type Row = { readonly better: string } & Readonly<Record<string, string | readonly number[]>>;

const rows: Readonly<Record<string, Row>> = budget as never;

/** Whether the larger of two figures of a row is the better one. */
export function isMoreBetter(row: string): boolean {
  return rows[row]?.better === 'more';
}

/** Compares every figure with the budget. */
export function judge(figures: Figures): Verdict[] {
  return Object.entries(figures).flatMap(([row, cases]) =>
    Object.entries(cases).map(([at, value]) => {
      const [must, reach] = (rows[row]?.[at] ?? []) as readonly number[];
      if (must === undefined || reach === undefined) return { row, at, value };
      return { row, at, value, must, reach, met: isMoreBetter(row) ? value >= must : value <= must };
    }),
  );
}

/** Lists the figures of the budget that were not measured. */
export function unmeasured(figures: Figures): string[] {
  return Object.entries(rows).flatMap(([row, cases]) =>
    Object.keys(cases)
      .filter((at) => at !== 'better' && figures[row]?.[at] === undefined)
      .map((at) => `${row}: ${at}`),
  );
}
