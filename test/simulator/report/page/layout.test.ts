import { describe, expect, it } from 'vitest';
import { CARD } from '../../../../src/simulator/report/page/bands.ts';
import { type Box, layOut } from '../../../../src/simulator/report/page/layout.ts';
import type { FlowEdge, FlowGraph } from '../../../../src/simulator/report/types.ts';

const graphOf = (
  count: number,
  edges: readonly (readonly [from: number, to: number, branch?: string])[],
): FlowGraph => ({
  nodes: Array.from({ length: count }, (_, at) => ({ kind: 'import', name: `step ${at}` })),
  edges: edges.map(
    ([from, to, branch]): FlowEdge => ({ from, to, records: 1, ...(branch !== undefined && { branch }) }),
  ),
});
const heightsOf = ({ nodes }: FlowGraph) => nodes.map((_, at) => 60 + 40 * at);

const isApart = (one: Box, other: Box) =>
  Math.abs(one.x - other.x) >= CARD || one.y + one.height <= other.y || other.y + other.height <= one.y;

/** Two branches of different length that meet again, and one that ends at once. */
const branched = graphOf(6, [
  [0, 1],
  [1, 2, 'long'],
  [2, 3],
  [3, 5],
  [1, 4, 'none'],
  [1, 5, 'short'],
]);

describe('the picture of a flow', () => {
  it('leads every way to the right', () => {
    const { boxes } = layOut(branched, heightsOf(branched));
    for (const { from, to } of branched.edges) expect(boxes[to]?.x).toBeGreaterThan((boxes[from]?.x ?? 0) + CARD);
  });

  it('draws no card over another one, and none outside', () => {
    const { boxes, width, height } = layOut(branched, heightsOf(branched));
    for (const [at, box] of boxes.entries()) {
      for (const other of boxes.slice(at + 1)) expect(isApart(box, other)).toBe(true);
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect([box.x + CARD <= width, box.y + box.height <= height]).toEqual([true, true]);
    }
  });

  it('tells each branch to its end before the next one', () => {
    expect(layOut(branched, heightsOf(branched)).order).toEqual([0, 1, 2, 3, 5, 4]);
  });

  it('leaves room for the names of branches only', () => {
    const { boxes } = layOut(branched, heightsOf(branched));
    const gap = (from: number, to: number) => (boxes[to]?.x ?? 0) - (boxes[from]?.x ?? 0);
    expect(gap(1, 2)).toBeGreaterThan(gap(0, 1));
  });

  it('goes on in a band below where there is no room, without a card or a way outside', () => {
    const row = graphOf(
      13,
      Array.from({ length: 12 }, (_, at) => [at, at + 1] as const),
    );
    for (const graph of [row, branched]) {
      for (const room of [1200, 900, 700, 400]) {
        const { boxes, lines, width, height, order } = layOut(graph, heightsOf(graph), room);
        expect(width).toBeLessThanOrEqual(room);
        expect(order).toEqual(layOut(graph, heightsOf(graph)).order);
        for (const [at, box] of boxes.entries()) {
          expect([box.x >= 0, box.x + CARD <= width, box.y >= 0, box.y + box.height <= height]).not.toContain(false);
          expect(boxes.slice(at + 1).every((other) => isApart(box, other))).toBe(true);
        }
        for (const { path, x, y } of lines) {
          const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
          expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
          expect([x <= width, y <= height]).toEqual([true, true]);
        }
      }
    }
  });

  it('leads ways from band to band around all cards', () => {
    const row = graphOf(
      6,
      Array.from({ length: 5 }, (_, at) => [at, at + 1] as const),
    );
    const { boxes, lines } = layOut(row, heightsOf(row), 700);
    const [second, third] = [boxes[1], boxes[2]] as [Box, Box];
    expect(third.y).toBeGreaterThan(second.y + second.height);
    // The way turns between the two bands, where no card is.
    expect(lines[1]?.y).toBeGreaterThan(second.y + second.height);
    expect(lines[1]?.y).toBeLessThan(third.y);
  });

  it('of a single step, or of none, has a size', () => {
    expect(layOut(graphOf(1, []), [80])).toMatchObject({ width: CARD, height: 80, order: [0] });
    expect(layOut(graphOf(0, []), [])).toMatchObject({ boxes: [], lines: [], height: 0 });
  });
});
