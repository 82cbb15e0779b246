import type { FlowGraph } from '../flow-graph.ts';
import { CARD, drawCrossing, placeColumns, stackBands } from './bands.ts';

/** The room between columns, that between rows, and the height of a passing line. */
const [GAP, LABELLED, SPACE, BEND] = [56, 140, 26, 36];

/** A card's place, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** The line of an edge, with the place of its label. */
export interface Line {
  readonly path: string;
  readonly x: number;
  readonly y: number;
}

/** The picture of a graph: cards from left to right, and lines between them. */
export interface Layout {
  /** By node. */
  readonly boxes: readonly Box[];
  /** By edge. */
  readonly lines: readonly Line[];
  /** The nodes in reading order. */
  readonly order: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** A card, or the place at which a long edge passes a column. */
interface Item {
  readonly node: number | undefined;
  readonly layer: number;
  readonly height: number;
  readonly before: Item[];
  readonly after: Item[];
  rank: number;
  y: number;
}

/**
 * Lays a graph out in columns, so that every edge leads to the right, and long ones pass between cards. Where there is no
 * room for more columns, they go on in a band below.
 * @param room the width that there is, in pixels
 */
export function layOut(graph: FlowGraph, heights: readonly number[], room = Number.POSITIVE_INFINITY): Layout {
  const layers = findLayers(graph);
  const cards = graph.nodes.map((_, node) => createItem(layers[node] ?? 0, heights[node] ?? 0, node));
  const chains = graph.edges.map(({ from, to }) => createChain(cards[from] as Item, cards[to] as Item));
  const items = [...new Set([...cards, ...chains.flat()])];
  const order = rankItems(cards);
  const columns = Array.from({ length: Math.max(0, ...layers) + 1 }, (_, layer) =>
    items.filter((item) => item.layer === layer).sort((one, other) => one.rank - other.rank),
  );
  for (const column of columns) placeColumn(column);
  const { xs, bands, width } = placeColumns(findGaps(graph, layers, columns.length), room);
  const crossings = findCrossings(chains, bands);
  const counts = new Map([...crossings].map(([band, own]) => [band, own.length]));
  const bottoms = stackBands(items, bands, counts);
  const toBox = ({ layer, y, height }: Item): Box => ({ x: xs[layer] ?? 0, y, height });
  const draw = { toBox, bands, bottoms, crossings, width };
  return {
    boxes: cards.map(toBox),
    lines: chains.map((chain, edge) => drawLine(chain, findPorts(graph, edge), draw)),
    order,
    width,
    height: Math.max(0, ...items.map(({ y, height }) => y + height)),
  };
}

/** The chains that lead from each band to the next, from top to bottom. */
function findCrossings(chains: readonly Item[][], bands: readonly number[]): ReadonlyMap<number, readonly Item[][]> {
  const crossing = chains.flatMap((chain) =>
    chain.slice(1).flatMap((item, at) => {
      const from = chain[at] as Item;
      return bands[from.layer] === bands[item.layer] ? [] : [{ band: bands[from.layer] as number, from, chain }];
    }),
  );
  crossing.sort((one, other) => one.from.y - other.from.y);
  const groups = Map.groupBy(crossing, ({ band }) => band);
  return new Map([...groups].map(([band, own]) => [band, own.map(({ chain }) => chain)]));
}

function createItem(layer: number, height: number, node?: number): Item {
  return { node, layer, height, before: [], after: [], rank: 0, y: 0 };
}

/** The column of each node: behind all that lead to it. */
function findLayers({ nodes, edges }: FlowGraph): number[] {
  const layers = nodes.map(() => 0);
  // Each round moves a node one column at least; a graph without circles is done after as many rounds as nodes.
  for (const _ of nodes) {
    for (const { from, to } of edges) layers[to] = Math.max(layers[to] ?? 0, (layers[from] ?? 0) + 1);
  }
  return layers;
}

/** The items of an edge from card to card, with one for each column that it passes. */
function createChain(from: Item, to: Item): Item[] {
  const passed = Array.from({ length: Math.max(0, to.layer - from.layer - 1) }, (_, at) =>
    createItem(from.layer + 1 + at, BEND),
  );
  const chain = [from, ...passed, to];
  chain.slice(1).forEach((item, at) => {
    const previous = chain[at] as Item;
    item.before.push(previous);
    previous.after.push(item);
  });
  return chain;
}

/** Ranks items as a person would tell the flow: each branch to its end before the next one. Returns the nodes so. */
function rankItems(cards: readonly Item[]): number[] {
  const met = new Set<Item>();
  const visit = (item: Item) => {
    if (met.has(item)) return;
    item.rank = met.size;
    met.add(item);
    item.after.forEach(visit);
  };
  cards.filter(({ before }) => before.length === 0).forEach(visit);
  return [...met].flatMap(({ node }) => (node === undefined ? [] : [node]));
}

/** Puts each item beside those before it, as far as there is room. */
function placeColumn(column: readonly Item[]): void {
  let free = Number.NEGATIVE_INFINITY;
  let moved = 0;
  for (const item of column) {
    const centres = item.before.map(({ y, height }) => y + height / 2);
    const wanted =
      centres.length === 0 ? 0 : centres.reduce((sum, one) => sum + one, 0) / centres.length - item.height / 2;
    item.y = Math.max(wanted, free);
    moved += item.y - wanted;
    free = item.y + item.height + SPACE;
  }
  for (const item of column) item.y -= moved / column.length;
}

/** The room behind each column: behind a router there are the names of branches. */
function findGaps({ edges }: FlowGraph, layers: readonly number[], count: number): number[] {
  const isNamed = new Set(edges.filter(({ branch }) => branch !== undefined).map(({ from }) => layers[from]));
  return Array.from({ length: count }, (_, layer) => (isNamed.has(layer) ? LABELLED : GAP));
}

/** Edges of one card begin, and end, one below the other. */
function findPorts({ edges }: FlowGraph, edge: number): readonly [from: number, to: number] {
  const own = edges[edge];
  const spread = (alike: readonly unknown[], gap: number) => (alike.indexOf(own) - (alike.length - 1) / 2) * gap;
  return [
    spread(
      edges.filter(({ from }) => from === own?.from),
      12,
    ),
    spread(
      edges.filter(({ to }) => to === own?.to),
      22,
    ),
  ];
}

/** What lines are drawn with. */
interface Drawing {
  readonly toBox: (item: Item) => Box;
  readonly bands: readonly number[];
  readonly bottoms: readonly number[];
  readonly crossings: ReadonlyMap<number, readonly Item[][]>;
  readonly width: number;
}

function drawLine(chain: Item[], [leaving, arriving]: readonly [number, number], drawing: Drawing): Line {
  const { toBox, bands, bottoms, crossings, width } = drawing;
  const [first, ...others] = chain as [Item, ...Item[]];
  const begin = toBox(first);
  let [x, y, band] = [begin.x + CARD, begin.y + begin.height / 2 + leaving, bands[first.layer] ?? 0];
  let path = `M${x} ${y}`;
  let label: { x: number; y: number } | undefined;
  others.forEach((item, at) => {
    const box = toBox(item);
    const isLast = at === others.length - 1;
    const [toX, toY] = [box.x, box.y + box.height / 2 + (isLast ? arriving : 0)];
    const next = bands[item.layer] ?? 0;
    if (next === band) {
      const bend = Math.min(40, (toX - x) / 2);
      path += `C${x + bend} ${y} ${x + bend} ${toY} ${x + 2 * bend} ${toY}`;
      label ??= { x: toX - 12, y: toY };
    } else {
      const alike = crossings.get(band) ?? [];
      const ends = { from: { x, y }, to: { x: toX, y: toY } };
      const around = { width, bottom: bottoms[band] ?? 0, place: alike.indexOf(chain), count: alike.length };
      const crossing = drawCrossing({ ...ends, ...around });
      path += crossing.path;
      label ??= { x: crossing.x, y: crossing.y };
    }
    path += `H${isLast ? toX : toX + CARD}`;
    [x, y, band] = [toX + CARD, toY, next];
  });
  return { path, x: label?.x ?? x, y: label?.y ?? y };
}
